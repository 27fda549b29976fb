/**
 * C structs as data: from one description come the C declaration and the code that reads and writes the bytes, so that
 * the two sides of a map cannot differ.
 */
import { endianness } from 'node:os';
import type { DataPlaneId, Ipv4 } from '../plan/entry.ts';

const little = endianness() === 'LE';

/** How a field looks in C and how it is read and written. `T` is its type in TypeScript. */
export interface Kind<T> {
  /** The C declaration of a field of this name. */
  declare(name: string): string;
  /** Bytes. */
  readonly size: number;
  /** Bytes; the field's offset must be a multiple of it. */
  readonly align: number;
  read(view: DataView, at: number): T;
  write(view: DataView, at: number, value: T): void;
}

/** Where the fields of a struct are. Sizes and offsets in bytes. */
export interface Layout {
  readonly size: number;
  readonly fields: readonly {
    readonly name: string;
    readonly kind: Kind<unknown>;
    readonly offset: number;
  }[];
}

/** A C struct. `encode` takes a value for every field that is not padding. */
export interface Struct<T> extends Layout {
  encode(value: T): Uint8Array;
  /** `at`: where in `bytes` the struct begins. */
  decode(bytes: Uint8Array, at?: number): T;
}

/** The TypeScript type of a struct's values: every field but padding. */
export type Value<S> = S extends Struct<infer T> ? T : never;

type FieldsOf<F> = {
  readonly [N in keyof F as [ValueOf<F[N]>] extends [never] ? never : N]: ValueOf<F[N]>;
};
type ValueOf<K> = K extends Kind<infer T> ? T : never;

/** Lays out a struct as C does. Throws unless every field is aligned and padding is written out, as map keys need it. */
// biome-ignore lint/suspicious/noExplicitAny: a Kind is neither co- nor contravariant in its type; any Kind will do.
export function struct<F extends Record<string, Kind<any>>>(kinds: F): Struct<FieldsOf<F>> {
  let size = 0;
  const fields = Object.entries(kinds).map(([name, kind]) => {
    if (size % kind.align !== 0) throw new Error(`field ${name} at offset ${size} needs padding before it`);
    const field = { name, kind: kind as Kind<unknown>, offset: size };
    size += kind.size;
    return field;
  });
  const align = Math.max(...fields.map((field) => field.kind.align));
  if (size % align !== 0)
    throw new Error(`the struct with field ${fields[0]?.name} needs padding at its end`);
  const used = fields.filter((field) => !isPadding(field.kind));
  // Written here and copied: memory of its own for each struct costs more than all its fields.
  const scratch = new Uint8Array(size);
  const scratchView = new DataView(scratch.buffer);
  return {
    size,
    fields,
    encode: (value) => {
      scratch.fill(0);
      // The value has the fields of `kinds`, whose names `used` lists.
      const values = value as Readonly<Record<string, unknown>>;
      for (const { name, kind, offset } of used) kind.write(scratchView, offset, values[name]);
      return Buffer.from(scratch);
    },
    decode: (bytes, at = 0) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset + at, size);
      // The entries are the fields of `kinds` with the values that their kinds read.
      return Object.fromEntries(
        used.map(({ name, kind, offset }) => [name, kind.read(view, offset)]),
      ) as FieldsOf<F>;
    },
  };
}

/** Whether the field is there for alignment only. */
export function isPadding(kind: Kind<unknown>): boolean {
  return paddings.has(kind);
}

const paddings = new WeakSet<Kind<unknown>>();

export const u8: Kind<number> = {
  declare: (name) => `__u8 ${name}`,
  size: 1,
  align: 1,
  read: (view, at) => view.getUint8(at),
  write: (view, at, value) => view.setUint8(at, value),
};

export const u16: Kind<number> = {
  declare: (name) => `__u16 ${name}`,
  size: 2,
  align: 2,
  read: (view, at) => view.getUint16(at, little),
  write: (view, at, value) => view.setUint16(at, value, little),
};

/** A port or another 16-bit number in network order. */
export const be16: Kind<number> = {
  declare: (name) => `__be16 ${name}`,
  size: 2,
  align: 2,
  read: (view, at) => view.getUint16(at, false),
  write: (view, at, value) => view.setUint16(at, value, false),
};

export const u32: Kind<number> = {
  declare: (name) => `__u32 ${name}`,
  size: 4,
  align: 4,
  read: (view, at) => view.getUint32(at, little),
  write: (view, at, value) => view.setUint32(at, value, little),
};

export const u64: Kind<bigint> = {
  declare: (name) => `__u64 ${name}`,
  size: 8,
  align: 8,
  read: (view, at) => view.getBigUint64(at, little),
  write: (view, at, value) => view.setBigUint64(at, value, little),
};

/** The name of something in the data plane: 16 hexadecimal digits, a 64-bit number in the kernel. */
export const id: Kind<DataPlaneId> = {
  declare: (name) => `__u64 ${name}`,
  size: 8,
  align: 8,
  read: (view, at) => view.getBigUint64(at, little).toString(16).padStart(16, '0'),
  write: (view, at, value) => {
    view.setUint32(at + (little ? 4 : 0), numberOf(value, 0, 8), little);
    view.setUint32(at + (little ? 0 : 4), numberOf(value, 8, 16), little);
  },
};

/** The bytes of an `id` where C wants no 64-bit alignment. */
export const idBytes: Kind<DataPlaneId> = { ...id, declare: (name) => `__u8 ${name}[8]`, align: 1 };

/** An address: 16 bytes, IPv4 mapped (RFC 4291 2.5.5.2). Four words, of which the last is the IPv4 address. */
export const address: Kind<Ipv4> = {
  declare: (name) => `struct address ${name}`,
  size: 16,
  align: 4,
  read: (view, at) => view.getUint32(at + 12, false),
  write: (view, at, value) => {
    view.setUint32(at + 8, 0xffff, false);
    view.setUint32(at + 12, value, false);
  },
};

/** `count` addresses; those that are not given are zero. */
export function addresses(count: number): Kind<readonly Ipv4[]> {
  return {
    declare: (name) => `struct address ${name}[${count}]`,
    size: address.size * count,
    align: address.align,
    read: (view, at) =>
      Array.from({ length: count }, (_, index) => address.read(view, at + address.size * index)),
    write: (view, at, values) => {
      values.forEach((value, index) => {
        address.write(view, at + address.size * index, value);
      });
    },
  };
}

/** A hardware address, `02:00:0a:00:01:0a`. */
export const mac: Kind<string> = {
  declare: (name) => `__u8 ${name}[6]`,
  size: 6,
  align: 1,
  read: (view, at) =>
    Array.from({ length: 6 }, (_, index) =>
      view
        .getUint8(at + index)
        .toString(16)
        .padStart(2, '0'),
    ).join(':'),
  write: (view, at, value) => {
    for (let index = 0; index < 6; index += 1)
      view.setUint8(at + index, numberOf(value, 3 * index, 3 * index + 2));
  },
};

/** The number of up to eight hexadecimal digits. No text is made of them, as a plan has a hundred thousand. */
function numberOf(text: string, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at += 1) number = (number << 4) | digitOf(text.charCodeAt(at));
  return number >>> 0;
}

/** Of `0` to `9`, `a` to `f` and `A` to `F`. */
function digitOf(code: number): number {
  return code < zeroOfLetters ? code - 48 : (code | 32) - 87;
}

const zeroOfLetters = 58;

/** ASCII characters, `size` at most, with zeros behind them. */
export function chars(size: number): Kind<string> {
  return {
    declare: (name) => `__u8 ${name}[${size}]`,
    size,
    align: 1,
    read: (view, at) =>
      String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, size)).replace(/\0+$/, ''),
    write: (view, at, value) => {
      for (let index = 0; index < Math.min(size, value.length); index += 1) {
        view.setUint8(at + index, value.charCodeAt(index));
      }
    },
  };
}

/** Bytes that are always zero. */
export function pad(size: number): Kind<never> {
  const kind: Kind<never> = {
    declare: (name) => `__u8 ${name}[${size}]`,
    size,
    align: 1,
    read: () => {
      throw new Error('padding has no value');
    },
    write: () => {
      throw new Error('padding has no value');
    },
  };
  paddings.add(kind);
  return kind;
}

/** `count` numbers of 64 bits. */
export function u64s(count: number): Kind<readonly bigint[]> {
  return {
    declare: (name) => `__u64 ${name}[${count}]`,
    size: 8 * count,
    align: 8,
    read: (view, at) => Array.from({ length: count }, (_, index) => u64.read(view, at + 8 * index)),
    write: (view, at, values) => {
      values.forEach((value, index) => {
        u64.write(view, at + 8 * index, value);
      });
    },
  };
}
