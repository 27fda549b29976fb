import type { CreateVpcEndpointResult, DescribeVpcEndpointsResult, VpcEndpoint } from '@aws-sdk/client-ec2';
import type { EC2VPCEndpoint } from '../../generated/properties.ts';
import type { Progress, Step } from '../../resource-type.ts';
import { allSuccessful, answered, call, difference, ifAny, same, unlessGone } from '../shared/call.ts';
import { defaultGroups } from '../shared/default-groups.ts';
import { resourceType } from '../shared/define.ts';
import { documentText, parsedLike } from '../shared/documents.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/**
 * An interface endpoint. It has come to its end as AWS sees it when its service's owner is to be asked, also if that is
 * refused later.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
 */
export const VPCEndpoint = resourceType<EC2VPCEndpoint>({
  name: 'AWS::EC2::VPCEndpoint',
  honours: [
    'VpcId',
    'ServiceName',
    'ServiceRegion',
    'VpcEndpointType',
    'SubnetIds',
    'SecurityGroupIds',
    'RouteTableIds',
    'PolicyDocument',
    'PrivateDnsEnabled',
    'IpAddressType',
    'DnsOptions.DnsRecordIpType',
    'Tags',
  ],
  create(properties, step) {
    const { Tags, PolicyDocument, ...rest } = properties;
    const { VpcEndpoint: made } = call<CreateVpcEndpointResult>(step, 'ec2', 'CreateVpcEndpoint', {
      ...rest,
      PolicyDocument: documentText(PolicyDocument),
      TagSpecifications: tagSpecifications('vpc-endpoint', Tags, step),
    });
    return answered(made?.VpcEndpointId);
  },
  update(id, before, after, step) {
    const changes = changesOf(before, after, step);
    if (Object.values(changes).some((value) => value !== undefined)) {
      call(step, 'ec2', 'ModifyVpcEndpoint', { VpcEndpointId: id, ...changes });
    }
    changeEc2Tags(id, before.Tags, after.Tags, step);
  },
  delete(id, _, step) {
    unlessGone(() => allSuccessful(call(step, 'ec2', 'DeleteVpcEndpoints', { VpcEndpointIds: [id] })));
  },
  isGone: (id, step) => describe(id, step) === undefined,
  progress: (id, _, step) => progressOf(describe(id, step)),
  attributes(id, _, step) {
    const endpoint = describe(id, step);
    return {
      Id: id,
      CreationTimestamp: endpoint?.CreationTimestamp?.toISOString() ?? '',
      NetworkInterfaceIds: endpoint?.NetworkInterfaceIds ?? [],
      DnsEntries: (endpoint?.DnsEntries ?? []).map((entry) => `${entry.HostedZoneId}:${entry.DnsName}`),
    };
  },
  read(id, properties, step) {
    const endpoint = describe(id, step);
    if (!endpoint || String(endpoint.State) === 'deleting') return undefined;
    return {
      VpcId: endpoint.VpcId,
      ServiceName: endpoint.ServiceName,
      ServiceRegion: endpoint.ServiceRegion,
      VpcEndpointType: endpoint.VpcEndpointType,
      SubnetIds: endpoint.SubnetIds,
      SecurityGroupIds: endpoint.Groups?.map(({ GroupId = '' }) => GroupId),
      RouteTableIds: properties.RouteTableIds && endpoint.RouteTableIds,
      PolicyDocument: parsedLike(properties.PolicyDocument, endpoint.PolicyDocument),
      PrivateDnsEnabled: endpoint.PrivateDnsEnabled,
      IpAddressType: endpoint.IpAddressType,
      DnsOptions: { DnsRecordIpType: endpoint.DnsOptions?.DnsRecordIpType },
      Tags: ownTags(endpoint.Tags, properties.Tags, step),
    };
  },
});

/** What ModifyVpcEndpoint is asked. What is not stated any more becomes what an endpoint has that never stated it. */
function changesOf(before: EC2VPCEndpoint, after: EC2VPCEndpoint, step: Step) {
  const subnets = difference(before.SubnetIds, after.SubnetIds);
  const groups = difference(
    before.SecurityGroupIds ?? defaultGroups(before.VpcId, step),
    after.SecurityGroupIds ?? defaultGroups(before.VpcId, step),
  );
  const tables = difference(before.RouteTableIds, after.RouteTableIds);
  const policyChanged = !same(before.PolicyDocument, after.PolicyDocument);
  const changed = <Value>(from: Value | undefined, to: Value | undefined, otherwise: Value) =>
    same(from ?? otherwise, to ?? otherwise) ? undefined : (to ?? otherwise);
  return {
    AddSubnetIds: ifAny(subnets.added),
    RemoveSubnetIds: ifAny(subnets.removed),
    AddSecurityGroupIds: ifAny(groups.added),
    RemoveSecurityGroupIds: ifAny(groups.removed),
    AddRouteTableIds: ifAny(tables.added),
    RemoveRouteTableIds: ifAny(tables.removed),
    PolicyDocument: policyChanged ? documentText(after.PolicyDocument) : undefined,
    ResetPolicy: policyChanged && after.PolicyDocument === undefined ? true : undefined,
    PrivateDnsEnabled: changed(before.PrivateDnsEnabled, after.PrivateDnsEnabled, false),
    IpAddressType: changed(before.IpAddressType, after.IpAddressType, 'ipv4'),
    DnsOptions: changed(before.DnsOptions, after.DnsOptions, { DnsRecordIpType: 'ipv4' }),
  };
}

function progressOf(endpoint: VpcEndpoint | undefined): Progress {
  const state = String(endpoint?.State);
  switch (state) {
    case 'available':
    case 'pendingAcceptance':
      return { state: 'done' };
    case 'pending':
      return { state: 'waiting' };
    default: {
      const why = endpoint?.LastError?.Message;
      return {
        state: 'failed',
        reason: `The VPC endpoint is ${state}${why === undefined ? '' : `: ${why}`}`,
      };
    }
  }
}

function describe(id: string, step: Step): VpcEndpoint | undefined {
  const input = { VpcEndpointIds: [id] };
  const result = unlessGone(() =>
    call<DescribeVpcEndpointsResult>(step, 'ec2', 'DescribeVpcEndpoints', input),
  );
  return result?.VpcEndpoints?.[0];
}
