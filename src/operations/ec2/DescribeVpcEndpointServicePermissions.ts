import type {
  DescribeVpcEndpointServicePermissionsRequest,
  DescribeVpcEndpointServicePermissionsResult,
} from '@aws-sdk/client-ec2';
import type { ServicePermission } from '../../model/resources.ts';
import { operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { requireOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';
import { toSdkTags } from '../shared/tags.ts';

/**
 * Who may connect to one of the caller's services.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServicePermissions.html
 */
export const DescribeVpcEndpointServicePermissions = operation<
  DescribeVpcEndpointServicePermissionsRequest,
  DescribeVpcEndpointServicePermissionsResult
>({
  service: 'ec2',
  name: 'DescribeVpcEndpointServicePermissions',
  access: 'read',
  honours: ['ServiceId', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const service = requireOwned(context, 'endpointService', input.ServiceId ?? '');
    const { records, nextToken } = paginate(
      matchFilters(service.permissions, input.Filters, filters),
      input,
      {
        operation: `DescribeVpcEndpointServicePermissions ${service.id}`,
        key: ({ id }) => id,
        clamp: true,
      },
    );
    return {
      AllowedPrincipals: records.map((permission) => ({
        PrincipalType: permission.principalType,
        Principal: permission.principal,
        ServicePermissionId: permission.id,
        ServiceId: service.id,
        Tags: toSdkTags(permission.tags ?? []),
      })),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
});

const filters: FilterTable<ServicePermission> = {
  fields: {
    principal: ({ principal }) => principal,
    'principal-type': ({ principalType }) => principalType,
  },
  unknownCode: 'InvalidFilter',
};
