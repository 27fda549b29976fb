import type { Kind } from '../../../model/resources.ts';
import { zonesOf } from '../../../model/zones.ts';
import type { OperationContext } from '../../operation.ts';

/** Types of parameters that are ids of records. */
const kinds: Readonly<Record<string, Kind>> = {
  'AWS::EC2::Instance::Id': 'instance',
  'AWS::EC2::SecurityGroup::Id': 'securityGroup',
  'AWS::EC2::Subnet::Id': 'subnet',
  'AWS::EC2::VPC::Id': 'vpc',
  'AWS::Route53::HostedZone::Id': 'hostedZone',
};

/** Whether the account has a thing of this type with this id. What Postern does not have any of is not there. */
export function existsIn({ resources, caller, region }: OperationContext, type: string, id: string): boolean {
  const { accountId } = caller;
  if (type === 'AWS::EC2::AvailabilityZone::Name') return zonesOf(region).some(({ name }) => name === id);
  if (type === 'AWS::EC2::SecurityGroup::GroupName')
    return resources.find('securityGroup', 'owner', `${accountId}/${region}`).some(({ name }) => name === id);
  // Images are names of what an instance runs, and any will do.
  if (type === 'AWS::EC2::Image::Id') return /^ami-[0-9a-f]{8,17}$/.test(id);
  const kind = kinds[type];
  if (kind === undefined) return false;
  const found = resources.get(kind, id);
  return found !== undefined && 'accountId' in found && found.accountId === accountId;
}
