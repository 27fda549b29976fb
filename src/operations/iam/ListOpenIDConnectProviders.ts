import type {
  ListOpenIDConnectProvidersRequest,
  ListOpenIDConnectProvidersResponse,
} from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';

/**
 * The OpenID Connect providers that the account trusts. None can be registered, so there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html
 */
export const ListOpenIDConnectProviders = operation<
  ListOpenIDConnectProvidersRequest,
  ListOpenIDConnectProvidersResponse
>({
  service: 'iam',
  name: 'ListOpenIDConnectProviders',
  access: 'read',
  honours: [],
  handle() {
    return { OpenIDConnectProviderList: [] };
  },
});
