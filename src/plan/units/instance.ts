import { formatIpv4, parseIpv4 } from '../../model/address.ts';
import type { InstanceId } from '../../model/ids.ts';
import type { Instance } from '../../model/resources.ts';
import type { Scope } from '../unit.ts';
import { placeOf } from './place.ts';

const fields = ['state', 'subnetId', 'networkInterfaceId', 'privateIp', 'region', 'userData'] as const;

/** An instance that runs or is about to has a namespace on its subnet's segment. */
export function computeInstance(instanceId: InstanceId, scope: Scope): void {
  const instance = scope.pick('instance', instanceId, fields);
  if (!instance || !isUp(instance)) return;
  const { subnetId, region, userData } = instance;
  const networkInterface = scope.pick('networkInterface', instance.networkInterfaceId, ['mac']);
  const address = parseIpv4(instance.privateIp);
  const place = placeOf(subnetId, scope);
  if (!networkInterface || !place || address === undefined) return;
  scope.need({ kind: 'segment', subnetId });
  scope.emit('instance', {
    instanceId,
    vpcId: place.vpcId,
    subnetId,
    address,
    prefixLength: place.cidr.prefixLength,
    gateway: place.gateway,
    mac: networkInterface.mac,
    hostname: hostname(address, region),
    ...(userData !== undefined && { userData }),
  });
}

/** Whether the instance has a network: it is a target only then, too. */
export function isUp({ state }: Pick<Instance, 'state'>): boolean {
  return state === 'pending' || state === 'running';
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/hostname-types.html#ec2-instance-ip-name */
function hostname(address: number, region: string): string {
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${formatIpv4(address).replaceAll('.', '-')}.${domain}`;
}
