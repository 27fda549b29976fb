import type { Reader } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Stack, StackResource } from '../../model/stack-resources.ts';
import type { ResourceType } from '../resource-type.ts';
import type { EnginePorts } from './ports.ts';

/** The id of a resource's record. */
export function recordId(stackId: string, logicalId: string): string {
  return `${stackId}/${logicalId}`;
}

/** What a resource has in `doneIn` once it has had its step in this phase of the run. */
export function markOf({ run }: Stack): string {
  return `${run?.id}/${run?.phase}`;
}

export function recordsOf(resources: Reader, stackId: string): readonly StackResource[] {
  return resources.find('stackResource', 'stack', stackId);
}

/** @throws ServiceError ValidationError when there is no such type */
export function requireType({ typeOf }: Pick<EnginePorts, 'typeOf'>, name: string): ResourceType {
  const type = typeOf(name);
  if (type === undefined) {
    throw new ServiceError(
      'ValidationError',
      `Template format error: Unrecognized resource types: [${name}]`,
    );
  }
  return type;
}
