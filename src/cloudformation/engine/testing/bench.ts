/** An engine over a state in memory, with resource types whose things are records: what fails and what waits, a test says. */
import type { Reader, Writer } from '../../../model/access.ts';
import { rootCaller } from '../../../model/caller.ts';
import { ServiceError } from '../../../model/errors.ts';
import { randomIds } from '../../../model/random-ids.ts';
import type { Stack, StackDefinition, StackEvent } from '../../../model/stack-resources.ts';
import type { CallApi, ResourceType } from '../../resource-type.ts';
import type { SchemaOf } from '../../schema.ts';
import { Engine } from '../engine.ts';
import { openTarget } from '../language.ts';
import type { EngineLimits, EnginePorts, EventPorts } from '../ports.ts';
import { startCreate, startDelete, startUpdate } from '../start.ts';

/** What the engine needs of a state. */
export interface BenchState {
  read<T>(run: (resources: Reader) => T): T;
  transact<T>(run: (resources: Writer) => T): Promise<T>;
  onChange(listener: Parameters<EnginePorts['onChange']>[0]): () => void;
}

export interface BenchOptions {
  readonly state: BenchState;
  /** ISO 8601 UTC; the real time when left out. */
  now?(): string;
  readonly limits?: Partial<EngineLimits>;
}

/** A thing as the types below make it. */
export interface Thing {
  readonly type: string;
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly state: 'ready' | 'waiting' | 'going';
}

export interface Bench extends AsyncDisposable {
  /** Ends the engine after the steps that it is taking, as a kill would between two of them, and starts another. */
  restart(): Promise<void>;
  readonly ports: EventPorts;
  /** `create A`: the step of a resource by its logical id fails as long as it is here; the text is the error's code. */
  readonly failing: Map<string, string>;
  /** Logical ids of things that wait to come into being until they are taken out and `wake` is called. */
  readonly slow: Set<string>;
  /** Messages to topics. */
  readonly told: string[];
  create(template: object, options?: StartOptions): Promise<void>;
  update(template: object, options?: StartOptions): Promise<void>;
  delete(retained?: readonly string[]): Promise<void>;
  /** Lets what waits go on when it is not slow any more. */
  wake(): Promise<void>;
  stack(): Stack;
  /** Resolves when the stack is in the state. */
  reached(status: Stack['status']): Promise<Stack>;
  /** By physical id. */
  things(): Map<string, Thing>;
  /** `logical id status`, from the first on; of the stack itself without an id. */
  events(): string[];
  eventRecords(): readonly StackEvent[];
}

export interface StartOptions {
  readonly onFailure?: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  readonly parameters?: StackDefinition['parameters'];
  readonly imported?: Readonly<Record<string, string>>;
  readonly isImport?: boolean;
  readonly token?: string;
  readonly topics?: readonly string[];
  readonly timeoutMinutes?: number;
}

const stackId =
  'arn:aws:cloudformation:us-east-1:111111111111:stack/test/00000000-0000-4000-8000-000000000001';
const prefix = 'thing/';

/** Properties: `Value` changes in place, `Name` by a replacement, `Ref` and `Tags` in place. */
export const fakeSchema: SchemaOf = (type) =>
  type.startsWith('AWS::Fake::')
    ? {
        properties: new Map([
          ['Value', { updates: 'in-place', required: false }],
          ['Refs', { updates: 'in-place', required: false }],
          ['Name', { updates: 'replace', required: false }],
        ]),
        attributes: new Map([['Twice', 'string']]),
        primaryIdentifier: ['Name'],
        tagsProperty: 'Tags',
      }
    : undefined;

export function engineBench({ state, limits = {}, ...options }: BenchOptions): Bench {
  const failing = new Map<string, string>();
  const slow = new Set<string>();
  const told: string[] = [];
  const ids = randomIds();
  const now = () => options.now?.() ?? new Date().toISOString();
  const ports: EventPorts = {
    ids,
    now,
    notify: (_resources, _stack, topicArn, _subject, message) => told.push(`${topicArn} ${message}`),
  };
  const cloud = fakeCloud(failing, slow, () => ids.hex(8));
  const open = () =>
    new Engine(
      {
        ...ports,
        typeOf: (name) => (name.startsWith('AWS::Fake::') ? fakeType(name) : undefined),
        schemaOf: fakeSchema,
        read: (run) => state.read(run),
        perform: (_principal, run) => state.transact((resources) => run(resources, cloud(resources))),
        look: (_principal, run) => state.read((resources) => run(resources, cloud(resources))),
        onChange: (listener) => state.onChange(listener),
        log: (message) => console.error(message),
        limits: { lookMs: 20, blockedGapMs: 5, ...limits },
      },
      openTarget,
    );
  let engine = open();
  const stack = () => {
    const found = state.read((resources) => resources.get('stack', stackId));
    if (found === undefined) throw new Error('there is no stack');
    return found;
  };
  const things = () => state.read(thingsIn);
  const begin = async (
    template: object,
    options: StartOptions,
    run: (resources: Writer, next: Stack) => void,
  ) => {
    await state.transact((resources) => {
      const text = JSON.stringify(template);
      const id = `${stackId}/${ids.hex(16)}`;
      resources.put('stackTemplate', { id, stackId, text });
      const { parameters = [], topics = [] } = options;
      const definition = { template: id, parameters, tags: [], capabilities: [], notificationArns: topics };
      const found = resources.get('stack', stackId);
      run(resources, { ...(found ?? bare(now())), definition });
    });
  };
  const asked = ({ token }: StartOptions) => ({
    caller: rootCaller('111111111111'),
    clientRequestToken: token,
  });
  return {
    restart: async () => {
      await engine.close();
      engine = open();
      engine.start();
    },
    ports,
    failing,
    slow,
    told,
    stack,
    things,
    create: (template, options = {}) =>
      begin(template, options, (resources, next) => {
        const { timeoutMinutes } = options;
        const timed = { ...next, ...(timeoutMinutes !== undefined && { timeoutMinutes }) };
        startCreate(ports, resources, timed, {
          ...asked(options),
          onFailure: options.onFailure ?? 'ROLLBACK',
          imported: options.imported,
        });
      }),
    update: (template, options = {}) =>
      begin(template, options, (resources, next) => {
        const before = resources.get('stack', stackId) ?? next;
        startUpdate(ports, resources, before, next.definition, {
          ...asked(options),
          onFailure: options.onFailure ?? 'ROLLBACK',
          imported: options.imported,
          isImport: options.isImport,
        });
      }),
    delete: async (retained = []) => {
      await state.transact((resources) => {
        const found = resources.get('stack', stackId);
        if (found) startDelete(ports, resources, found, { ...asked({}), retained, force: false });
      });
    },
    wake: () => state.transact((resources) => wakeIn(resources, slow)),
    reached: async (status) => {
      const until = Date.now() + 10_000;
      while (stack().status !== status) {
        if (Date.now() > until) throw new Error(`the stack is ${stack().status}, not ${status}`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      return stack();
    },
    eventRecords: () => state.read((resources) => resources.find('stackEvent', 'stack', stackId)),
    events: () =>
      state.read((resources) =>
        resources
          .find('stackEvent', 'stack', stackId)
          .map(({ logicalId, type, status }) =>
            type.endsWith('::Stack') ? status : `${logicalId} ${status}`,
          ),
      ),
    [Symbol.asyncDispose]: () => engine.close(),
  };
}

function bare(now: string): Omit<Stack, 'definition'> {
  return {
    accountId: '111111111111',
    region: 'us-east-1',
    tags: [],
    id: stackId,
    name: 'test',
    status: 'CREATE_IN_PROGRESS',
    outputs: [],
    imports: [],
    disableRollback: false,
    terminationProtection: false,
    createdAt: now,
    eventCount: 0,
    lastEventAt: '',
  };
}

/** Things are claims, so that a transaction that is undone takes them back. */
function thingsIn(resources: Reader): Map<string, Thing> {
  return new Map(
    [...resources.all('claim')]
      .filter(({ id }) => id.startsWith(prefix))
      .map(({ id, holder }) => [id.slice(prefix.length), JSON.parse(holder) as Thing]),
  );
}

function wakeIn(resources: Writer, slow: ReadonlySet<string>): void {
  for (const [id, thing] of thingsIn(resources)) {
    if (slow.has(thing.logicalId)) continue;
    if (thing.state === 'waiting') put(resources, id, { ...thing, state: 'ready' });
    if (thing.state === 'going') resources.delete('claim', `${prefix}${id}`);
  }
}

function put(resources: Writer, id: string, thing: Thing): void {
  resources.put('claim', { id: `${prefix}${id}`, holder: JSON.stringify(thing) });
}

/** The operations that the types call. */
function fakeCloud(
  failing: ReadonlyMap<string, string>,
  slow: ReadonlySet<string>,
  random: () => string,
): (resources: Reader) => CallApi {
  return (resources) => (_service, operation, input) => {
    const {
      LogicalId: logicalId,
      Id: id,
      Type: type,
      Properties: properties,
    } = input as Record<string, string>;
    const code = failing.get(`${operation} ${logicalId}`);
    // The writer is the one of the transaction, or nothing is written.
    const writer = resources as Writer;
    const found = id === undefined ? undefined : thingsIn(resources).get(id);
    const state = slow.has(logicalId ?? '') ? 'waiting' : 'ready';
    const made = { type: type ?? '', logicalId: logicalId ?? '', state, properties } as unknown as Thing;
    switch (operation) {
      case 'create': {
        const newId = `${logicalId}-${random()}`;
        put(writer, newId, made);
        if (code) throw new ServiceError(code, `${logicalId} cannot be made`);
        return { Id: newId };
      }
      case 'update':
        if (found === undefined) throw new ServiceError('NotFound', `${id} is not there`);
        put(writer, id ?? '', made);
        if (code) throw new ServiceError(code, `${logicalId} cannot be changed`);
        return {};
      case 'delete':
        refuseNeeded(resources, id ?? '');
        if (code) throw new ServiceError(code, `${logicalId} cannot be deleted`);
        if (found && state === 'waiting') put(writer, id ?? '', { ...found, state: 'going' });
        else writer.delete('claim', `${prefix}${id}`);
        return {};
      default:
        return { Thing: found };
    }
  };
}

/** As real services refuse to delete what something else uses. */
function refuseNeeded(resources: Reader, id: string): void {
  for (const [other, { properties, state }] of thingsIn(resources)) {
    if (other !== id && state !== 'going' && JSON.stringify(properties).includes(`"${id}"`))
      throw new ServiceError('DependencyViolation', `${id} has a dependent ${other}`);
  }
}

function fakeType(name: string): ResourceType {
  const read = (id: string, call: CallApi) => call('ec2', 'read', { Id: id }).Thing as Thing | undefined;
  return {
    name,
    honours: ['Value', 'Refs', 'Name'],
    create: (properties, { call, logicalId }) =>
      String(call('ec2', 'create', { Type: name, LogicalId: logicalId, Properties: properties }).Id),
    update: (id, _before, properties, { call, logicalId }) => {
      call('ec2', 'update', { Id: id, Type: name, LogicalId: logicalId, Properties: properties });
      return undefined;
    },
    delete: (id, _properties, { call, logicalId }) => {
      call('ec2', 'delete', { Id: id, LogicalId: logicalId });
    },
    attributes: (id, { Value }) => ({ Twice: `${Value}${Value}`, Id: id }),
    progress: (id, _properties, { call }) =>
      read(id, call)?.state === 'ready' ? { state: 'done' } : { state: 'waiting' },
    isGone: (id, { call }) => read(id, call) === undefined,
    read: (id, _properties, { call }) => read(id, call)?.properties as ReturnType<ResourceType['read']>,
  };
}
