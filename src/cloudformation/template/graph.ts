/** Which resources must be there before which. */
import type { Template } from '../template.ts';
import { validationError } from './errors.ts';
import { references } from './references.ts';
import type { Scope } from './scope.ts';

/** What each resource needs, in an order in which they can be made: nothing comes before what it needs. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The graph of the resources whose conditions hold: what their expressions refer to in the branches that are taken, and
 * what they name in `DependsOn`. Resources that are equal in this stand in the order of the template.
 * @throws ServiceError ValidationError `Circular dependency between resources: [A, B]`
 */
export function dependencyGraph({ template, conditions }: Pick<Scope, 'template' | 'conditions'>): Graph {
  const included = [...template.resources].filter(
    ([, { condition }]) => condition === undefined || conditions.get(condition) === true,
  );
  const ids = new Set(included.map(([id]) => id));
  const needs = new Map<string, ReadonlySet<string>>();
  for (const [id] of included) needs.set(id, needsOf(template, id, ids, conditions));
  return inOrder(needs);
}

/** A `DependsOn` of a resource that is not there asks for nothing. */
function needsOf(
  template: Template,
  id: string,
  ids: ReadonlySet<string>,
  conditions: ReadonlyMap<string, boolean>,
): ReadonlySet<string> {
  const resource = template.resources.get(id);
  if (resource === undefined) return new Set();
  const named = references(resource.properties, 'Resources', conditions).flatMap((reference) =>
    reference.kind === 'ref' || reference.kind === 'attribute' ? [reference.name] : [],
  );
  return new Set([...resource.dependsOn, ...named].filter((name) => ids.has(name)));
}

function inOrder(needs: Graph): Graph {
  const ordered = new Map<string, ReadonlySet<string>>();
  const waiting = new Map([...needs].map(([id, needed]) => [id, needed.size]));
  const next = dependents(needs);
  const free = [...needs.keys()].filter((id) => waiting.get(id) === 0);
  for (const id of free) {
    ordered.set(id, needs.get(id) ?? new Set());
    for (const dependent of next.get(id) ?? []) {
      const left = (waiting.get(dependent) ?? 0) - 1;
      waiting.set(dependent, left);
      if (left === 0) free.push(dependent);
    }
  }
  if (ordered.size < needs.size) throw circle(needs, ordered);
  return ordered;
}

function dependents(needs: Graph): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>([...needs.keys()].map((id) => [id, []]));
  for (const [id, needed] of needs) for (const name of needed) found.get(name)?.push(id);
  return found;
}

/** Those that wait only for each other: what merely needs something in a circle is taken off from the other end. */
function circle(needs: Graph, ordered: Graph): Error {
  let left = new Set([...needs.keys()].filter((id) => !ordered.has(id)));
  for (;;) {
    const needed = new Set([...left].flatMap((id) => [...(needs.get(id) ?? [])]));
    const kept = new Set([...left].filter((id) => needed.has(id)));
    if (kept.size === left.size) break;
    left = kept;
  }
  return validationError(`Circular dependency between resources: [${[...left].join(', ')}]`);
}

/** The graph for deleting: what each must outlive, in an order in which they can be deleted. */
export function reversed(graph: Graph): Graph {
  const next = dependents(graph);
  return new Map([...graph.keys()].reverse().map((id) => [id, new Set(next.get(id))]));
}

/** Those that are not done and need nothing that is not done, in the order of the graph; they can be done at once. */
export function ready(graph: Graph, done: ReadonlySet<string>): readonly string[] {
  return [...graph].flatMap(([id, needed]) =>
    !done.has(id) && [...needed].every((name) => done.has(name)) ? [id] : [],
  );
}
