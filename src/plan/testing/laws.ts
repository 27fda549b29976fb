import assert from 'node:assert/strict';
import { formatIpv4 } from '../../model/address.ts';
import { type Entry, fabricLeg, type LegId, type PlanDifference, type Table } from '../entry.ts';
import { entryId } from '../entry-key.ts';

/** The entries of a node's data plane, as a plain map by `entryId`. */
export type Model = Map<string, Entry>;

/** Applies the difference step by step and checks after each that nothing refers to what is not there. */
export function applyLawfully(model: Model, { set, remove }: PlanDifference): void {
  for (const entry of set) {
    assert.notDeepEqual(model.get(entryId(entry)), entry, 'an entry is set to what it is');
    model.set(entryId(entry), entry);
    assertWhole(model, () => `after setting ${entryId(entry)}`);
  }
  for (const entry of remove) {
    assert.ok(model.delete(entryId(entry)), `${entryId(entry)} is removed and was not there`);
    assertWhole(model, () => `after removing ${entryId(entry)}`);
  }
}

function assertWhole(model: Model, when: () => string): void {
  for (const entry of model.values()) {
    for (const needed of knownReferences(entry)) {
      if (model.has(needed)) continue;
      assert.fail(`${when()}: ${entryId(entry)} refers to ${needed}, which is not there`);
    }
    if (entry.table === 'front') assertSlots(model, entry.value, when);
  }
}

/** A front that counts other slots than its table has would choose slots that are not there. */
function assertSlots(
  model: Model,
  front: Extract<Entry, { table: 'front' }>['value'],
  when: () => string,
): void {
  const table = model.get(id('targetTable', front.targetTable));
  assert.ok(table?.table === 'targetTable');
  if (front.slots !== table.value.slots.length) assert.fail(`${when()}: the slots of front ${front.id}`);
}

/** Entries are looked at after every step of every difference; what they refer to is worked out once. */
const references = new WeakMap<Entry, readonly string[]>();

function knownReferences(entry: Entry): readonly string[] {
  const known = references.get(entry) ?? referencesOf(entry);
  references.set(entry, known);
  return known;
}

function referencesOf(entry: Entry): readonly string[] {
  switch (entry.table) {
    case 'network':
    case 'sources':
    case 'target':
    case 'limit':
    case 'check':
      return [];
    case 'eni':
      return entry.value.limit === undefined ? [] : [id('limit', entry.value.limit)];
    case 'segment':
      return [id('network', entry.value.vpcId)];
    case 'leg':
    case 'instance':
      return [id('segment', entry.value.subnetId)];
    case 'resolverLeg':
      return [id('network', entry.value.vpcId)];
    case 'targetTable':
      return [...new Set(entry.value.slots)].map((target) => id('target', target));
    case 'front':
      return [...leg(entry.value.leg), id('targetTable', entry.value.targetTable)];
    case 'relay':
      return [id('front', entry.value.choice), id('origin', formatIpv4(entry.value.origin))];
    case 'origin':
    case 'address':
      return [...leg(entry.value.leg), id('eni', entry.value.eni)];
    case 'listener': {
      const { eni, front } = entry.value;
      const address = entry.key.split('/').slice(0, 2).join('/');
      return [...leg(entry.value.leg), id('eni', eni), id('front', front), id('address', address)];
    }
  }
}

/** The fabric's is always there. */
function leg(name: LegId): readonly string[] {
  if (name === fabricLeg) return [];
  return [id(name.startsWith('vpc-') ? 'resolverLeg' : 'leg', name)];
}

function id(table: Table, key: string): string {
  return entryId({ table, key });
}
