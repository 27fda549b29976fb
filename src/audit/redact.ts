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
  const members = value as Readonly<Record<string, unknown>>;
  let sum = 2;
  // All members are the object's own.
  for (const key in members) sum += 6 * key.length + 4 + charactersAtMost(members[key]);
  return sum;
}

function structure(shape: Structure, value: object): Record<string, unknown> {
  // Decoded by the shape, or an output that was encoded by it.
  const record = value as Readonly<Record<string, unknown>>;
  const result: Record<string, unknown> = {};
  for (const { name, shownName, isHidden, shape: inner } of shownMembers(shape)) {
    const member = record[name];
    if (member === undefined || member === null) continue;
    result[shownName] = isHidden ? hidden : anyValue(inner, member);
  }
  return result;
}

interface ShownMember {
  readonly name: string;
  readonly shownName: string;
  readonly isHidden: boolean;
  readonly shape: Shape;
}

/** Made once for each structure of the model, since names are long to look at and calls are many. */
const shownMembersOf = new WeakMap<Structure, readonly ShownMember[]>();

function shownMembers(shape: Structure): readonly ShownMember[] {
  const known = shownMembersOf.get(shape);
  if (known) return known;
  const members = shape.members.map((member) => ({
    name: member.name,
    shownName: lowerFirst(member.name),
    isHidden: isSecret(member),
    shape: member.shape,
  }));
  shownMembersOf.set(shape, members);
  return members;
}

function isSecret({ sensitive, name }: Member): boolean {
  return sensitive || secrets.has(name.toLowerCase());
}

function memberValue(member: Member, value: unknown): unknown {
  return isSecret(member) ? hidden : anyValue(member.shape, value);
}

function anyValue(shape: Shape, value: unknown): unknown {
  switch (shape.type) {
    case 'structure':
      return typeof value === 'object' && value !== null ? structure(shape, value) : hidden;
    case 'list':
      if (!Array.isArray(value) || isSecret(shape.item))
        return Array.isArray(value) ? value.map(() => hidden) : hidden;
      return value.map((item) => anyValue(shape.item.shape, item));
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
