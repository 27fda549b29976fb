/** What the operations of repositories share. */
import type { Repository as SdkRepository } from '@aws-sdk/client-ecr';
import { ServiceError } from '../../../model/errors.ts';
import type { Tag } from '../../../model/owned.ts';
import { type Repository, repositoryArn } from '../../../model/repository-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { mergeTags, type SdkTag } from '../../shared/tags.ts';

/** What requests name a repository with. */
export interface RepositoryInput {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
}

/**
 * The caller's repository. Those of other accounts are not there for the caller.
 * @throws ServiceError `RepositoryNotFoundException`
 */
export function requireRepository(
  { resources, caller, region }: OperationContext,
  { registryId = caller.accountId, repositoryName: name = '' }: RepositoryInput,
): Repository {
  const found = resources.get('repository', repositoryArn(caller.accountId, region, name));
  if (found && registryId === caller.accountId) return found;
  throw new ServiceError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
  );
}

/** The same by ARN, of which tags are asked. */
export function requireTagged(context: OperationContext, arn: string | undefined): Repository {
  const { caller, region } = context;
  const prefix = repositoryArn(caller.accountId, region, '');
  const name = arn?.startsWith(prefix) ? arn.slice(prefix.length) : (arn ?? '');
  return requireRepository(context, { repositoryName: name });
}

/** @throws ServiceError `TooManyTagsException`, `InvalidTagParameterException` */
export function addTags(existing: readonly Tag[], added: readonly SdkTag[]): readonly Tag[] {
  try {
    return mergeTags(existing, added);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const isCount = error.code === 'TagLimitExceeded';
    throw new ServiceError(isCount ? 'TooManyTagsException' : 'InvalidTagParameterException', error.message);
  }
}

/** The URI is AWS's; nothing answers there. */
export function toSdkRepository({ id, name, accountId, region, ...rest }: Repository): SdkRepository {
  return {
    repositoryArn: id,
    registryId: accountId,
    repositoryName: name,
    repositoryUri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`,
    createdAt: new Date(rest.createdAt),
    imageTagMutability: rest.tagMutability,
    imageScanningConfiguration: { scanOnPush: rest.scanOnPush },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
}

/** @throws ServiceError `InvalidParameterException` */
export function checkMutability(value = 'MUTABLE'): Repository['tagMutability'] {
  if (value === 'MUTABLE' || value === 'IMMUTABLE') return value;
  throw invalid('imageTagMutability must be MUTABLE or IMMUTABLE.');
}

export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}
