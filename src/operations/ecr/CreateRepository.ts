import type { CreateRepositoryRequest, CreateRepositoryResponse } from '@aws-sdk/client-ecr';
import { ServiceError } from '../../model/errors.ts';
import { type Repository, repositoryArn } from '../../model/repository-resources.ts';
import { operation } from '../operation.ts';
import { addTags, checkMutability, invalid, toSdkRepository } from './shared/repositories.ts';

/**
 * Creates a repository, which is a record: images cannot be pushed.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export const CreateRepository = operation<CreateRepositoryRequest, CreateRepositoryResponse>({
  service: 'ecr',
  name: 'CreateRepository',
  access: 'write',
  honours: [
    'repositoryName',
    'registryId',
    'tags',
    'imageTagMutability',
    'imageScanningConfiguration',
    'encryptionConfiguration.encryptionType',
  ],
  handle(input, context) {
    const { resources, caller, region, now } = context;
    const { repositoryName: name = '', registryId = caller.accountId } = input;
    if (
      name.length < 2 ||
      name.length > 256 ||
      !/^(?:[a-z0-9]+(?:(?:[._-]|__)[a-z0-9]+)*\/)*[a-z0-9]+(?:(?:[._-]|__)[a-z0-9]+)*$/.test(name)
    ) {
      throw invalid(
        `Invalid parameter at 'repositoryName' failed to satisfy constraint: '${name.slice(0, 80)}'`,
      );
    }
    if (registryId !== caller.accountId) throw invalid('registryId must be the account of the caller.');
    if ((input.encryptionConfiguration?.encryptionType ?? 'AES256') !== 'AES256') {
      throw invalid('encryptionType must be AES256: there are no keys.');
    }
    const id = repositoryArn(caller.accountId, region, name);
    if (resources.get('repository', id)) {
      throw new ServiceError(
        'RepositoryAlreadyExistsException',
        `The repository with name '${name}' already exists in the registry with id '${registryId}'`,
      );
    }
    const made: Repository = {
      ...{ accountId: caller.accountId, region, id, name, createdAt: now },
      tags: addTags([], input.tags ?? []),
      tagMutability: checkMutability(input.imageTagMutability),
      scanOnPush: input.imageScanningConfiguration?.scanOnPush === true,
    };
    resources.put('repository', made);
    return { repository: toSdkRepository(made) };
  },
});
