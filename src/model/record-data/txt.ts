/** The strings of a TXT record's data, which make one text. Bytes are taken for Latin-1. @see RFC 1035, section 3.3.14 */
export function textOfTxt(data: Uint8Array): string {
  let text = '';
  for (let at = 0; at < data.length; at += 1 + (data[at] ?? 0)) {
    text += Buffer.from(data.subarray(at + 1, at + 1 + (data[at] ?? 0))).toString('latin1');
  }
  return text;
}
