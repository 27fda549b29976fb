import type {
  GetContextKeysForPolicyResponse,
  GetContextKeysForPrincipalPolicyRequest,
} from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { contextKeysOf } from './simulation/context-keys.ts';
import { inputSources, requirePrincipal, sourcesOf } from './simulation/sources.ts';

/**
 * Lists the condition keys that the policies of a user (with its groups), a group or a role ask for, and the documents of
 * the request.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html
 */
export const GetContextKeysForPrincipalPolicy = operation<
  GetContextKeysForPrincipalPolicyRequest,
  GetContextKeysForPolicyResponse
>({
  service: 'iam',
  name: 'GetContextKeysForPrincipalPolicy',
  access: 'read',
  honours: ['PolicySourceArn', 'PolicyInputList'],
  handle(input, context) {
    const sources = [
      ...sourcesOf(context, requirePrincipal(context, input.PolicySourceArn)),
      ...inputSources('PolicyInputList', input.PolicyInputList),
    ];
    return { ContextKeyNames: contextKeysOf(sources.map(({ policy }) => policy)) };
  },
});
