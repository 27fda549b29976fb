/** What all sections of a template have in common: names, members, texts and how many of them there may be. */
import type { Json, JsonObject } from '../template.ts';
import { formatError, validationError } from './errors.ts';
import { isObject, member, scalarText } from './json.ts';

/** How many members a section may have. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const membersMax = {
  Parameters: 200,
  Mappings: 200,
  Resources: 500,
  Outputs: 200,
  Conditions: 500,
  Rules: 100,
};
export type SectionName = keyof typeof membersMax;

/**
 * The members of a section, each read by `read`; none when the section is left out.
 * @throws ServiceError ValidationError
 */
export function readSection<Member>(
  template: JsonObject,
  section: SectionName,
  read: (name: string, member: Json) => Member,
): ReadonlyMap<string, Member> {
  const json = member(template, section) ?? {};
  if (!isObject(json)) throw formatError(`${section} must be an object.`);
  const members = Object.entries(json);
  if (members.length > membersMax[section])
    throw formatError(
      `Number of ${section.toLowerCase()}, ${members.length}, is greater than maximum allowed, ${membersMax[section]}`,
    );
  for (const [name] of members) checkName(section, name);
  return new Map(members.map(([name, value]) => [name, read(name, value)]));
}

function checkName(section: SectionName, name: string): void {
  if (/^[A-Za-z0-9]{1,255}$/.test(name)) return;
  throw formatError(`${section.slice(0, -1)} name ${name} is non alphanumeric.`);
}

/** @throws ServiceError ValidationError when it is not an object */
export function objectOf(section: SectionName, json: Json): JsonObject {
  if (isObject(json)) return json;
  throw formatError(`Any ${section} member must be an object.`);
}

/** @param what of AWS's sentence, as in "Invalid template resource property 'Foo'" */
export function refuseOthers(json: JsonObject, known: readonly string[], what: string): void {
  for (const name of Object.keys(json)) {
    if (!known.includes(name)) throw validationError(`Invalid template ${what} property '${name}'`);
  }
}

/** A member that is a text, or a number or boolean that stands for one. @returns undefined when it is left out */
export function textOf(json: JsonObject, name: string): string | undefined {
  const value = member(json, name);
  if (value === undefined) return undefined;
  const text = scalarText(value);
  if (text === undefined) throw formatError(`Every ${name} member must be a string.`);
  return text;
}

/** The member if there is one, for objects whose optional members must not be undefined. */
export function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [name in Name]?: Value } {
  // TypeScript widens a computed key to string.
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: Value });
}
