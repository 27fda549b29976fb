/** Names of parameters, and what requests say in place of them. */
import { ServiceError } from '../../../model/errors.ts';
import type { OperationContext } from '../../operation.ts';

/** Characters of a name, with its ARN; and of what may select a version behind it. */
const nameCharactersMax = 1011;
const levelsMax = 15;

/** What a request names: a parameter, and perhaps which of its versions. */
export interface Reference {
  readonly name: string;
  /** `3` or a label, without the colon. */
  readonly selector?: string;
}

/**
 * Checks the name of a new parameter.
 * @throws ServiceError `ValidationException`, `HierarchyLevelLimitExceededException`
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
 */
export function checkNewName(name: string): void {
  if (name.length > nameCharactersMax) {
    throw invalid(`A parameter name can have at most ${nameCharactersMax} characters.`);
  }
  if (!/^[\w./-]+$/.test(name) || name.endsWith('/') || name.includes('//')) {
    throw invalid(
      'Only a mix of letters, numbers and the following 4 symbols .-_/ are allowed in a parameter name, and a level of a hierarchy cannot be empty.',
    );
  }
  if (/^\/?(?:aws|ssm)/i.test(name)) {
    throw invalid(
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive), or "aws". If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  }
  if (name.includes('/') && !name.startsWith('/')) {
    throw invalid('Parameter name must be a fully qualified name.');
  }
  if (name.split('/').length - 1 > levelsMax) {
    throw new ServiceError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have at most ${levelsMax} levels. Use a shorter path.`,
    );
  }
}

/**
 * What a request means by `name`, `name:3`, `name:label` or the parameter's ARN. An ARN of another account or region
 * names nothing that there is for the caller.
 */
export function referenceOf({ caller, region }: OperationContext, text: string): Reference {
  const { bare, selector } = split(text);
  const prefix = `arn:aws:ssm:${region}:${caller.accountId}:parameter/`;
  if (!bare.startsWith(prefix)) return { name: bare, ...(selector !== undefined && { selector }) };
  const rest = bare.slice(prefix.length);
  // ARNs do not tell `a` from `/a`; what has levels begins with a slash.
  const name = rest.includes('/') ? `/${rest}` : rest;
  return { name, ...(selector !== undefined && { selector }) };
}

function split(text: string): { readonly bare: string; readonly selector?: string } {
  const from = text.startsWith('arn:') ? text.indexOf('/') : 0;
  const colon = from < 0 ? -1 : text.indexOf(':', from);
  return colon < 0 ? { bare: text } : { bare: text.slice(0, colon), selector: text.slice(colon + 1) };
}

export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
