/**
 * The calls of libbpf that are used. All but `testRunAsync` are synchronous and run on the calling thread, in
 * its network namespace. Bytes are passed without a copy.
 *
 * @see https://libbpf.readthedocs.io/en/latest/api.html
 */
import koffi, { type LibraryHandle } from 'koffi';
import { SystemError } from './libc.ts';

/** A pointer that only libbpf looks behind. */
export type Handle = unknown;

export type Libbpf = ReturnType<typeof loadLibbpf>;

/** Loads libbpf.so.1 (1.0 or newer). Throws when it is not there. */
export function loadLibbpf() {
  const lib = koffi.load('libbpf.so.1');
  // What fails is reported by return values; without this libbpf also writes to standard error.
  lib.func('void *libbpf_set_print(void *print)')(null);
  return { ...objectCalls(lib), ...mapCalls(lib), ...programCalls(lib) };
}

/** Flags of bpf_map_update_elem. */
export const BPF_ANY = 0;
export const BPF_NOEXIST = 1;

export const BPF_MAP_TYPE_LPM_TRIE = 11;
export const BPF_MAP_TYPE_HASH_OF_MAPS = 13;
export const BPF_PROG_TYPE_SCHED_CLS = 3;

const BPF_MAP_TYPE_ARRAY = 2;
/** The map's size is its own affair, not that of the map it is put into. */
const BPF_F_INNER_MAP = 1 << 12;

/** struct bpf_map_info as far as it is used. */
export interface MapInfo {
  readonly id: number;
  readonly maxEntries: number;
  readonly name: string;
}

/** Throws unless a call that returns 0 or a negative error number has succeeded; gives back what it returned. */
export function checkResult(attempt: string, result: number): number {
  if (result < 0) throw new SystemError(attempt, -result);
  return result;
}

function objectCalls(lib: LibraryHandle) {
  return {
    openObject: lib.func('void *bpf_object__open_file(const char *path, const void *opts)'),
    loadObject: lib.func('int bpf_object__load(void *object)'),
    closeObject: lib.func('void bpf_object__close(void *object)'),
    findMap: lib.func('void *bpf_object__find_map_by_name(void *object, const char *name)'),
    findProgram: lib.func('void *bpf_object__find_program_by_name(void *object, const char *name)'),
    setMaxEntries: lib.func('int bpf_map__set_max_entries(void *map, uint32_t entries)'),
    setPinPath: lib.func('int bpf_map__set_pin_path(void *map, const char *path)'),
    mapFd: lib.func('int bpf_map__fd(void *map)'),
    programFd: lib.func('int bpf_program__fd(void *program)'),
    setAutoload: lib.func('int bpf_program__set_autoload(void *program, bool autoload)'),
    setLogBuffer: lib.func('int bpf_program__set_log_buf(void *program, void *buffer, size_t size)'),
  };
}

function mapCalls(lib: LibraryHandle) {
  const options = koffi.struct({
    sz: 'size_t',
    btf_fd: 'uint32_t',
    btf_key_type_id: 'uint32_t',
    btf_value_type_id: 'uint32_t',
    btf_vmlinux_value_type_id: 'uint32_t',
    inner_map_fd: 'uint32_t',
    map_flags: 'uint32_t',
    map_extra: 'uint64_t',
    numa_node: 'uint32_t',
    map_ifindex: 'uint32_t',
  });
  const noOptions = {
    sz: koffi.sizeof(options),
    btf_fd: 0,
    btf_key_type_id: 0,
    btf_value_type_id: 0,
    btf_vmlinux_value_type_id: 0,
    inner_map_fd: 0,
    map_flags: 0,
    map_extra: 0,
    numa_node: 0,
    map_ifindex: 0,
  };
  const create = lib.func('bpf_map_create', 'int', [
    'int',
    'const char *',
    'uint32_t',
    'uint32_t',
    'uint32_t',
    koffi.pointer(options),
  ]);
  const info = lib.func('int bpf_obj_get_info_by_fd(int fd, void *info, void *length)');
  return {
    /** An array of 8-byte numbers that can be put into a map of maps. Returns its descriptor or a negative error. */
    createInnerArray: (name: string, entries: number): number =>
      create(BPF_MAP_TYPE_ARRAY, name, 4, 8, entries, { ...noOptions, map_flags: BPF_F_INNER_MAP }),
    update: lib.func('int bpf_map_update_elem(int fd, const void *key, const void *value, uint64_t flags)'),
    lookup: lib.func('int bpf_map_lookup_elem(int fd, const void *key, void *value)'),
    remove: lib.func('int bpf_map_delete_elem(int fd, const void *key)'),
    nextKey: lib.func('int bpf_map_get_next_key(int fd, const void *key, void *next)'),
    lookupBatch: lib.func(
      'int bpf_map_lookup_batch(int fd, void *in, void *out, void *keys, void *values, void *count, const void *opts)',
    ),
    updateBatch: lib.func(
      'int bpf_map_update_batch(int fd, const void *keys, const void *values, void *count, const void *opts)',
    ),
    mapFdById: lib.func('int bpf_map_get_fd_by_id(uint32_t id)'),
    pinnedFd: lib.func('int bpf_obj_get(const char *path)'),
    /** How many numbers an entry of a per-processor map has. */
    processorsMax: lib.func('int libbpf_num_possible_cpus()'),
    mapInfo: (fd: number): MapInfo => {
      const bytes = new Uint8Array(mapInfoBytes);
      checkResult('read the facts of a map', info(fd, bytes, Uint32Array.of(bytes.length)));
      return decodeMapInfo(bytes);
    },
  };
}

function programCalls(lib: LibraryHandle) {
  const hook = koffi.struct({
    sz: 'size_t',
    ifindex: 'int',
    attach_point: 'int',
    parent: 'uint32_t',
    reserved: 'uint32_t',
  });
  const options = koffi.struct({
    sz: 'size_t',
    prog_fd: 'int',
    flags: 'uint32_t',
    prog_id: 'uint32_t',
    handle: 'uint32_t',
    priority: 'uint32_t',
    reserved: 'uint32_t',
  });
  const create = lib.func('bpf_tc_hook_create', 'int', [koffi.pointer(hook)]);
  const attach = lib.func('bpf_tc_attach', 'int', [koffi.pointer(hook), koffi.inout(koffi.pointer(options))]);
  const ingressOf = (ifindex: number) => ({ sz: 24, ifindex, attach_point: 1, parent: 0, reserved: 0 });
  return {
    ...runCalls(lib),
    /** Makes the place at the device's ingress to which programs are attached. It may be there already. */
    createIngressHook: (ifindex: number): number => create(ingressOf(ifindex)),
    /** Puts the program in that place; one that is there is replaced, and no packet passes between. */
    attachIngress: (ifindex: number, programFd: number): number =>
      attach(ingressOf(ifindex), {
        sz: 32,
        prog_fd: programFd,
        flags: 1, // BPF_TC_F_REPLACE
        prog_id: 0,
        handle: 1,
        priority: 1,
        reserved: 0,
      }),
    probeProgramType: lib.func('int libbpf_probe_bpf_prog_type(int type, const void *opts)'),
    probeMapType: lib.func('int libbpf_probe_bpf_map_type(int type, const void *opts)'),
  };
}

/** What a program is run on by BPF_PROG_TEST_RUN. */
export interface TestRun {
  readonly frame?: Uint8Array;
  /** Room for the frame that the program leaves. */
  readonly out?: Uint8Array;
  /** struct __sk_buff for tc programs. */
  readonly context?: Uint8Array;
  readonly repeat?: number;
}

export interface TestRunResult {
  /** 0, or a negative error number. */
  readonly result: number;
  /** What the program returned. */
  readonly verdict: number;
  /** Bytes that the program left in `out`. */
  readonly outBytes: number;
}

function runCalls(lib: LibraryHandle) {
  const options = koffi.struct({
    sz: 'size_t',
    data_in: 'void *',
    data_out: 'void *',
    data_size_in: 'uint32_t',
    data_size_out: 'uint32_t',
    ctx_in: 'void *',
    ctx_out: 'void *',
    ctx_size_in: 'uint32_t',
    ctx_size_out: 'uint32_t',
    retval: 'uint32_t',
    repeat: 'int',
    duration: 'uint32_t',
    flags: 'uint32_t',
    cpu: 'uint32_t',
    batch_size: 'uint32_t',
  });
  const run = lib.func('bpf_prog_test_run_opts', 'int', ['int', koffi.inout(koffi.pointer(options))]);
  const optionsOf = ({ frame, out, context, repeat }: TestRun) => ({
    sz: koffi.sizeof(options),
    data_in: frame ?? null,
    data_out: out ?? null,
    data_size_in: frame?.length ?? 0,
    data_size_out: out?.length ?? 0,
    ctx_in: context ?? null,
    ctx_out: null,
    ctx_size_in: context?.length ?? 0,
    ctx_size_out: 0,
    retval: 0,
    repeat: repeat ?? 0,
    duration: 0,
    flags: 0,
    cpu: 0,
    batch_size: 0,
  });
  return {
    testRun: (fd: number, what: TestRun): TestRunResult => {
      const opts = optionsOf(what);
      const result: number = run(fd, opts);
      return { result, verdict: opts.retval, outBytes: opts.data_size_out };
    },
    /** On a thread of the pool, for programs that take long. Resolves with 0 or a negative error number. */
    testRunAsync: (fd: number, what: TestRun) =>
      new Promise<number>((resolve, reject) => {
        run.async(fd, optionsOf(what), (error: unknown, result: number) =>
          error ? reject(error) : resolve(result),
        );
      }),
  };
}

/** struct bpf_map_info up to and with `name`. The kernel fills in as much as there is room for. */
const mapInfoBytes = 40;

function decodeMapInfo(bytes: Uint8Array): MapInfo {
  const words = new Uint32Array(bytes.buffer);
  const name = Buffer.from(bytes.subarray(24, 40)).toString('latin1');
  // The struct has at least six words, and a name ends with a zero.
  return { id: words[1]!, maxEntries: words[4]!, name: name.slice(0, name.indexOf('\0')) };
}
