import { checkLength, violation } from '../../iam/shared/constraints.ts';

/**
 * A name in the ARN of a session.
 * @param parameter as messages name it: `roleSessionName`
 * @param max characters, at least 2
 * @throws ServiceError `ValidationError`
 */
export function checkSessionName(parameter: string, name: string, max: number): string {
  checkLength(parameter, name, 2, max);
  if (/^[\w+=,.@-]+$/.test(name)) return name;
  throw violation(parameter, name, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*');
}
