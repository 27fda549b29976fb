/** The parameters of SVCB and HTTPS records. @see RFC 9460, section 2.1 */
import { bigEndian, ipv4Field, ipv6Field } from './fields.ts';
import { ValueError } from './tokens.ts';

const keyNames = ['mandatory', 'alpn', 'no-default-alpn', 'port', 'ipv4hint', 'ech', 'ipv6hint'];

/** @param fields `name` or `name=value`, quotation marks already gone @throws ValueError */
export function serviceParameters(fields: readonly string[]): number[] {
  const parameters = new Map<number, number[]>();
  for (const field of fields) {
    const at = field.indexOf('=');
    const name = at < 0 ? field : field.slice(0, at);
    const key = keyNumber(name);
    if (parameters.has(key)) throw new ValueError('DuplicateParameter (A key is given more than once)', name);
    parameters.set(key, parameterValue(key, at < 0 ? undefined : field.slice(at + 1), field));
  }
  checkMandatory(parameters);
  return [...parameters]
    .sort(([a], [b]) => a - b)
    .flatMap(([key, value]) => [...bigEndian(key, 2), ...bigEndian(value.length, 2), ...value]);
}

function keyNumber(name: string): number {
  const known = keyNames.indexOf(name);
  if (known >= 0) return known;
  const number = /^key(0|[1-9]\d{0,4})$/.exec(name)?.[1];
  if (number !== undefined && Number(number) < 65_535) return Number(number);
  throw new ValueError('InvalidParameter (The key is not known)', name);
}

function parameterValue(key: number, value: string | undefined, field: string): number[] {
  const name: string | undefined = keyNames[key];
  if (name === 'no-default-alpn') {
    if (value !== undefined) throw new ValueError('InvalidParameter (The key takes no value)', field);
    return [];
  }
  if (name === undefined) return [...Buffer.from(value ?? '', 'latin1')];
  if (value === undefined || value === '') {
    throw new ValueError('InvalidParameter (The key needs a value)', field);
  }
  const items = value.split(',');
  switch (name) {
    case 'mandatory':
      return items
        .map(keyNumber)
        .sort((a, b) => a - b)
        .flatMap((number) => bigEndian(number, 2));
    case 'alpn':
      return items.flatMap((item) => protocolId(item, field));
    case 'ipv4hint':
      return items.flatMap(ipv4Field);
    case 'ipv6hint':
      return items.flatMap(ipv6Field);
    case 'port':
      if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return bigEndian(Number(value), 2);
      break;
    case 'ech':
      if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value))
        return [...Buffer.from(value, 'base64')];
      break;
    default:
  }
  throw new ValueError('InvalidParameter (The value is not valid for the key)', field);
}

function protocolId(item: string, field: string): number[] {
  if (item.length < 1 || item.length > 255) {
    throw new ValueError('InvalidParameter (A protocol has 1 to 255 characters)', field);
  }
  return [item.length, ...Buffer.from(item, 'latin1')];
}

/** Keys named as mandatory must be there, and not the key itself. */
function checkMandatory(parameters: ReadonlyMap<number, readonly number[]>): void {
  const value = parameters.get(0) ?? [];
  for (let at = 0; at < value.length; at += 2) {
    const key = (value[at] ?? 0) * 256 + (value[at + 1] ?? 0);
    if (key === 0 || !parameters.has(key)) {
      throw new ValueError('InvalidParameter (A mandatory key is missing)', keyNames[key] ?? `key${key}`);
    }
  }
}
