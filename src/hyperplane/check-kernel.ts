/** Whether this machine can run the data plane, and what to do when it cannot. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import {
  BPF_MAP_TYPE_HASH_OF_MAPS,
  BPF_MAP_TYPE_LPM_TRIE,
  BPF_PROG_TYPE_SCHED_CLS,
  type Libbpf,
  loadLibbpf,
} from '../kernel/libbpf.ts';
import { createNamespace, deleteNamespace, withNamespace } from '../kernel/namespace.ts';

const oldest = [5, 15] as const;

/** Numbers of capabilities. @see capabilities(7) */
const capabilities = { CAP_NET_ADMIN: 12, CAP_SYS_ADMIN: 21, CAP_BPF: 39 };

/** What is missing, each with its remedy; nothing when the machine has it all. */
export function checkKernel(): string[] {
  const privileges = checkPrivileges();
  const basics = [...checkRelease(release()), ...checkBpfFileSystem(), ...privileges];
  let libbpf: Libbpf;
  try {
    libbpf = loadLibbpf();
  } catch {
    return [...basics, 'libbpf.so.1 (1.0 or newer) is missing: apt-get install libbpf1'];
  }
  // What follows asks the kernel to do it, which without privileges says nothing.
  return privileges.length > 0 ? basics : [...basics, ...checkTypes(libbpf), ...checkIngress(libbpf)];
}

/** @param version as `uname -r` says it */
export function checkRelease(version: string): string[] {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const enough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  return enough ? [] : [`Linux ${version} is too old: run Linux ${oldest.join('.')} or newer`];
}

function checkBpfFileSystem(): string[] {
  const has = /^nodev\s+bpf$/m.test(readFileSync('/proc/filesystems', 'utf8'));
  return has ? [] : ['the kernel has no BPF file system: run a kernel with CONFIG_BPF_SYSCALL=y'];
}

function checkPrivileges(): string[] {
  const held = BigInt(
    `0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0}`,
  );
  const missing = Object.entries(capabilities)
    .filter(([, bit]) => ((held >> BigInt(bit)) & 1n) === 0n)
    .map(([name]) => name);
  return missing.length === 0
    ? []
    : [`the process lacks ${missing.join(', ')}: run postern as root (sudo postern ...)`];
}

function checkTypes(libbpf: Libbpf): string[] {
  const kinds: readonly (readonly [boolean, string])[] = [
    [libbpf.probeProgramType(BPF_PROG_TYPE_SCHED_CLS, null) === 1, 'tc programs (CONFIG_NET_CLS_BPF)'],
    [libbpf.probeMapType(BPF_MAP_TYPE_LPM_TRIE, null) === 1, 'LPM trie maps'],
    [libbpf.probeMapType(BPF_MAP_TYPE_HASH_OF_MAPS, null) === 1, 'maps of maps'],
  ];
  return kinds
    .filter(([has]) => !has)
    .map(
      ([, what]) =>
        `the kernel refuses ${what}: run a kernel with CONFIG_BPF_SYSCALL=y that is not locked down`,
    );
}

/** Tries the place at which programs are attached, on the loopback device of a namespace made for it. */
function checkIngress(libbpf: Libbpf): string[] {
  const name = `postern-check-${randomBytes(4).toString('hex')}`;
  const loopback = 1;
  createNamespace(name);
  try {
    const result = withNamespace(name, () => libbpf.createIngressHook(loopback));
    return result < 0
      ? [
          'the kernel has no clsact queueing discipline: run a kernel with CONFIG_NET_SCH_INGRESS and CONFIG_NET_CLS_ACT',
        ]
      : [];
  } finally {
    deleteNamespace(name);
  }
}
