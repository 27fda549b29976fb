import type { CreateTopicInput, CreateTopicResponse } from '@aws-sdk/client-sns';
import type { Topic } from '../../model/notification-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { invalidParameter } from './shared/errors.ts';
import { addTags, sameTags } from './shared/tags.ts';
import { withTopicAttribute } from './shared/topic-attributes.ts';
import { defaultTopicPolicy } from './shared/topic-policy.ts';
import { topicArn } from './shared/topics.ts';

/**
 * Creates a topic. Asking again with the same attributes and tags, or with none, answers the topic that is there.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
export const CreateTopic = operation<CreateTopicInput, CreateTopicResponse>({
  service: 'sns',
  name: 'CreateTopic',
  access: 'write',
  honours: ['Name', 'Attributes', 'Tags'],
  handle(input, context) {
    const wanted = build(context, input);
    const existing = context.resources.get('topic', wanted.id);
    if (existing === undefined) context.resources.put('topic', wanted);
    else checkSame(existing, input);
    return { TopicArn: wanted.id };
  },
});

function build(context: OperationContext, input: CreateTopicInput): Topic {
  const { caller, region, now } = context;
  const name = checkName(input.Name ?? '');
  const id = topicArn(context, name);
  const bare: Topic = {
    accountId: caller.accountId,
    region,
    id,
    name,
    tags: addTags([], input.Tags ?? []),
    policy: defaultTopicPolicy(id, caller.accountId),
    displayName: '',
    signatureVersion: '1',
    createdAt: now,
  };
  return withAttributes(bare, input);
}

function withAttributes(topic: Topic, { Attributes = {} }: Pick<CreateTopicInput, 'Attributes'>): Topic {
  return Object.entries(Attributes).reduce((so, [name, value]) => withTopicAttribute(so, name, value), topic);
}

function checkName(name: string): string {
  if (name.endsWith('.fifo')) {
    throw invalidParameter(
      'Topic Name',
      'Postern does not have FIFO topics; use a name that does not end in .fifo',
    );
  }
  if (!/^[\w-]{1,256}$/.test(name)) throw invalidParameter('Topic Name');
  return name;
}

function checkSame(existing: Topic, input: CreateTopicInput): void {
  const changed =
    JSON.stringify(withAttributes(existing, input)) !== JSON.stringify(withAttributes(existing, {}));
  if (changed) throw invalidParameter('Attributes', 'Topic already exists with different attributes');
  if (input.Tags?.length && !sameTags(existing.tags, addTags([], input.Tags))) {
    throw invalidParameter('Tags', 'Topic already exists with different tags');
  }
}
