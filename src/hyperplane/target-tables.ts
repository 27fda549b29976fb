/**
 * Tables that say which target each slot has. Each is a map of its own that is replaced as a whole; its name is made from
 * its content, so that tables can be compared without being read.
 */
import { createHash } from 'node:crypto';
import { closeSync } from 'node:fs';
import { checkResult, type Libbpf } from '../kernel/libbpf.ts';
import type { DataPlaneId, Entries } from '../plan/entry.ts';
import { BpfMap } from './bpf-map.ts';
import { maps } from './layout.ts';
import { id as idKind } from './struct.ts';

type TargetTable = Entries['targetTable'];

const { key: idStruct } = maps.targets;

export class TargetTables {
  readonly #libbpf: Libbpf;
  readonly #outer: BpfMap;

  constructor(libbpf: Libbpf, outer: BpfMap) {
    this.#libbpf = libbpf;
    this.#outer = outer;
  }

  /** Creates or replaces. A table without slots is none at all. */
  set(table: TargetTable): void {
    this.setAll([table]);
  }

  /**
   * The same for many. After a write to a map of maps the kernel waits until no program uses what was there (about 10 ms);
   * writing all at once waits once.
   */
  setAll(tables: readonly TargetTable[]): void {
    for (const { id, slots } of tables) if (slots.length === 0) this.delete(id);
    const filled = tables.filter(({ slots }) => slots.length > 0);
    for (let start = 0; start < filled.length; start += tablesAtOnce) {
      const fds: number[] = [];
      try {
        for (const table of filled.slice(start, start + tablesAtOnce)) fds.push(this.#make(table));
        const entries = fds.map((fd, index) => ({
          // One descriptor was made for each table.
          key: idStruct.encode({ id: filled[start + index]!.id }),
          value: new Uint8Array(Uint32Array.of(fd).buffer),
        }));
        this.#outer.setAll(entries);
      } finally {
        for (const fd of fds) closeSync(fd);
      }
    }
  }

  delete(id: DataPlaneId): void {
    this.#outer.delete(idStruct.encode({ id }));
  }

  ids(): DataPlaneId[] {
    return [...this.#outer.keys()].map((key) => idStruct.decode(key).id);
  }

  /** Whether the kernel holds the table with just these slots. */
  has({ id, slots }: TargetTable): boolean {
    const value = this.#outer.get(idStruct.encode({ id }));
    if (value === undefined) return slots.length === 0;
    const fd = checkResult(
      `open target table ${id}`,
      this.#libbpf.mapFdById(new Uint32Array(value.buffer)[0]),
    );
    try {
      const info = this.#libbpf.mapInfo(fd);
      return info.name === contentName(slots) && info.maxEntries === slots.length;
    } finally {
      closeSync(fd);
    }
  }

  /** A descriptor of a new map with the slots in it. */
  #make({ id, slots }: TargetTable): number {
    const made: number = this.#libbpf.createInnerArray(contentName(slots), slots.length);
    const fd = checkResult(`make target table ${id}`, made);
    try {
      fillTable(new BpfMap(this.#libbpf, `target table ${id}`, fd, 4, 8), slots);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    return fd;
  }
}

/** Each needs a descriptor while it is written. */
const tablesAtOnce = 256;

function fillTable(table: BpfMap, slots: readonly DataPlaneId[]): void {
  const entries = slots.map((target, slot) => {
    const value = new Uint8Array(idKind.size);
    idKind.write(new DataView(value.buffer), 0, target);
    return { key: new Uint8Array(Uint32Array.of(slot).buffer), value };
  });
  table.setAll(entries);
}

/** As long as the kernel lets a map's name be: 15 characters. */
function contentName(slots: readonly DataPlaneId[]): string {
  return createHash('sha256').update(slots.join()).digest('hex').slice(0, 15);
}
