/** The values of record sets as bytes on the wire: what cannot be one is refused with Route 53's reason. */
import type { RecordType } from '../dns-resources.ts';
import { Fields, ipv4Field, ipv6Field } from './fields.ts';
import { serviceParameters } from './service-parameters.ts';
import { tokens, ValueError } from './tokens.ts';

/** Characters of a value. */
export const valueLengthMax = 4000;

/**
 * The record data of the value, names in it without compression; or why it is none, as Route 53 words it.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html
 */
export function encodeRecordData(
  type: RecordType,
  value: string,
): { readonly data: Uint8Array } | { readonly problem: string } {
  try {
    if (value.length > valueLengthMax) throw new ValueError('ValueTooLong (Value is too long)');
    const fields = new Fields(tokens(value));
    const data = encoders[type](fields);
    fields.end();
    return { data: Uint8Array.from(data) };
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const shown = (error.part ?? value).slice(0, 120);
    return { problem: `FATAL problem: ${error.message} encountered with '${shown}'` };
  }
}

type Encoder = (fields: Fields) => Iterable<number>;

const oneName: Encoder = (fields) => fields.name();
const text: Encoder = (fields) => {
  const bytes = fields.characterString();
  while (fields.left > 0) bytes.push(...fields.characterString());
  return bytes;
};
const service: Encoder = (fields) => {
  const [priority, target] = [fields.number(2), fields.name()];
  const parameters: string[] = [];
  while (fields.left > 0) {
    let field = Buffer.from(fields.bytes()).toString('latin1');
    // `alpn="h2,h3"` is a word and a quoted string.
    if (field.endsWith('=') && fields.left > 0) field += Buffer.from(fields.bytes()).toString('latin1');
    parameters.push(field);
  }
  if (priority.every((byte) => byte === 0) && parameters.length > 0) {
    throw new ValueError('InvalidParameter (A record with priority 0 has no parameters)');
  }
  return [...priority, ...target, ...serviceParameters(parameters)];
};

const encoders: Readonly<Record<RecordType, Encoder>> = {
  A: (fields) => ipv4Field(fields.word()),
  AAAA: (fields) => ipv6Field(fields.word()),
  CAA: (fields) => {
    const [flags, tag] = [fields.number(1), fields.word()];
    if (!/^[A-Za-z0-9]{1,15}$/.test(tag)) {
      throw new ValueError('CAARRDATAInvalidTag (The tag must be 1 to 15 letters and digits)', tag);
    }
    const [, ...content] = fields.characterString();
    return [...flags, tag.length, ...Buffer.from(tag), ...content];
  },
  CNAME: oneName,
  DS: (fields) => [...fields.number(2), ...fields.number(1), ...fields.number(1), ...fields.hexadecimal()],
  HTTPS: service,
  MX: (fields) => [...fields.number(2), ...fields.name()],
  NAPTR: (fields) => [
    ...fields.number(2),
    ...fields.number(2),
    ...fields.characterString(),
    ...fields.characterString(),
    ...fields.characterString(),
    ...fields.name(),
  ],
  NS: oneName,
  PTR: oneName,
  SOA: (fields) => [
    ...fields.name(),
    ...fields.name(),
    ...Array.from({ length: 5 }, () => fields.number(4)).flat(),
  ],
  SPF: text,
  SRV: (fields) => [...fields.number(2), ...fields.number(2), ...fields.number(2), ...fields.name()],
  SSHFP: (fields) => [...fields.number(1), ...fields.number(1), ...fields.hexadecimal()],
  SVCB: service,
  TLSA: (fields) => [...fields.number(1), ...fields.number(1), ...fields.number(1), ...fields.hexadecimal()],
  TXT: text,
};
