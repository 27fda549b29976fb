import type { DescribeRepositoriesRequest, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import { operation } from '../operation.ts';
import { takePage } from '../shared/pages.ts';
import { invalid, requireRepository, toSdkRepository } from './shared/repositories.ts';

/**
 * The caller's repositories in the region.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
 */
export const DescribeRepositories = operation<DescribeRepositoriesRequest, DescribeRepositoriesResponse>({
  service: 'ecr',
  name: 'DescribeRepositories',
  access: 'read',
  honours: ['registryId', 'repositoryNames', 'nextToken', 'maxResults'],
  handle(input, context) {
    const { resources, caller, region } = context;
    const { repositoryNames: names, registryId, maxResults: limit = 100, nextToken: token } = input;
    if (limit < 1 || limit > 1000) throw invalid('maxResults must be from 1 to 1000.');
    if (names) {
      const found = names.map((repositoryName) => requireRepository(context, { registryId, repositoryName }));
      return { repositories: found.map(toSdkRepository) };
    }
    const own = (registryId ?? caller.accountId) === caller.accountId;
    const all = own ? resources.find('repository', 'owner', `${caller.accountId}/${region}`) : [];
    const page = takePage(all, { scope: 'DescribeRepositories', key: ({ name }) => name, limit, token });
    if (!page) throw invalid('The nextToken is none of DescribeRepositories.');
    return {
      repositories: page.records.map(toSdkRepository),
      ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
    };
  },
});
