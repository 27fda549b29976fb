import type { EventPorts } from '../../../cloudformation/engine/ports.ts';
import type { OperationContext } from '../../operation.ts';
import { publishToTopic } from '../../sns/shared/publish.ts';
import { topicAllowsService } from '../../sns/shared/topic-policy.ts';

const service = 'cloudformation.amazonaws.com';

/**
 * What telling of stacks needs. A topic of the stack's account hears of it, and one of another account that lets
 * CloudFormation publish.
 */
export function eventPorts({ ids }: Pick<OperationContext, 'ids'>, now: () => string): EventPorts {
  return {
    ids,
    now,
    notify: (resources, { id, accountId }, topicArn, subject, message) => {
      const topic = resources.get('topic', topicArn);
      if (topic === undefined) return;
      if (topic.accountId !== accountId && !topicAllowsService(resources, topicArn, service, id, accountId))
        return;
      publishToTopic({ resources, ids, now: now() }, topicArn, { subject, message });
    },
  };
}
