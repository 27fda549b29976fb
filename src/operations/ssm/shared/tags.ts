import { ServiceError } from '../../../model/errors.ts';
import type { Tag } from '../../../model/owned.ts';
import type { Parameter } from '../../../model/parameter-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { mergeTags, type SdkTag } from '../../shared/tags.ts';
import { findParameter } from './parameters.ts';

/**
 * `existing` with the tags of `added` in it.
 * @throws ServiceError `TooManyTagsError`, `ValidationException`
 */
export function addTags(existing: readonly Tag[], added: readonly SdkTag[]): readonly Tag[] {
  try {
    return mergeTags(existing, added);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const isCount = error.code === 'TagLimitExceeded';
    throw new ServiceError(isCount ? 'TooManyTagsError' : 'ValidationException', error.message);
  }
}

/**
 * What tags are asked of: parameters alone, by name.
 * @throws ServiceError `InvalidResourceType`, `InvalidResourceId`
 */
export function requireTagged(
  context: OperationContext,
  {
    ResourceType: type,
    ResourceId: id,
  }: { ResourceType?: string | undefined; ResourceId?: string | undefined },
): Parameter {
  if (type !== 'Parameter') {
    throw new ServiceError(
      'InvalidResourceType',
      `Postern tags resources of the type Parameter, not ${type}.`,
    );
  }
  const found = findParameter(context, { name: id ?? '' });
  if (found) return found;
  throw new ServiceError('InvalidResourceId', `There is no parameter ${id}.`);
}
