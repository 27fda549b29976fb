import type {
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse,
} from '@aws-sdk/client-sts';
import { ServiceError } from '../../model/errors.ts';
import { messageKey } from '../../model/message-key.ts';
import { openMessage } from '../../policy/sealed-message.ts';
import { operation } from '../operation.ts';

/**
 * What the encoded message of a refusal says, to the account whose request was refused.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export const DecodeAuthorizationMessage = operation<
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse
>({
  service: 'sts',
  name: 'DecodeAuthorizationMessage',
  access: 'read',
  honours: ['EncodedMessage'],
  handle(input, { resources, caller }) {
    const key = messageKey(resources);
    const message = key && openMessage(key, caller.accountId, input.EncodedMessage ?? '');
    if (message !== undefined) return { DecodedMessage: message };
    throw new ServiceError('InvalidAuthorizationMessageException', 'Message is not valid');
  },
});
