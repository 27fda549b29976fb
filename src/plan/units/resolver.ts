import { formatIpv4, parseCidr, parseIpv4 } from '../../model/address.ts';
import { fabricMacs, resolverFabricAddress, resolverPort, vpcFabricAddress } from '../../model/fabric.ts';
import { fabricSlot } from '../../model/fabric-slot.ts';
import type { VpcId } from '../../model/ids.ts';
import { dataPlaneId } from '../data-plane-id.ts';
import { type DataPlaneId, fabricLeg, type Ipv4 } from '../entry.ts';
import { resolverIdleTimeoutSeconds, tcpMss } from '../limits.ts';
import type { Scope } from '../unit.ts';

/** The address of the resolver that is the same in every VPC. */
const linkLocalResolver = '169.254.169.253';
const protocols = ['udp', 'tcp'] as const;
const reads = ['cidr', 'enableDnsSupport'] as const;

/**
 * The VPC resolver: the third address of the VPC's first block, and a link-local one, on port 53. Questions go to the DNS
 * server on the fabric, from an address there that says which VPC asks. No security group is asked.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 */
export function computeResolver(vpcId: VpcId, scope: Scope): void {
  const vpc = scope.pick('vpc', vpcId, reads);
  const cidr = vpc && parseCidr(vpc.cidr);
  if (!cidr || !vpc.enableDnsSupport) return;
  const inSlot = scope.pickAll('vpc', 'fabricSlot', fabricSlot(vpcId), ['id', 'createdAt']);
  const source = addressOf(vpcFabricAddress(vpcId, inSlot));
  const linkLocal = addressOf(linkLocalResolver);
  if (source === undefined || linkLocal === undefined) return;
  const addresses = [cidr.base + 2, linkLocal];
  scope.emit('resolverLeg', { vpcId, addresses });
  emitServer(vpcId, source, scope);
  for (const address of addresses) emitAddress(vpcId, address, interfaceOf(vpcId, source), scope);
}

/** The DNS server as a target. It is the same for all VPCs, which differ in the address that they come from. */
function emitServer(vpcId: VpcId, source: Ipv4, scope: Scope): void {
  const address = addressOf(resolverFabricAddress) ?? 0;
  const target = dataPlaneId('resolver');
  const targetTable = dataPlaneId('resolver', 'table');
  scope.emit('target', { id: target, address, port: resolverPort, nextHop: address });
  scope.emit('targetTable', { id: targetTable, slots: [target] });
  scope.emit('eni', { id: interfaceOf(vpcId, source), epoch: 0 });
  scope.emit('front', {
    id: frontOf(vpcId),
    leg: fabricLeg,
    addresses: [source],
    mac: fabricMacs.gateway,
    targetTable,
    slots: 1,
    idleTimeoutSeconds: resolverIdleTimeoutSeconds,
    isSticky: false,
    isMetered: true,
  });
}

function emitAddress(vpcId: VpcId, address: Ipv4, eni: DataPlaneId, scope: Scope): void {
  scope.emit('address', { leg: vpcId, address, mac: resolverMac, eni, role: 'endpoint' });
  for (const protocol of protocols) {
    const port = resolverPort;
    scope.emit('listener', {
      leg: vpcId,
      address,
      protocol,
      port,
      eni,
      front: frontOf(vpcId),
      mss: tcpMss,
    });
  }
}

/** Of both addresses in all VPCs: each has a leg of its own. */
const resolverMac = '0a:00:a9:fe:a9:fd';

/**
 * Another one under another source: the address may be another VPC's from then on, and flows that go on under it would
 * ask in that VPC's name.
 */
function interfaceOf(vpcId: VpcId, source: Ipv4): DataPlaneId {
  return dataPlaneId('resolver', vpcId, formatIpv4(source));
}

function frontOf(vpcId: VpcId): DataPlaneId {
  return dataPlaneId('resolver', vpcId, 'front');
}

function addressOf(text: string | undefined): Ipv4 | undefined {
  return text === undefined ? undefined : parseIpv4(text);
}
