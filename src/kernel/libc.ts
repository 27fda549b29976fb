/** The few calls of the C library that Node does not offer. All are synchronous and run on the calling thread. */
import koffi from 'koffi';

const libc = koffi.load('libc.so.6');

const calls = {
  setns: libc.func('int setns(int fd, int nstype)'),
  unshare: libc.func('int unshare(int flags)'),
  mount: libc.func(
    'int mount(const char *source, const char *target, const char *type, unsigned long flags, const char *data)',
  ),
  umount2: libc.func('int umount2(const char *target, int flags)'),
  socket: libc.func('int socket(int domain, int type, int protocol)'),
  setsockopt: libc.func('int setsockopt(int fd, int level, int name, const void *value, uint32_t length)'),
  bind: libc.func('int bind(int fd, const void *address, uint32_t length)'),
  listen: libc.func('int listen(int fd, int backlog)'),
  close: libc.func('int close(int fd)'),
  send: libc.func('intptr_t send(int fd, const void *buffer, size_t length, int flags)'),
  recv: libc.func('intptr_t recv(int fd, void *buffer, size_t length, int flags)'),
  recvmmsg: libc.func('int recvmmsg(int fd, void *messages, uint32_t count, int flags, void *timeout)'),
  sendmmsg: libc.func('int sendmmsg(int fd, void *messages, uint32_t count, int flags)'),
  mallocTrim: libc.func('int malloc_trim(size_t pad)'),
  strerror: libc.func('const char *strerror(int errnum)'),
};

/** The failure of a system call, with what was attempted. */
export class SystemError extends Error {
  override readonly name = 'SystemError';
  /** The kernel's error number, such as 2 for ENOENT. */
  readonly errno: number;

  /** @param detail what the kernel said beyond the number, such as netlink's extended acknowledgement */
  constructor(attempt: string, errno: number, detail = '') {
    super(`${attempt}: ${detail ? `${detail}: ` : ''}${calls.strerror(errno)} (errno ${errno})`);
    this.errno = errno;
  }
}

/** Gives memory that was freed back to the kernel, also from the midst of the heap. @see malloc_trim(3) */
export function trimHeap(): void {
  calls.mallocTrim(0);
}

/** @see setns(2) */
export function setns(fd: number): void {
  check('setns', calls.setns(fd, CLONE_NEWNET));
}

/** Puts the calling thread into a new network namespace. @see unshare(2) */
export function unshareNetwork(): void {
  check('unshare', calls.unshare(CLONE_NEWNET));
}

/** @see mount(2) */
export function mount(source: string, target: string, type: string, flags: number): void {
  check(`mount ${type || source} on ${target}`, calls.mount(source, target, type, flags, null));
}

/** Detaches the mount at once, even when it is in use. @see umount2(2) */
export function unmount(target: string): void {
  check(`umount ${target}`, calls.umount2(target, MNT_DETACH));
}

/** Opens a socket that is closed on exec. @returns the descriptor @see socket(2) */
export function socket(domain: number, type: number, protocol: number): number {
  return checkAtLeastZero('socket', calls.socket(domain, type | SOCK_CLOEXEC, protocol));
}

/** Sets a 32-bit option. @see setsockopt(2) */
export function setSocketOption(fd: number, level: number, name: number, value: number): void {
  check(`setsockopt ${level} ${name}`, calls.setsockopt(fd, level, name, Int32Array.of(value), 4));
}

/** @param address a `struct sockaddr` @see bind(2) */
export function bind(fd: number, address: Uint8Array): void {
  check('bind', calls.bind(fd, address, address.length));
}

/** @see listen(2) */
export function listen(fd: number, backlog: number): void {
  check('listen', calls.listen(fd, backlog));
}

/** @see close(2) */
export function close(fd: number): void {
  check('close', calls.close(fd));
}

/** Sends one datagram to the socket's default destination. @see send(2) */
export function send(fd: number, message: Uint8Array): void {
  checkAtLeastZero('send', calls.send(fd, message, message.length, 0));
}

/**
 * Takes a datagram that is already there; never waits (EAGAIN).
 * @returns its whole length, also when that is more than the buffer could hold
 * @see recv(2)
 */
export function receive(fd: number, buffer: Uint8Array): number {
  return checkAtLeastZero('recv', calls.recv(fd, buffer, buffer.length, MSG_DONTWAIT | MSG_TRUNC));
}

/**
 * Takes datagrams that are already there; never waits.
 * @param messages the address of an array of `struct mmsghdr`
 * @returns how many there were; 0 also when the socket had a failure to tell of
 * @see recvmmsg(2)
 */
export function receiveMany(fd: number, messages: bigint, count: number): number {
  return Math.max(0, calls.recvmmsg(fd, messages, count, MSG_DONTWAIT, null));
}

/**
 * Sends datagrams; never waits.
 * @param messages the address of an array of `struct mmsghdr`
 * @returns how many were sent, fewer when the next one could not be
 * @see sendmmsg(2)
 */
export function sendMany(fd: number, messages: bigint, count: number): number {
  return Math.max(0, calls.sendmmsg(fd, messages, count, MSG_DONTWAIT));
}

/** Memory that stays where it is, so that the kernel can be told its address. */
export interface NativeMemory {
  readonly bytes: Buffer;
  readonly address: bigint;
  /** Nothing may use the memory after that. */
  free(): void;
}

/** @returns memory that is all zeroes */
export function allocate(byteLength: number): NativeMemory {
  const pointer = koffi.alloc('uint8_t', byteLength);
  const bytes = Buffer.from(koffi.view(pointer, byteLength));
  bytes.fill(0);
  return { bytes, address: koffi.address(pointer), free: () => koffi.free(pointer) };
}

/** Calls the function whenever the descriptor has something to read. @returns a function that ends it, before the descriptor is closed */
export function onReadable(fd: number, run: () => void): () => void {
  const handle = koffi.node.poll(fd, { readable: true }, run);
  return () => handle.close();
}

/** Mount flags of <sys/mount.h>. */
export const MS_BIND = 4096;
export const MS_REC = 16384;
export const MS_SHARED = 1 << 20;

const CLONE_NEWNET = 0x40000000;
const MNT_DETACH = 2;
const SOCK_CLOEXEC = 0o2000000;
const MSG_TRUNC = 0x20;
const MSG_DONTWAIT = 0x40;

function check(attempt: string, result: number): void {
  if (result !== 0) throw new SystemError(attempt, koffi.errno());
}

function checkAtLeastZero(attempt: string, result: number | bigint): number {
  if (result < 0) throw new SystemError(attempt, koffi.errno());
  return Number(result);
}
