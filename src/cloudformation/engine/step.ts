/** What a resource type is given to do a step with. */
import type { Ids } from '../../model/ids.ts';
import type { Stack, StackedResource } from '../../model/stack-resources.ts';
import type { Attributes, CallApi, Step } from '../resource-type.ts';
import type { JsonObject } from '../template.ts';

/** A step, and what it kept. */
export interface OpenStep extends Step {
  /** What is to be kept with the record. */
  readonly keeping: () => Attributes;
}

export interface StepFacts {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly call: CallApi;
  readonly ids: Ids;
  /** As it is; left out when there is nothing yet. */
  readonly current?: StackedResource | undefined;
  /** The stack's tags; those of `current` when left out. */
  readonly tags?: Readonly<Record<string, string>>;
}

const randomCharacters = 12;

export function openStep({ stack, logicalId, call, ids, current, tags }: StepFacts): OpenStep {
  let kept: Attributes = current ? attributesIn(current.kept) : {};
  const formerTags = current?.tags ?? tags ?? {};
  return {
    call,
    region: stack.region,
    accountId: stack.accountId,
    stackName: stack.name,
    stackId: stack.id,
    logicalId,
    tags: tags ?? formerTags,
    formerTags,
    get kept() {
      return kept;
    },
    keep: (values) => {
      kept = values;
    },
    name: (charactersMax) => nameOf(stack.name, logicalId, ids, charactersMax),
    keeping: () => kept,
  };
}

/** The tags that the stack's resources have. */
export function tagsFor({ id, name, definition }: Stack, logicalId: string): Record<string, string> {
  return {
    ...Object.fromEntries(definition.tags.map(({ key, value }) => [key, value])),
    'aws:cloudformation:logical-id': logicalId,
    'aws:cloudformation:stack-id': id,
    'aws:cloudformation:stack-name': name,
  };
}

/** Properties as they are kept. */
export function propertiesIn({ properties }: Pick<StackedResource, 'properties'>): JsonObject {
  // The engine writes objects there.
  return JSON.parse(properties) as JsonObject;
}

export function attributesIn(text: string): Attributes {
  // The engine writes attributes there.
  return JSON.parse(text) as Attributes;
}

/** `stack-logicalId-RANDOM`, in which stack and logical id give way when it becomes too long. */
function nameOf(stackName: string, logicalId: string, ids: Ids, charactersMax: number): string {
  const random = ids.alphanumeric(randomCharacters).toUpperCase();
  const room = charactersMax - randomCharacters - 2;
  if (room < 2) return random.slice(0, charactersMax);
  const half = Math.max(Math.floor(room / 2), room - logicalId.length);
  const first = stackName.slice(0, half);
  const second = logicalId.slice(0, room - first.length);
  return `${first}-${second}-${random}`;
}
