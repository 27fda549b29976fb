import type {
  Attributes,
  CallApi,
  Progress,
  ResourceType,
  Step,
} from '../../cloudformation/resource-type.ts';
import { refusals, resourceTypes } from '../../cloudformation/resource-types.ts';
import { schemaOf } from '../../cloudformation/schema-of.ts';
import type { JsonObject } from '../../cloudformation/template.ts';
import { operations } from '../generated/registry.ts';
import { type TestBench, testBench } from './invoke.ts';

export type Tags = Readonly<Record<string, string>>;

/** A resource of a stack, as the engine would hold it. */
export interface StackResource {
  readonly id: string;
  readonly attributes: Attributes;
  readonly progress: Progress;
  /** What the type says of it now. */
  read(): JsonObject | undefined;
  /** Changes it in place, as the engine would after it has seen that no change forces a replacement. */
  update(properties: JsonObject): void;
  /** Changes the tags of the stack alone. */
  retag(tags: Tags): void;
  /** @returns whether it is gone */
  delete(): boolean;
  isGone(): boolean;
}

/**
 * A place to test resource types of CloudFormation in: their calls reach the operations, over resources in memory.
 * `calls` has the names of all writing operations that were called, in order.
 */
export interface StackBench {
  readonly bench: TestBench;
  readonly calls: string[];
  readonly call: CallApi;
  create(type: string, properties: JsonObject, tags?: Tags): StackResource;
}

export function stackBench(bench: TestBench = testBench()): StackBench {
  const calls: string[] = [];
  const call: CallApi = (service, name, input) => {
    const operation = operations.find((each) => each.service === service && each.name === name);
    if (!operation) throw new Error(`there is no operation ${service} ${name}`);
    if (operation.access === 'write') calls.push(name);
    return bench.invoke(operation, input);
  };
  let resources = 0;
  return {
    bench,
    calls,
    call,
    create(name, properties, tags = {}) {
      resources += 1;
      return createResource(typeOf(name), properties, tags, {
        call,
        bench,
        logicalId: `Resource${resources}`,
      });
    },
  };
}

function typeOf(name: string): ResourceType {
  const type = resourceTypes.get(name);
  if (!type) throw new Error(`there is no type ${name}`);
  return type;
}

interface Around {
  readonly call: CallApi;
  readonly bench: TestBench;
  readonly logicalId: string;
}

function createResource(
  type: ResourceType,
  given: JsonObject,
  stackTags: Tags,
  { call, bench, logicalId }: Around,
): StackResource {
  let properties = honoured(type, given);
  let tags = stackTags;
  let kept: Attributes = {};
  const step = (formerTags = tags): Step => ({
    call,
    region: bench.region,
    accountId: bench.accountId,
    stackName: 'stack',
    stackId: `arn:aws:cloudformation:${bench.region}:${bench.accountId}:stack/stack/0`,
    logicalId,
    tags,
    formerTags,
    kept,
    keep: (values) => {
      kept = values;
    },
    name: (max) => `stack-${logicalId}-${bench.ids.alphanumeric(12)}`.slice(-max),
  });
  let id = type.create(properties, step());
  const update = (after: JsonObject, tagsAfter: Tags) => {
    const former = tags;
    tags = tagsAfter;
    id = type.update?.(id, properties, after, step(former)) ?? id;
    properties = after;
  };
  return {
    get id() {
      return id;
    },
    get attributes() {
      return type.attributes(id, properties, step());
    },
    get progress() {
      return type.progress?.(id, properties, step()) ?? { state: 'done' };
    },
    read: () => type.read(id, properties, step()),
    update(after) {
      checkInPlace(type, properties, honoured(type, after));
      update(after, tags);
    },
    retag: (after) => update(properties, after),
    delete() {
      type.delete(id, properties, step());
      return type.isGone?.(id, step()) ?? true;
    },
    isGone: () => type.isGone?.(id, step()) ?? true,
  };
}

function honoured(type: ResourceType, properties: JsonObject): JsonObject {
  const refused = refusals(type.name, properties);
  if (refused.length > 0) throw new Error(refused.join('\n'));
  return properties;
}

function checkInPlace(type: ResourceType, before: JsonObject, after: JsonObject): void {
  const schema = schemaOf(type.name);
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (JSON.stringify(before[name]) === JSON.stringify(after[name])) continue;
    if (schema?.properties.get(name)?.updates === 'replace') {
      throw new Error(`to change ${name} of ${type.name} takes another resource`);
    }
  }
}
