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
  set({ id, slots }: TargetTable): void {
    if (slots.length === 0) {
      this.delete(id);
      return;
    }
    const fd = checkResult(
      `make target table ${id}`,
      this.#libbpf.createInnerArray(contentName(slots), slots.length),
    );
    try {
      fillTable(new BpfMap(this.#libbpf, `target table ${id}`, fd, 4, 8), slots);
      this.#outer.set(idStruct.encode({ id }), new Uint8Array(Uint32Array.of(fd).buffer));
    } finally {
      closeSync(fd);
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
}

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
