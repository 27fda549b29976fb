import type { Arn, NetworkInterfaceId } from '../../model/ids.ts';
import { dataPlaneId } from '../data-plane-id.ts';
import type { DataPlaneId, Transport } from '../entry.ts';

/** Names what a listener at a node does with a protocol: one of both protocols does not treat them alike. */
export function frontId(
  listenerArn: Arn,
  nodeInterfaceId: NetworkInterfaceId,
  transport: Transport,
): DataPlaneId {
  return transport === 'tcp'
    ? dataPlaneId(listenerArn, nodeInterfaceId)
    : dataPlaneId(listenerArn, nodeInterfaceId, transport);
}
