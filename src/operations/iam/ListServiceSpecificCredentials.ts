import type {
  ListServiceSpecificCredentialsRequest,
  ListServiceSpecificCredentialsResponse,
} from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { userOrCaller } from './shared/callers.ts';

/**
 * The passwords of a user for single services, such as CodeCommit. Those services are not here, so there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html
 */
export const ListServiceSpecificCredentials = operation<
  ListServiceSpecificCredentialsRequest,
  ListServiceSpecificCredentialsResponse
>({
  service: 'iam',
  name: 'ListServiceSpecificCredentials',
  access: 'read',
  honours: ['UserName', 'ServiceName'],
  handle(input, context) {
    userOrCaller(context, input.UserName);
    return { ServiceSpecificCredentials: [], IsTruncated: false };
  },
});
