/** The targets of a group: addresses or instances, each with a port. */
import type { TargetDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { cidrContains, parseCidr, parseIpv4 } from '../../../model/address.ts';
import { ServiceError } from '../../../model/errors.ts';
import { isId } from '../../../model/ids.ts';
import type { Target, TargetGroup } from '../../../model/load-balancing-resources.ts';
import { zonesOf } from '../../../model/zones.ts';
import type { OperationContext } from '../../operation.ts';
import { findOwned } from '../../shared/lookup.ts';
import { checkPort } from './ports.ts';

/**
 * Where addresses outside the VPC may lie: RFC 1918 and RFC 6598.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-type
 */
const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** What tells one target of a group from another. */
export function targetKey({ id, port }: Pick<Target, 'id' | 'port'>): string {
  return `${id}:${port}`;
}

/**
 * Reads which target a request means, registered or not.
 * @throws ServiceError `ValidationError` for an id that is none of the group's target type, or a port that is none
 */
export function targetNamed(
  group: TargetGroup,
  { Id, Port }: TargetDescription,
): Pick<Target, 'id' | 'port'> {
  const id = Id ?? '';
  if (group.targetType === 'ip' && parseIpv4(id) === undefined) {
    throw invalid(`The IP address '${id}' is not a valid IPv4 address`);
  }
  if (group.targetType === 'instance' && !isId('i', id)) throw invalid(`Instance ID '${id}' is not valid`);
  return { id, port: Port === undefined ? group.port : checkPort('target', Port) };
}

/**
 * A target to register, with the zone it is in.
 * @throws ServiceError of `targetNamed`; `InvalidTarget` for an instance that is not running or not in the VPC;
 *   `ValidationError` for an address outside the private ranges, or a zone that does not fit
 */
export function newTarget(
  context: OperationContext,
  group: TargetGroup,
  description: TargetDescription,
): Target {
  const named = targetNamed(group, description);
  const zone =
    group.targetType === 'ip'
      ? zoneOfAddress(context, group, named.id, description.AvailabilityZone)
      : zoneOfInstance(context, group, named.id, description.AvailabilityZone);
  return { ...named, zone };
}

function zoneOfInstance(
  context: OperationContext,
  group: TargetGroup,
  id: string,
  given: string | undefined,
): string {
  if (given !== undefined) {
    throw invalid(
      `You cannot specify an Availability Zone for the target '${id}': that of an instance is known`,
    );
  }
  const instance = findOwned(context, 'instance', id);
  if (instance?.state !== 'running') {
    const message = `The following targets are not in a running state and cannot be registered: '${id}'`;
    throw new ServiceError('InvalidTarget', message);
  }
  const subnet = context.resources.get('subnet', instance.subnetId);
  if (instance.vpcId === group.vpcId && subnet) return subnet.zone;
  const message = `The following targets are not in the target group VPC '${group.vpcId}': '${id}'`;
  throw new ServiceError('InvalidTarget', message);
}

function zoneOfAddress(
  context: OperationContext,
  group: TargetGroup,
  address: string,
  given: string | undefined,
): string {
  const zone = zoneInVpc(context, group, address);
  if (zone === undefined) return zoneOutsideVpc(context, address, given);
  if (given === undefined || given === zone) return zone;
  throw invalid(
    `The IP address '${address}' is within the VPC, and cannot have its Availability Zone overridden to '${given}' from '${zone}'`,
  );
}

/** The zone of the VPC's subnet that contains the address; what is in no subnet is not in the VPC, as on AWS. */
function zoneInVpc(context: OperationContext, group: TargetGroup, address: string): string | undefined {
  const subnets = context.resources.find('subnet', 'vpc', group.vpcId);
  return subnets.find(({ cidr }) => contains(cidr, address))?.zone;
}

function zoneOutsideVpc(context: OperationContext, address: string, given: string | undefined): string {
  if (!privateBlocks.some((block) => contains(block, address))) {
    throw invalid(
      `The IP address '${address}' is neither in a subnet of the target group's VPC nor in ${privateBlocks.join(', ')}`,
    );
  }
  if (given === undefined) {
    throw invalid(
      `The Availability Zone is required for IP address '${address}' because it is not in the VPC`,
    );
  }
  if (given === 'all' || zonesOf(context.region).some(({ name }) => name === given)) return given;
  throw invalid(
    `You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '${address}' is outside the VPC`,
  );
}

function contains(block: string, address: string): boolean {
  const cidr = parseCidr(block);
  const value = parseIpv4(address);
  return cidr !== undefined && value !== undefined && cidrContains(cidr, value);
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
