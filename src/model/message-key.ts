/** The key that encoded authorization messages are sealed with: made when it is first needed, kept as long as the store. */
import type { Reader, Writer } from './access.ts';
import type { Ids } from './ids.ts';

const id = 'authorization-messages';
const keyBytes = 32;

/** The key, 32 bytes; undefined while none was needed. */
export function messageKey(resources: Reader): Uint8Array | undefined {
  const key = resources.get('daemonKey', id);
  return key && Buffer.from(key.secret, 'hex');
}

/** The key, made when there is none. */
export function ensureMessageKey(resources: Writer, ids: Ids): Uint8Array {
  const key = resources.get('daemonKey', id) ?? { id, secret: ids.hex(2 * keyBytes) };
  resources.put('daemonKey', key);
  return Buffer.from(key.secret, 'hex');
}
