import type { ListSAMLProvidersRequest, ListSAMLProvidersResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';

/**
 * The SAML providers that the account trusts. None can be registered, so there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html
 */
export const ListSAMLProviders = operation<ListSAMLProvidersRequest, ListSAMLProvidersResponse>({
  service: 'iam',
  name: 'ListSAMLProviders',
  access: 'read',
  honours: [],
  handle() {
    return { SAMLProviderList: [] };
  },
});
