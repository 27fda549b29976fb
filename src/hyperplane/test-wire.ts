/** Puts frames on a device as they are. @see packet(7) */
import koffi from 'koffi';
import { withNamespace } from '../kernel/namespace.ts';

const AF_PACKET = 17;
const SOCK_RAW = 3;

/** Sends the frame out of the device. Throws when the kernel does not take it. */
export function sendFrame(namespace: string, ifindex: number, frame: Uint8Array): void {
  const libc = koffi.load('libc.so.6');
  const sendto = libc.func(
    'long sendto(int fd, const void *data, size_t length, int flags, const void *to, uint32_t to_length)',
  );
  const close = libc.func('int close(int fd)');
  const socket: number = withNamespace(namespace, () =>
    libc.func('int socket(int domain, int type, int protocol)')(AF_PACKET, SOCK_RAW, 0),
  );
  const to = new DataView(new ArrayBuffer(20));
  to.setUint16(0, AF_PACKET, true);
  to.setInt32(4, ifindex, true);
  const sent = sendto(socket, frame, frame.length, 0, new Uint8Array(to.buffer), 20);
  close(socket);
  if (Number(sent) !== frame.length) throw new Error(`sent ${sent} of ${frame.length} bytes`);
}
