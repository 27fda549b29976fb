import { parseIpv4 } from '../../model/address.ts';
import { connectionLimits } from '../../model/extension-tags.ts';
import type { Arn, NetworkInterfaceId, SubnetId, VpcEndpointId } from '../../model/ids.ts';
import type { LoadBalancerNode } from '../../model/load-balancing-resources.ts';
import type { Endpoint } from '../../model/resources.ts';
import { dataPlaneId } from '../data-plane-id.ts';
import { isConnected, isCut } from '../endpoint-stage.ts';
import type { DataPlaneId, Ipv4 } from '../entry.ts';
import { tcpMss } from '../limits.ts';
import { transportsOf } from '../transports.ts';
import { type Scope, unitKey } from '../unit.ts';
import { frontId } from './front-id.ts';
import { isNode } from './load-balancer.ts';
import { isPlace } from './place.ts';
import { sourcesId, sourcesUnit } from './sources.ts';

/** What of each record an endpoint's entries are made from. */
const reads = {
  endpoint: [
    'state',
    'epoch',
    'serviceId',
    'serviceRegion',
    'networkInterfaceIds',
    'securityGroupIds',
    'connectionTags',
  ],
  networkInterface: ['subnetId', 'zoneId', 'privateIp', 'mac'],
  endpointService: ['loadBalancerArns'],
  loadBalancer: ['nodes'],
  listener: ['id', 'port', 'protocol'],
} as const;

/**
 * An endpoint that was accepted has an address in each of its subnets, and there the ports of the service's load
 * balancer in the same zone. One that was rejected, or is being deleted, keeps the bare address under another epoch, so
 * that its open connections can be cut with resets to both sides. In every other state it has nothing.
 */
export function computeEndpoint(endpointId: VpcEndpointId, scope: Scope): void {
  const endpoint = scope.pick('endpoint', endpointId, reads.endpoint);
  if (!endpoint || !(isConnected(endpoint.state) || isCut(endpoint.state))) return;
  // A rejection has made the epoch grow; a deletion has not.
  const epoch = endpoint.state === 'deleting' ? endpoint.epoch + 1 : endpoint.epoch;
  const limit = emitLimit(endpointId, endpoint, scope);
  for (const networkInterfaceId of endpoint.networkInterfaceIds) {
    const attachment = attachmentOf(networkInterfaceId, scope);
    if (!attachment) continue;
    const { eni, leg, address, mac } = attachment;
    scope.need({ kind: 'leg', subnetId: leg });
    scope.emit('eni', { id: eni, networkInterfaceId, endpointId, epoch, ...limit });
    scope.emit('address', { leg, address, mac, eni, role: 'endpoint' });
    if (isConnected(endpoint.state)) emitListeners(endpoint, attachment, scope);
  }
}

/** The bounds that provider and service set by tags. @returns what the endpoint's interfaces say of them */
function emitLimit(
  endpointId: VpcEndpointId,
  endpoint: Pick<Endpoint, 'serviceId' | 'connectionTags'>,
  scope: Scope,
): { readonly limit?: DataPlaneId; readonly isPaced?: boolean } {
  const tags = scope.extensionTags('endpointService', endpoint.serviceId) ?? [];
  const limits = connectionLimits({ tags }, endpoint);
  if (limits.connections === undefined && limits.bitsPerSecond === undefined) return {};
  const id = dataPlaneId(endpointId);
  scope.emit('limit', { id, ...limits });
  return { limit: id, ...(limits.bitsPerSecond !== undefined && { isPaced: true }) };
}

/** A network interface of the endpoint with all that the data plane needs to know of it. */
interface Attachment {
  readonly networkInterfaceId: NetworkInterfaceId;
  readonly eni: string;
  readonly leg: SubnetId;
  readonly zoneId: string;
  readonly address: Ipv4;
  readonly mac: string;
}

function attachmentOf(networkInterfaceId: NetworkInterfaceId, scope: Scope): Attachment | undefined {
  const found = scope.pick('networkInterface', networkInterfaceId, reads.networkInterface);
  const address = found && parseIpv4(found.privateIp);
  if (!found || address === undefined || !isPlace(found.subnetId, scope)) return undefined;
  const { subnetId, zoneId, mac } = found;
  return { networkInterfaceId, eni: dataPlaneId(networkInterfaceId), leg: subnetId, zoneId, address, mac };
}

function emitListeners(
  endpoint: Pick<Endpoint, 'serviceId' | 'serviceRegion' | 'securityGroupIds'>,
  attachment: Attachment,
  scope: Scope,
): void {
  const { securityGroupIds } = endpoint;
  const pinned = pinnedNode(endpoint, attachment, scope);
  if (!pinned || !isNode(pinned.node, scope)) return;
  const nodeInterfaceId = pinned.node.networkInterfaceId;
  const listeners = scope.pickAll('listener', 'loadBalancer', pinned.loadBalancerArn, reads.listener);
  for (const { id, port, protocol: listened } of listeners) {
    scope.need({ kind: 'front', listenerArn: id, nodeInterfaceId });
    for (const protocol of transportsOf(listened)) {
      const sources = sourcesUnit(securityGroupIds, protocol, port);
      scope.need(sources);
      // All endpoints of a service have the same ones, and a hash takes longer than everything else here.
      const front = scope.once(`front ${id} ${nodeInterfaceId} ${protocol}`, () =>
        frontId(id, nodeInterfaceId, protocol),
      );
      scope.emit('listener', {
        leg: attachment.leg,
        address: attachment.address,
        protocol,
        port,
        eni: attachment.eni,
        front,
        sources: scope.once(unitKey(sources), () => sourcesId(sources)),
        mss: tcpMss,
      });
    }
  }
}

export interface PinnedNode {
  readonly loadBalancerArn: Arn;
  readonly node: LoadBalancerNode;
}

/**
 * The node in the interface's zone; from another region, where zones do not match, any node. Of several an interface
 * keeps one: the one whose hash with the interface is highest, so that adding another moves only the interfaces that it gets.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
 */
export function pinnedNode(
  { serviceId, serviceRegion }: Pick<Endpoint, 'serviceId' | 'serviceRegion'>,
  { networkInterfaceId, zoneId }: Pick<Attachment, 'networkInterfaceId' | 'zoneId'>,
  scope: Pick<Scope, 'pick'>,
): PinnedNode | undefined {
  const isRemote = serviceRegion !== undefined;
  const arns = scope.pick('endpointService', serviceId, reads.endpointService)?.loadBalancerArns ?? [];
  const candidates = arns.flatMap((loadBalancerArn) => {
    const nodes = scope.pick('loadBalancer', loadBalancerArn, reads.loadBalancer)?.nodes ?? [];
    const fitting = nodes.filter((candidate) => isRemote || candidate.zoneId === zoneId);
    return fitting.map((node) => ({ loadBalancerArn, node }));
  });
  if (candidates.length < 2) return candidates[0];
  const rank = ({ loadBalancerArn, node }: PinnedNode) =>
    dataPlaneId(networkInterfaceId, isRemote ? node.networkInterfaceId : loadBalancerArn);
  return candidates.reduce((best, candidate) => (rank(candidate) > rank(best) ? candidate : best));
}
