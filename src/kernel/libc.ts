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
  strerror: libc.func('const char *strerror(int errnum)'),
};

/** The failure of a system call, with what was attempted. */
export class SystemError extends Error {
  override readonly name = 'SystemError';
  /** The kernel's error number, such as 2 for ENOENT. */
  readonly errno: number;

  constructor(attempt: string, errno: number) {
    super(`${attempt}: ${calls.strerror(errno)} (errno ${errno})`);
    this.errno = errno;
  }
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

/** Mount flags of <sys/mount.h>. */
export const MS_BIND = 4096;
export const MS_REC = 16384;
export const MS_SHARED = 1 << 20;

const CLONE_NEWNET = 0x40000000;
const MNT_DETACH = 2;

function check(attempt: string, result: number): void {
  if (result !== 0) throw new SystemError(attempt, koffi.errno());
}
