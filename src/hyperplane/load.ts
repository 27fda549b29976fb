/** Loads the eBPF object: takes over maps that an earlier daemon has pinned, makes and pins those that are not there. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import koffi from 'koffi';
import { checkResult, type Handle, type Libbpf } from '../kernel/libbpf.ts';
import { mount, SystemError } from '../kernel/libc.ts';
import type { MapName } from './layout.ts';
import { layoutHash } from './layout-header.ts';
import { type HyperplaneMaps, mapNames, wrapMaps } from './maps.ts';

/** Largest numbers of entries, for maps that are made. */
export type MapSizes = Partial<Record<MapName, number>>;

export interface LoadOptions {
  /** A directory in the BPF file system that is this instance's alone. */
  readonly pinDirectory: string;
  /** The compiled program. */
  readonly objectPath: string;
  readonly sizes?: MapSizes;
}

export interface LoadedObject {
  readonly maps: HyperplaneMaps;
  /** Descriptor of the program for the legs. */
  readonly programFd: number;
  readonly sweepFd: number;
  /** Whether the sweep is a syscall program, as from Linux 6.1 on, or has to be run as a test of a tc program. */
  readonly sweepsBySyscall: boolean;
  /** What somebody should know: that maps could not be taken over, or have another size than asked for. */
  readonly notices: readonly string[];
  close(): void;
}

const sweeps = { syscall: 'sweep', testRun: 'sweep_by_test_run' } as const;
const logBytes = 1 << 20;
const logTailLines = 20;
const bpfFileSystem = '/sys/fs/bpf';

/** How the sweep is run: as a syscall program, or, before Linux 6.1, as a test of a tc program. */
export type SweepWay = keyof typeof sweeps;

/**
 * Throws an Error that says what the kernel refused, with the end of the verifier's log.
 *
 * @param ways to run the sweep, in the order in which they are tried
 */
export function loadHyperplane(
  libbpf: Libbpf,
  options: LoadOptions,
  ways: readonly [SweepWay, ...SweepWay[]] = ['syscall', 'testRun'],
): LoadedObject {
  mountBpfFileSystem(options.pinDirectory);
  const notices = forgetOtherLayouts(options.pinDirectory);
  const directory = join(options.pinDirectory, `layout-${layoutHash()}`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const [way, ...others] = ways;
  try {
    return load(libbpf, options, directory, way, notices);
  } catch (error) {
    const [next, ...rest] = others;
    if (next === undefined) throw error;
    return loadHyperplane(libbpf, options, [next, ...rest]);
  }
}

/** Unpins everything below the directory and removes it. Collects what fails. */
export function removePins(pinDirectory: string): Error[] {
  if (!existsSync(pinDirectory)) return [];
  const errors: Error[] = [];
  const attempt = (run: () => void) => {
    try {
      run();
    } catch (cause) {
      errors.push(new Error(`remove the pinned maps: ${(cause as Error).message}`, { cause }));
    }
  };
  for (const name of readdirSync(pinDirectory)) {
    const path = join(pinDirectory, name);
    if (statSync(path).isDirectory()) errors.push(...removePins(path));
    else attempt(() => unlinkSync(path));
  }
  attempt(() => rmdirSync(pinDirectory));
  return errors;
}

function load(
  libbpf: Libbpf,
  { objectPath, sizes }: LoadOptions,
  directory: string,
  sweep: SweepWay,
  earlierNotices: readonly string[],
): LoadedObject {
  if (!existsSync(objectPath)) {
    throw new Error(`The eBPF object ${objectPath} is not there: npm run setup builds it`);
  }
  const object: Handle = libbpf.openObject(objectPath, null);
  if (object === null) throw new SystemError(`open the eBPF object ${objectPath}`, koffi.errno());
  const log = koffi.alloc('char', logBytes);
  try {
    const notices = [...earlierNotices, ...prepareMaps(libbpf, object, directory, sizes ?? {})];
    for (const [way, name] of Object.entries(sweeps)) {
      checkResult(`choose ${name}`, libbpf.setAutoload(programOf(libbpf, object, name), way === sweep));
    }
    const programs = ['hyperplane', sweeps[sweep]].map((name) => programOf(libbpf, object, name));
    loadObject(libbpf, object, programs, log);
    return {
      maps: wrapMaps(libbpf, (name) => libbpf.mapFd(mapOf(libbpf, object, name))),
      programFd: libbpf.programFd(programs[0]),
      sweepFd: libbpf.programFd(programs[1]),
      sweepsBySyscall: sweep === 'syscall',
      notices,
      close: () => libbpf.closeObject(object),
    };
  } catch (error) {
    libbpf.closeObject(object);
    throw error;
  } finally {
    koffi.free(log);
  }
}

function loadObject(libbpf: Libbpf, object: Handle, programs: readonly Handle[], log: unknown): void {
  for (const program of programs) {
    // The kernel writes the log anew for each program; the one that fails is the last.
    checkResult('set the log', libbpf.setLogBuffer(program, log, logBytes));
  }
  const result: number = libbpf.loadObject(object);
  if (result === 0) return;
  const lines = koffi.decode(log, 'char', logBytes).split('\0')[0]?.trim().split('\n') ?? [];
  const cause = new SystemError('load the eBPF object', -result);
  const verifier = lines.slice(-logTailLines).join('\n');
  throw new Error(
    `${cause.message}. ${explain(cause.errno)}${verifier && `\nThe verifier said:\n${verifier}`}`,
    {
      cause,
    },
  );
}

function explain(errno: number): string {
  if (errno === 1)
    return 'The kernel does not allow it: run as root, with CAP_BPF, CAP_NET_ADMIN and CAP_SYS_ADMIN.';
  if (errno === 12) return 'The kernel has no memory for the maps.';
  return 'Linux 5.15 or newer is needed; a kernel that is newer and refuses is a defect of Postern worth reporting.';
}

/** Sets sizes and pins. A map that is pinned keeps its size, as it cannot change without losing what it holds. */
function prepareMaps(libbpf: Libbpf, object: Handle, directory: string, sizes: MapSizes): string[] {
  const notices: string[] = [];
  for (const name of mapNames) {
    const map = mapOf(libbpf, object, name);
    const path = join(directory, name);
    const pinned = pinnedSize(libbpf, path);
    const wanted = sizes[name];
    const size = pinned ?? wanted;
    if (pinned !== undefined && wanted !== undefined && pinned !== wanted) {
      notices.push(
        `the map ${name} keeps its ${pinned} entries until 'postern down'; ${wanted} are configured`,
      );
    }
    if (size !== undefined) checkResult(`size ${name}`, libbpf.setMaxEntries(map, size));
    checkResult(`pin ${name}`, libbpf.setPinPath(map, path));
  }
  return notices;
}

function pinnedSize(libbpf: Libbpf, path: string): number | undefined {
  if (!existsSync(path)) return undefined;
  const fd = checkResult(`open ${path}`, libbpf.pinnedFd(path));
  try {
    return libbpf.mapInfo(fd).maxEntries;
  } finally {
    closeSync(fd);
  }
}

function mapOf(libbpf: Libbpf, object: Handle, name: string): Handle {
  const map: Handle = libbpf.findMap(object, name);
  if (map === null) throw new Error(`The eBPF object has no map '${name}': build it again`);
  return map;
}

function programOf(libbpf: Libbpf, object: Handle, name: string): Handle {
  const program: Handle = libbpf.findProgram(object, name);
  if (program === null) throw new Error(`The eBPF object has no program '${name}': build it again`);
  return program;
}

function forgetOtherLayouts(pinDirectory: string): string[] {
  if (!existsSync(pinDirectory)) return [];
  const others = readdirSync(pinDirectory).filter((name) => name !== `layout-${layoutHash()}`);
  for (const other of others) removePins(join(pinDirectory, other));
  return others.length === 0
    ? []
    : ['the maps of another version of Postern have another layout: connections that were open are lost'];
}

/** The mount stays: others may use it by the time that we end. */
function mountBpfFileSystem(pinDirectory: string): void {
  if (!pinDirectory.startsWith(`${bpfFileSystem}/`)) return;
  const mounted = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .some((line) => line.split(' ')[1] === bpfFileSystem && line.split(' ')[2] === 'bpf');
  if (!mounted) mount('bpf', bpfFileSystem, 'bpf', 0);
  mkdirSync(dirname(pinDirectory), { recursive: true });
}
