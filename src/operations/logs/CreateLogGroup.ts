import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { ServiceError } from '../../model/errors.ts';
import { logGroupArn } from '../../model/log-resources.ts';
import { quota } from '../network/quotas.ts';
import { operation } from '../operation.ts';
import { addTags, checkName, invalid } from './shared/log-groups.ts';

/**
 * Creates a log group, which is a record: there are no streams, and nothing can be written to it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 */
export const CreateLogGroup = operation<CreateLogGroupRequest, object>({
  service: 'logs',
  name: 'CreateLogGroup',
  access: 'write',
  honours: ['logGroupName', 'kmsKeyId', 'tags', 'logGroupClass'],
  handle({ logGroupName: name = '', kmsKeyId, tags = {}, logGroupClass = 'STANDARD' }, context) {
    const { resources, caller, region, now } = context;
    checkName(name);
    if (kmsKeyId !== undefined) throw invalid('Postern has no keys of KMS. Leave kmsKeyId out.');
    if (logGroupClass !== 'STANDARD' && logGroupClass !== 'INFREQUENT_ACCESS') {
      throw invalid(`logGroupClass must be STANDARD or INFREQUENT_ACCESS, not ${logGroupClass}.`);
    }
    const id = logGroupArn(caller.accountId, region, name);
    if (resources.get('logGroup', id)) {
      throw new ServiceError('ResourceAlreadyExistsException', 'The specified log group already exists');
    }
    const most = quota(context, 'logGroupsPerRegion');
    if (resources.count('logGroup', 'owner', `${caller.accountId}/${region}`) >= most) {
      throw new ServiceError('LimitExceededException', 'Resource limit exceeded.');
    }
    const owner = { accountId: caller.accountId, region, tags: addTags([], tags) };
    resources.put('logGroup', { ...owner, id, name, logGroupClass, createdAt: now });
    return {};
  },
});
