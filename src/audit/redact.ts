/** Inputs and outputs as events show them: names as CloudTrail writes them, and no secrets. */
import { withoutUrlPassword } from '../model/url-password.ts';
import type { Member, Shape, Structure } from '../wire/service.ts';

/** What CloudTrail writes where it hides something. */
export const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Members with secrets that the model does not mark, or marks in some operations only. In any case of letters. */
const secrets: ReadonlySet<string> = new Set(
  [
    'AuthParameters',
    'Base32StringSeed',
    'ClientSecret',
    'Message',
    'MessageAttributes',
    'NewPassword',
    'OldPassword',
    'ParameterValue',
    'Passphrase',
    'Password',
    'PrivateKey',
    'QRCodePNG',
    'SecretAccessKey',
    'SecretKey',
    'SessionToken',
    'Subject',
    'TemplateBody',
    'Token',
    'TokenCode',
    'UserData',
    'WebIdentityToken',
    'SAMLAssertion',
    'AuthenticationCode1',
    'AuthenticationCode2',
    'EncodedMessage',
    'DecodedMessage',
  ].map((name) => name.toLowerCase()),
);

/** Characters of what is shown of one call; a larger one is left out, as CloudTrail does. */
const charactersMax = 100_000;

/** The members of a structure without its secrets; null when there are none. */
export function shown(shape: Structure | undefined, value: object | undefined): unknown {
  if (shape === undefined || value === undefined) return null;
  const members = structure(shape, value);
  if (Object.keys(members).length === 0) return null;
  // Of most calls it is plain without making the text that they are small; the event's text is made once, later.
  if (charactersAtMost(members) <= charactersMax) return members;
  const originalSize = JSON.stringify(members).length;
  return originalSize <= charactersMax
    ? members
    : { omitted: true, originalSize, reason: `it exceeds the maximum size of ${charactersMax} characters` };
}

/** What the JSON text of a value has at most: no character of a string takes more than `\u0000` does. */
function charactersAtMost(value: unknown): number {
  if (typeof value === 'string') return 6 * value.length + 2;
  // Numbers, words, and times.
  if (typeof value !== 'object' || value === null || value instanceof Date) return 32;
  let sum = 2;
  for (const [key, inner] of Object.entries(value)) sum += 6 * key.length + 4 + charactersAtMost(inner);
  return sum;
}

function structure(shape: Structure, value: object): Record<string, unknown> {
  // Decoded by the shape, or an output that was encoded by it.
  const record = value as Readonly<Record<string, unknown>>;
  const result: Record<string, unknown> = {};
  for (const member of shape.members) {
    const inner = record[member.name];
    if (inner !== undefined && inner !== null) result[labelOf(member).name] = memberValue(member, inner);
  }
  return result;
}

function memberValue(member: Member, value: unknown): unknown {
  return labelOf(member).isSecret ? hidden : anyValue(member.shape, value);
}

/** How events show a member of a model. */
interface Label {
  readonly name: string;
  readonly isSecret: boolean;
}

/** Worked out once for each member: names that are made anew cost more than all else of an event. */
const labels = new WeakMap<Member, Label>();

function labelOf(member: Member): Label {
  const known = labels.get(member);
  if (known) return known;
  const isSecret = member.sensitive || secrets.has(member.name.toLowerCase());
  const label = { name: lowerFirst(member.name), isSecret };
  labels.set(member, label);
  return label;
}

function anyValue(shape: Shape, value: unknown): unknown {
  switch (shape.type) {
    case 'structure':
      return typeof value === 'object' && value !== null ? structure(shape, value) : hidden;
    case 'list':
      return Array.isArray(value) ? value.map((item) => memberValue(shape.item, item)) : hidden;
    case 'map':
      return typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value).map(([key, entry]) => [key, memberValue(shape.value, entry)]),
          )
        : hidden;
    case 'blob':
      return hidden;
    default:
      return typeof value === 'string' ? withoutUrlPassword(value) : value;
  }
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
