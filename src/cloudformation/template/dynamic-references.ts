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
  const parts: string[] = [];
  let [end, close] = [0, -1];
  // Not by a regular expression: where nothing closes, it would read the rest of the text from each beginning.
  for (
    let start = text.indexOf(opening);
    start >= 0;
    start = text.indexOf(opening, Math.max(start + 1, end))
  ) {
    if (close < start) close = text.indexOf('}', start);
    if (close < 0) break;
    if (text[close + 1] !== '}') continue;
    parts.push(text.slice(end, start), resolved(text.slice(start, close + 2), scope));
    end = close + 2;
  }
  return parts.join('') + text.slice(end);
}

const opening = '{{resolve:';

/** @param reference `{{resolve:service:rest}}` */
function resolved(reference: string, scope: Pick<Scope, 'lookups' | 'budget'>): string {
  const [, service, rest = ''] = /^\{\{resolve:([^:]*):?(.*)\}\}$/s.exec(reference) ?? [];
  if (service !== 'ssm')
    throw validationError(`Dynamic references to ${service} are not supported; only ssm is: ${reference}`);
  const match = /^([A-Za-z0-9_.\-/]+)(?::(\d{1,9}))?$/.exec(rest);
  if (match === null)
    throw validationError(`Incorrect format is used in the following SSM reference: [${reference}]`);
  const [, name = '', version] = match;
  spend(scope, lookUpCharacters);
  const value = scope.lookups.storedParameter(name, version === undefined ? undefined : Number(version));
  if (value === undefined)
    throw validationError(`Parameters: [ssm:${name}:${version ?? ''}] cannot be found.`);
  spend(scope, value.length);
  return value;
}
