import type { ResourceSchema } from '../schema.ts';
import type { JsonObject } from '../template.ts';
import { differences } from './differences.ts';

/** What a resource needs to become what it shall be. */
export type UpdateKind = 'nothing' | 'in-place' | 'conditional' | 'replace';

/**
 * Decides it when everything is known, as a step of a stack is carried out. Properties that the schema does not have can be
 * changed in place.
 */
export function updateKind(
  schema: ResourceSchema | undefined,
  before: JsonObject,
  after: JsonObject,
): UpdateKind {
  const kinds = differences(before, after).map(
    ({ path }) => schema?.properties.get(path[0] ?? '')?.updates ?? 'in-place',
  );
  return (['replace', 'conditional', 'in-place'] as const).find((kind) => kinds.includes(kind)) ?? 'nothing';
}
