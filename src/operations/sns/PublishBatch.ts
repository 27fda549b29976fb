import type { PublishBatchInput, PublishBatchRequestEntry, PublishBatchResponse } from '@aws-sdk/client-sns';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { checkMessage, messageBytesMax } from './shared/message.ts';
import { publishToTopic, type TopicMessage } from './shared/publish.ts';
import { requireTopic } from './shared/topics.ts';

/** Messages in one request. */
const entriesMax = 10;

/**
 * Publishes up to ten messages. One that is wrong fails by itself.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
export const PublishBatch = operation<PublishBatchInput, PublishBatchResponse>({
  service: 'sns',
  name: 'PublishBatch',
  access: 'write',
  honours: [
    'TopicArn',
    'PublishBatchRequestEntries.Id',
    'PublishBatchRequestEntries.Message',
    'PublishBatchRequestEntries.Subject',
    'PublishBatchRequestEntries.MessageStructure',
    'PublishBatchRequestEntries.MessageAttributes',
  ],
  handle({ TopicArn: arn, PublishBatchRequestEntries: entries = [] }, context) {
    const topic = requireTopic(context, arn);
    checkEntries(entries);
    const checked = entries.map((entry) => ({ Id: entry.Id ?? '', result: attempt(entry) }));
    const bytes = checked.reduce((sum, { result }) => sum + ('bytes' in result ? result.bytes : 0), 0);
    if (bytes > messageBytesMax) {
      const message = `Batch requests cannot be longer than ${messageBytesMax} bytes. You have sent ${bytes} bytes.`;
      throw new ServiceError('BatchRequestTooLong', message);
    }
    const Successful: NonNullable<PublishBatchResponse['Successful']> = [];
    const Failed: NonNullable<PublishBatchResponse['Failed']> = [];
    for (const { Id, result } of checked) {
      if (result instanceof ServiceError) {
        Failed.push({ Id, Code: result.code, Message: result.message, SenderFault: true });
      } else Successful.push({ Id, MessageId: publishToTopic(context, topic.id, result) });
    }
    return { Successful, Failed };
  },
});

function attempt(
  entry: PublishBatchRequestEntry,
): (TopicMessage & { readonly bytes: number }) | ServiceError {
  try {
    return checkMessage(entry);
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

function checkEntries(entries: readonly PublishBatchRequestEntry[]): void {
  if (entries.length === 0) {
    throw new ServiceError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  }
  if (entries.length > entriesMax) {
    const message = `The batch request contains more entries than permissible (${entriesMax}).`;
    throw new ServiceError('TooManyEntriesInBatchRequest', message);
  }
  if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id ?? ''))) {
    const message =
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores, at most 80.';
    throw new ServiceError('InvalidBatchEntryId', message);
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new ServiceError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
  }
}
