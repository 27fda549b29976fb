import type {
  AccountAttribute,
  AccountAttributeName,
  DescribeAccountAttributesRequest,
  DescribeAccountAttributesResult,
} from '@aws-sdk/client-ec2';
import { defaultVpcOf } from '../network/default-vpc.ts';
import { quota } from '../network/quotas.ts';
import { type OperationContext, operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html */
export const DescribeAccountAttributes = operation<
  DescribeAccountAttributesRequest,
  DescribeAccountAttributesResult
>({
  service: 'ec2',
  name: 'DescribeAccountAttributes',
  access: 'read',
  honours: ['AttributeNames'],
  handle(input, context) {
    const all = attributes(context);
    // The model has these two names; AWS has the others, too, and answers them when none is asked for.
    const wanted: readonly string[] = input.AttributeNames?.length ? input.AttributeNames : Object.keys(all);
    return { AccountAttributes: wanted.map((name) => toSdkAttribute(name, all[name])) };
  },
});

function attributes(context: OperationContext): Readonly<Record<string, string | number>> {
  return {
    'supported-platforms': 'VPC',
    'vpc-max-security-groups-per-interface': quota(context, 'securityGroupsPerInterface'),
    'max-elastic-ips': quota(context, 'addressesPerRegion'),
    'max-instances': quota(context, 'instancesPerRegion'),
    'vpc-max-elastic-ips': quota(context, 'addressesPerRegion'),
    'default-vpc': defaultVpcOf(context)?.id ?? 'none',
  };
}

function toSdkAttribute(name: string, value: string | number | undefined): AccountAttribute {
  return {
    AttributeName: name as AccountAttributeName,
    AttributeValues: value === undefined ? [] : [{ AttributeValue: String(value) }],
  };
}
