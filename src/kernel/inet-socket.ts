/** IPv4 sockets that are bound when the function returns, so that they can be made inside another network namespace. */
import { bind, close, listen, setSocketOption, socket } from './libc.ts';

const AF_INET = 2;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_NONBLOCK = 0o4000;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const SO_REUSEPORT = 15;
const SO_RCVBUFFORCE = 33;
const backlog = 512;

/**
 * @param address four bytes
 * @param receiveBytes how much may wait to be read
 * @returns the descriptor
 * @see udp(7)
 */
export function boundUdpSocket(address: Uint8Array, port: number, receiveBytes: number): number {
  return bound(SOCK_DGRAM, address, port, (fd) => {
    setSocketOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, receiveBytes);
  });
}

/** As `boundUdpSocket`, for connections. @see tcp(7) */
export function listeningTcpSocket(address: Uint8Array, port: number): number {
  return listening(SO_REUSEADDR, address, port);
}

/** As `listeningTcpSocket`; connections are spread over all sockets that are made so for the port. */
export function sharedListeningTcpSocket(address: Uint8Array, port: number): number {
  return listening(SO_REUSEPORT, address, port);
}

function listening(option: number, address: Uint8Array, port: number): number {
  const fd = bound(SOCK_STREAM, address, port, (made) => setSocketOption(made, SOL_SOCKET, option, 1));
  listen(fd, backlog);
  return fd;
}

function bound(type: number, address: Uint8Array, port: number, prepare: (fd: number) => void): number {
  const fd = socket(AF_INET, type | SOCK_NONBLOCK, 0);
  try {
    prepare(fd);
    bind(fd, socketAddress(address, port));
    return fd;
  } catch (cause) {
    close(fd);
    throw new Error(`bind to ${address.join('.')} port ${port}`, { cause });
  }
}

/** `struct sockaddr_in`: the family in the machine's order, port and address in the network's. */
function socketAddress(address: Uint8Array, port: number): Uint8Array {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(AF_INET, 0);
  bytes.writeUInt16BE(port, 2);
  bytes.set(address, 4);
  return bytes;
}
