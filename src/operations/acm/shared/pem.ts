/** Text with certificates in PEM. @see https://www.rfc-editor.org/rfc/rfc7468 */

const [begin, end] = ['-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----'];

/** The certificates in the text, each with its frame; undefined when one has no end or there is other text around. */
export function splitPem(text: string): readonly string[] | undefined {
  const [before = '', ...rest] = text.split(begin);
  const certificates = rest.map((part) => {
    const [body = '', after, more] = part.split(end);
    return after !== undefined && more === undefined && after.trim() === ''
      ? `${begin}\n${body.trim()}\n${end}\n`
      : undefined;
  });
  const whole = certificates.filter((each) => each !== undefined);
  return before.trim() === '' && whole.length === certificates.length ? whole : undefined;
}
