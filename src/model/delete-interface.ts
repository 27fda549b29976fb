import type { Writer } from './access.ts';
import { releaseAddress } from './address-pool.ts';
import type { NetworkInterface } from './resources.ts';

/** Deletes a network interface and gives its addresses back. */
export function deleteInterface(resources: Writer, record: NetworkInterface): void {
  for (const address of [record.privateIp, ...(record.secondaryPrivateIps ?? [])]) {
    releaseAddress(resources, record.subnetId, address);
  }
  resources.delete('networkInterface', record.id);
}
