import type { Tag } from '../model/owned.ts';
import type { ContextValue } from '../policy/matching/context.ts';
import type { ActionModel } from './action-model.ts';
import { memberTable, textsAt } from './member-table.ts';
import type { RequestFacts } from './request.ts';

/** A resource that a request is about, as policies see it. */
export interface Target {
  readonly arn: string;
  /** As AWS's reference names it: `vpc-endpoint`. */
  readonly type: string;
  /**
   * Of the resource, when it is there and the caller's own: what another account has, and what nobody has, has no tags
   * and no keys, so that no answer tells the two apart.
   */
  readonly tags?: readonly Tag[];
  /** Condition keys that the resource has besides its tags. */
  readonly keys?: readonly (readonly [key: string, value: ContextValue])[];
}

/** The resources of a request of one service. None: the action's resource is `*`. */
export type TargetFinder = (request: RequestFacts, action: ActionModel) => readonly Target[];

/** The types of the action with the texts by which the input names resources of them; each text once. */
export function namedResources(
  prefix: string,
  input: RequestFacts['input'],
  types: readonly string[],
): (readonly [type: string, texts: readonly string[]])[] {
  const members = memberTable[prefix] ?? {};
  return types.map((type) => {
    const texts = (members[type] ?? []).flatMap((path) => textsAt(input, path));
    return [type, [...new Set(texts)]] as const;
  });
}
