/** The maps of the data plane with the types of `layout.ts`. */
import type { Libbpf } from '../kernel/libbpf.ts';
import { BpfMap } from './bpf-map.ts';
import { type MapName, maps } from './layout.ts';
import type { Struct, Value } from './struct.ts';

/** One map with its key and value as values. */
export class TypedMap<K, V> {
  readonly raw: BpfMap;
  readonly key: Struct<K>;
  readonly value: Struct<V>;

  constructor(raw: BpfMap, key: Struct<K>, value: Struct<V>) {
    this.raw = raw;
    this.key = key;
    this.value = value;
  }

  get(key: K): V | undefined {
    const bytes = this.raw.get(this.key.encode(key));
    return bytes && this.value.decode(bytes);
  }

  set(key: K, value: V): void {
    this.raw.set(this.key.encode(key), this.value.encode(value));
  }

  delete(key: K): void {
    this.raw.delete(this.key.encode(key));
  }

  *entries(): Generator<readonly [K, V]> {
    for (const { key, value } of this.raw.entries()) yield [this.key.decode(key), this.value.decode(value)];
  }
}

type Typed = {
  readonly [N in keyof typeof maps]: TypedMap<
    Value<(typeof maps)[N]['key']>,
    Value<(typeof maps)[N]['value']>
  >;
};

/** All maps. `target_tables` holds maps; the values of `drops` are one number for each possible processor. */
export interface HyperplaneMaps extends Typed {
  readonly target_tables: BpfMap;
  readonly drops: BpfMap;
}

/** Names of all maps of the object. */
export const mapNames: readonly MapName[] = [
  // The keys of a literal are its keys.
  ...(Object.keys(maps) as (keyof typeof maps)[]),
  'target_tables',
  'drops',
];

/** Wraps the maps of an object that is loaded. */
export function wrapMaps(libbpf: Libbpf, fdOf: (name: MapName) => number): HyperplaneMaps {
  const typed = Object.entries(maps).map(([name, { key, value }]) => {
    // The names of `maps` are map names.
    const raw = new BpfMap(libbpf, name, fdOf(name as MapName), key.size, value.size);
    return [name, new TypedMap(raw, key as Struct<unknown>, value as Struct<unknown>)];
  });
  return {
    // Each map got the structs that stand under its name.
    ...(Object.fromEntries(typed) as Typed),
    target_tables: new BpfMap(libbpf, 'target_tables', fdOf('target_tables'), 8, 4),
    drops: new BpfMap(libbpf, 'drops', fdOf('drops'), 4, 8 * libbpf.processorsMax()),
  };
}
