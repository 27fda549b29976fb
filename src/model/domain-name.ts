/**
 * Domain names as Route 53 writes them: lower case, a dot at the end, every byte but `a-z0-9-_` as `\` and three octal
 * digits, so that `*.example.com` is `\052.example.com.` Equal names are equal text.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */

/** Bytes of a label, and of a name on the wire with its lengths and the root. */
export const labelBytesMax = 63;
export const nameBytesMax = 255;

/** Why a text is no domain name, in Route 53's words. */
export interface NameProblem {
  readonly problem: string;
}

/** The name that the text stands for; with or without the dot at the end, escapes as `\052`, any case. */
export function parseDomainName(text: string): { readonly name: string } | NameProblem {
  if (text === '.') return { name: '.' };
  const bytes = readEscapes(text);
  if (!bytes) return { problem: 'UnsupportedCharacter (Value contains unsupported characters)' };
  const labels = splitLabels(bytes);
  if (labels.at(-1)?.length === 0) labels.pop();
  if (labels.length === 0 || labels.some((label) => label.length === 0)) {
    return { problem: 'DomainLabelEmpty (Domain label is empty)' };
  }
  if (labels.some((label) => label.length > labelBytesMax)) {
    return { problem: 'DomainLabelTooLong (Domain label is too long)' };
  }
  if (labels.reduce((sum, label) => sum + label.length + 1, 1) > nameBytesMax) {
    return { problem: 'DomainNameTooLong (Domain name is too long)' };
  }
  return { name: nameOfLabels(labels) };
}

/** The name with these labels, each 1 to 63 bytes. */
export function nameOfLabels(labels: readonly (readonly number[] | Uint8Array)[]): string {
  return labels.length === 0 ? '.' : `${labels.map(labelText).join('.')}.`;
}

/** The name on the wire, without compression, ended by the root. */
export function nameToWire(name: string): Uint8Array {
  return name === '.' || name.includes('\\') ? escapedToWire(name) : plainToWire(name);
}

/** Each dot gives its place to the length of the label before it. */
function plainToWire(name: string): Uint8Array {
  const bytes = new Uint8Array(name.length + 1);
  let start = 0;
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if (code !== dotByte) bytes[at + 1] = code;
    else {
      bytes[start] = at - start;
      start = at + 1;
    }
  }
  return bytes;
}

function escapedToWire(name: string): Uint8Array {
  const bytes: number[] = [];
  if (name !== '.') {
    for (const label of name.slice(0, -1).split('.')) {
      // Names here are canonical: every escape is right.
      const content = (readEscapes(label) ?? []).map((byte) => Math.abs(byte));
      bytes.push(content.length, ...content);
    }
  }
  return Uint8Array.from([...bytes, 0]);
}

/** Whether the name is the zone's own or lies below it. */
export function isInZone(name: string, zone: string): boolean {
  return zone === '.' || name === zone || name.endsWith(`.${zone}`);
}

/** The name without its first label; the root has none. */
export function parentName(name: string): string | undefined {
  if (name === '.') return undefined;
  const dot = name.indexOf('.');
  return dot === name.length - 1 ? '.' : name.slice(dot + 1);
}

export function labelCount(name: string): number {
  return name === '.' ? 0 : name.split('.').length - 1;
}

/** As people and AWS's documentation write it where only the star may be special: `*.example.com`. */
export function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}

/** Bytes; those that were escaped are negative, so that an escaped dot is no end of a label. Zero stays zero. */
function readEscapes(text: string): number[] | undefined {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === backslash) {
      const digits = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4))?.[0];
      if (digits === undefined) return undefined;
      bytes.push(-Number.parseInt(digits, 8));
      at += 3;
    } else if (code > 0x20 && code < 0x7f) bytes.push(code);
    else return undefined;
  }
  return bytes;
}

function splitLabels(bytes: readonly number[]): number[][] {
  const labels: number[][] = [[]];
  for (const byte of bytes) {
    if (byte === dotByte) labels.push([]);
    else labels.at(-1)?.push(Math.abs(byte));
  }
  return labels;
}

const backslash = 0x5c;
const dotByte = 0x2e;

function labelText(label: readonly number[] | Uint8Array): string {
  let text = '';
  for (const byte of label) text += byteTexts[byte];
  return text;
}

/** Each byte as it stands in a name. */
const byteTexts: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte).toLowerCase();
  return byte < 0x80 && /[a-z0-9_-]/.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`;
});
