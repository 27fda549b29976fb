/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
import { validationError } from './errors.ts';
import type { Scope } from './scope.ts';

/**
 * The text with the values of the parameter store in place of each `{{resolve:ssm:name:version}}`.
 * @throws ServiceError ValidationError when there is no such parameter, and for secrets, which are not supported
 */
export function resolveReferences(text: string, { lookups }: Pick<Scope, 'lookups'>): string {
  if (!text.includes('{{resolve:')) return text;
  return text.replace(/\{\{resolve:([^:}]*):?([^}]*)\}\}/g, (whole, service: string, rest: string) => {
    if (service !== 'ssm')
      throw validationError(`Dynamic references to ${service} are not supported; only ssm is: ${whole}`);
    const match = /^([A-Za-z0-9_.\-/]+)(?::(\d{1,9}))?$/.exec(rest);
    if (match === null)
      throw validationError(`Incorrect format is used in the following SSM reference: [${whole}]`);
    const [, name = '', version] = match;
    const value = lookups.storedParameter(name, version === undefined ? undefined : Number(version));
    if (value === undefined)
      throw validationError(`Parameters: [ssm:${name}:${version ?? ''}] cannot be found.`);
    return value;
  });
}
