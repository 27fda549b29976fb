/** Templates of stacks under way, read once: a cache of what the records say. */
import type { Reader } from '../../model/access.ts';
import type { Stack } from '../../model/stack-resources.ts';
import type { CallApi } from '../resource-type.ts';
import type { Target } from './target.ts';

/** Opens what a stack is to become. */
export interface OpenTarget {
  /** Reads the template and decides its conditions, for all that follows. */
  read(resources: Reader, stack: Stack): PreparedTarget;
}

export interface PreparedTarget {
  /** The target by resources as they are now; `call` reads what dynamic references name. */
  at(resources: Reader, call: CallApi): Target;
}

export class Targets {
  readonly #open: OpenTarget;
  readonly #known = new Map<string, { readonly of: string; readonly prepared: PreparedTarget }>();

  constructor(open: OpenTarget) {
    this.#open = open;
  }

  prepared(resources: Reader, stack: Stack): PreparedTarget {
    const of = JSON.stringify(stack.definition);
    const known = this.#known.get(stack.id);
    if (known?.of === of) return known.prepared;
    const prepared = this.#open.read(resources, stack);
    this.#known.set(stack.id, { of, prepared });
    return prepared;
  }

  /** The target without what needs a call: its resources and their order. */
  shapeOf(resources: Reader, stack: Stack): Target {
    return this.prepared(resources, stack).at(resources, () => {
      throw new Error('what a template names outside is not read here');
    });
  }

  forget(stackId: string): void {
    this.#known.delete(stackId);
  }
}
