import type { DescribeVpcEndpointServicePermissionsResult } from '@aws-sdk/client-ec2';
import type { EC2VPCEndpointServicePermissions } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { call, difference, ifAny, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpointservicepermissions.html */
export const VPCEndpointServicePermissions = resourceType<EC2VPCEndpointServicePermissions>({
  name: 'AWS::EC2::VPCEndpointServicePermissions',
  honours: ['ServiceId', 'AllowedPrincipals'],
  create({ ServiceId, AllowedPrincipals }, step) {
    change(ServiceId, [], AllowedPrincipals, step);
    return ServiceId;
  },
  update(id, before, after, step) {
    change(id, before.AllowedPrincipals, after.AllowedPrincipals, step);
  },
  delete(id, { AllowedPrincipals }, step) {
    unlessGone(() => change(id, AllowedPrincipals, [], step));
  },
  attributes: () => ({}),
  read(id, { AllowedPrincipals }, step) {
    const found = unlessGone(() => permissionsOf(id, step));
    // Those that were all taken away are gone.
    if (found === undefined || (found.length === 0 && AllowedPrincipals?.length)) return undefined;
    return { ServiceId: id, AllowedPrincipals: found };
  },
});

function change(
  ServiceId: string,
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
  step: Step,
): void {
  const { added, removed } = difference(before, after);
  if (added.length + removed.length === 0) return;
  const AddAllowedPrincipals = ifAny(added);
  const RemoveAllowedPrincipals = ifAny(removed);
  const input = { ServiceId, AddAllowedPrincipals, RemoveAllowedPrincipals };
  call(step, 'ec2', 'ModifyVpcEndpointServicePermissions', input);
}

function permissionsOf(ServiceId: string, step: Step): readonly string[] {
  const principals: string[] = [];
  let NextToken: string | undefined;
  do {
    const result = call<DescribeVpcEndpointServicePermissionsResult>(
      step,
      'ec2',
      'DescribeVpcEndpointServicePermissions',
      { ServiceId, NextToken },
    );
    principals.push(...(result.AllowedPrincipals ?? []).map(({ Principal = '' }) => Principal));
    NextToken = result.NextToken;
  } while (NextToken !== undefined);
  return principals;
}
