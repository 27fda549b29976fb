import type { Writer } from './access.ts';
import { releaseAddress } from './address-pool.ts';
import type { NetworkInterface } from './resources.ts';

/** Deletes a network interface and gives its address back. */
export function deleteInterface(resources: Writer, record: NetworkInterface): void {
  releaseAddress(resources, record.subnetId, record.privateIp);
  resources.delete('networkInterface', record.id);
}
