import type {
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse,
} from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { contextKeysOf } from './simulation/context-keys.ts';
import { inputSources } from './simulation/sources.ts';

/**
 * Lists the condition keys that documents ask for, which a simulation of them needs.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html
 */
export const GetContextKeysForCustomPolicy = operation<
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse
>({
  service: 'iam',
  name: 'GetContextKeysForCustomPolicy',
  access: 'read',
  honours: ['PolicyInputList'],
  handle(input) {
    const sources = inputSources('PolicyInputList', input.PolicyInputList);
    return { ContextKeyNames: contextKeysOf(sources.map(({ policy }) => policy)) };
  },
});
