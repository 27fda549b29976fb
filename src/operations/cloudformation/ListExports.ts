import type { ListExportsInput, ListExportsOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../operation.ts';
import { pageOf } from './shared/pages.ts';

/**
 * Lists what stacks of the account export in the region.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html
 */
export const ListExports = operation<ListExportsInput, ListExportsOutput>({
  service: 'cloudformation',
  name: 'ListExports',
  access: 'read',
  honours: ['NextToken'],
  handle({ NextToken: token }, { resources, caller, region }) {
    const found = resources.find('stackExport', 'owner', `${caller.accountId}/${region}`);
    const { records, ...rest } = pageOf(found, 'ListExports', token, ({ name }) => name);
    const Exports = records.map(({ stackId, name, value }) => ({
      ExportingStackId: stackId,
      Name: name,
      Value: value,
    }));
    return { Exports, ...rest };
  },
});
