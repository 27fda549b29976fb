import type { AddPermissionInput } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { invalidParameter } from './shared/errors.ts';
import { rewritePolicy } from './shared/permissions.ts';
import { checkTopicPolicy } from './shared/topic-policy.ts';
import { requireTopic } from './shared/topics.ts';

/** The actions that can be given. */
const actions: ReadonlySet<string> = new Set([
  '*',
  'AddPermission',
  'DeleteTopic',
  'GetDataProtectionPolicy',
  'GetTopicAttributes',
  'ListSubscriptionsByTopic',
  'ListTagsForResource',
  'Publish',
  'PutDataProtectionPolicy',
  'RemovePermission',
  'SetTopicAttributes',
  'Subscribe',
]);

/**
 * Adds a statement to the topic's policy that lets accounts do things.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html
 */
export const AddPermission = operation<AddPermissionInput, object>({
  service: 'sns',
  name: 'AddPermission',
  access: 'write',
  honours: ['TopicArn', 'Label', 'AWSAccountId', 'ActionName'],
  handle(input, context) {
    const topic = requireTopic(context, input.TopicArn);
    const { Label: label = '', AWSAccountId: accounts = [], ActionName: names = [] } = input;
    if (!/^[\w-]{1,80}$/.test(label)) throw invalidParameter('Label');
    if (accounts.length === 0 || accounts.some((id) => !/^\d{12}$/.test(id)))
      throw invalidParameter('AWSAccountId');
    const unknown = names.find((name) => !actions.has(name));
    if (names.length === 0 || unknown !== undefined) {
      throw invalidParameter('Policy statement action out of service scope!');
    }
    const policy = rewritePolicy(topic.policy, (statements) => {
      if (statements.some(({ Sid }) => Sid === label)) throw invalidParameter('Statement already exists');
      const [one, ...more] = accounts.map((id) => `arn:aws:iam::${id}:root`);
      const [action, ...others] = names.map((name) => `SNS:${name}`);
      const AWS = more.length === 0 ? one : [one, ...more];
      const Action = others.length === 0 ? action : [action, ...others];
      return [...statements, { Sid: label, Effect: 'Allow', Principal: { AWS }, Action, Resource: topic.id }];
    });
    context.resources.put('topic', { ...topic, policy: checkTopicPolicy(policy) });
    return {};
  },
});
