import type { ListTypesInput, ListTypesOutput, TypeSummary } from '@aws-sdk/client-cloudformation';
import { resourceTypes } from '../../cloudformation/resource-types.ts';
import { operation } from '../operation.ts';
import { pageOf } from './shared/pages.ts';
import { typeArn } from './shared/types.ts';

/**
 * Lists the resource types that stacks can have here. All are AWS's, so that none is private, activated or deprecated.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListTypes.html
 */
export const ListTypes = operation<ListTypesInput, ListTypesOutput>({
  service: 'cloudformation',
  name: 'ListTypes',
  access: 'read',
  honours: ['Visibility', 'Type', 'DeprecatedStatus', 'NextToken', 'Filters.TypeNamePrefix'],
  handle({ Visibility, Type = 'RESOURCE', DeprecatedStatus, Filters, NextToken: token }, { region }) {
    const { TypeNamePrefix: prefix = '' } = Filters ?? {};
    const isNone = Visibility !== 'PUBLIC' || Type !== 'RESOURCE' || DeprecatedStatus === 'DEPRECATED';
    const names = isNone ? [] : [...resourceTypes.keys()].filter((name) => /^AWS::/.test(name));
    const found = names.filter((name) => name.startsWith(prefix));
    const { records, ...rest } = pageOf(found, 'ListTypes', token, (name) => name);
    const TypeSummaries = records.map(
      (TypeName): TypeSummary => ({ Type: 'RESOURCE', TypeName, TypeArn: typeArn(region, TypeName) }),
    );
    return { TypeSummaries, ...rest };
  },
});
