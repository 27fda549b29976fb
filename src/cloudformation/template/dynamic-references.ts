/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
import { spend } from './budget.ts';
import { validationError } from './errors.ts';
import type { Scope } from './scope.ts';

/** What looking a parameter up costs besides its value. */
const lookUpCharacters = 1_000;

/**
 * The text with the values of the parameter store in place of each `{{resolve:ssm:name:version}}`.
 * @throws ServiceError ValidationError when there is no such parameter, and for secrets, which are not supported
 */
export function resolveReferences(text: string, scope: Pick<Scope, 'lookups' | 'budget'>): string {
  if (!text.includes('{{resolve:')) return text;
  return text.replace(/\{\{resolve:([^:}]*):?([^}]*)\}\}/g, (whole, service: string, rest: string) => {
    if (service !== 'ssm')
      throw validationError(`Dynamic references to ${service} are not supported; only ssm is: ${whole}`);
    const match = /^([A-Za-z0-9_.\-/]+)(?::(\d{1,9}))?$/.exec(rest);
    if (match === null)
      throw validationError(`Incorrect format is used in the following SSM reference: [${whole}]`);
    const [, name = '', version] = match;
    spend(scope, lookUpCharacters);
    const value = scope.lookups.storedParameter(name, version === undefined ? undefined : Number(version));
    if (value === undefined)
      throw validationError(`Parameters: [ssm:${name}:${version ?? ''}] cannot be found.`);
    spend(scope, value.length);
    return value;
  });
}
