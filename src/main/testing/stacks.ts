/** CloudFormation over the wire with the real operations and resource types, and its engine. */
import * as cfn from '@aws-sdk/client-cloudformation';
import { rootCaller } from '../../model/caller.ts';
import { finishTermination } from '../../model/instance-lifecycle.ts';
import { randomIds } from '../../model/random-ids.ts';
import type { ServiceName } from '../../model/service-name.ts';
import { operations } from '../../operations/generated/registry.ts';
import { startTestServer, type TestServer } from '../../server/testing/server.ts';
import { startStacks } from '../stacks.ts';

export interface StacksBench extends AsyncDisposable {
  readonly server: TestServer;
  readonly client: cfn.CloudFormationClient;
  /** Carries out an operation as the account's root user. */
  perform(service: ServiceName, operation: string, input: object): Promise<Record<string, unknown>>;
}

/** @param waitMs how long answers wait for stacks to come to rest; left out: not at all */
export async function stacksBench(waitMs?: number): Promise<StacksBench> {
  const settings = { instances: true, fileDeliveries: true };
  return stacksBenchOn(await startTestServer(operations, { settings }, waitMs), ({ cloudformation }) =>
    cloudformation(),
  );
}

export function stacksBenchOn(
  server: TestServer,
  clientOf: (server: TestServer) => cfn.CloudFormationClient,
): StacksBench {
  const stacks = startStacks({
    state: server.state,
    calls: server.internal,
    ids: randomIds(),
    now: () => new Date().toISOString(),
    log: (message) => console.error(message),
  });
  const principal = { caller: rootCaller('111111111111'), region: 'us-east-1', via: 'test' };
  return {
    server,
    client: clientOf(server),
    perform: (service, operation, input) =>
      server.internal.perform(principal, (_, call) => call(service, operation, { ...input })),
    [Symbol.asyncDispose]: async () => {
      await stacks.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** The state in which the stack comes to rest. */
export async function rested({ client }: Pick<StacksBench, 'client'>, StackName: string): Promise<cfn.Stack> {
  const until = Date.now() + 20_000;
  for (;;) {
    const { Stacks } = await client.send(new cfn.DescribeStacksCommand({ StackName }));
    const [stack] = Stacks ?? [];
    if (stack && !stack.StackStatus?.endsWith('IN_PROGRESS')) return stack;
    if (Date.now() > until) throw new Error(`the stack stays ${stack?.StackStatus}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits for what a test knows to come. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Ends what is being ended, as a machine does. */
export function terminating({ server: { state } }: Pick<StacksBench, 'server'>): void {
  state.onChange(() => {
    void state.transact((resources) => {
      for (const each of [...resources.all('instance')])
        if (each.state === 'shutting-down') finishTermination(resources, each, new Date().toISOString());
    });
  });
}

/** What happened to the stack and its resources, from the first on: `logical id status`. */
export async function eventsOf(
  { client }: Pick<StacksBench, 'client'>,
  StackName: string,
): Promise<string[]> {
  const { StackEvents = [] } = await client.send(new cfn.DescribeStackEventsCommand({ StackName }));
  return StackEvents.map(({ LogicalResourceId: id, ResourceStatus: status }) => `${id} ${status}`).reverse();
}

/** Makes the user `ann`, or gives her other permissions. @returns a client of hers */
export async function annMay(
  { server }: StacksBench,
  ...statements: readonly object[]
): Promise<cfn.CloudFormationClient> {
  const accountId = '111111111111';
  server.keys.set('AKIAANN', {
    secret: server.keys.get('AKIAEXAMPLE')?.secret ?? '',
    caller: {
      accountId,
      arn: `arn:aws:iam::${accountId}:user/ann`,
      userId: 'AIDAANN',
      accessKeyId: 'AKIAANN',
      principal: { kind: 'user', userId: 'AIDAANN', name: 'ann' },
      tags: [],
    },
  });
  const Statement = statements.map((each) => ({ Effect: 'Allow', Resource: '*', ...each }));
  const document = JSON.stringify({ Version: '2012-10-17', Statement });
  await server.state.transact((resources) => {
    resources.put('user', {
      ...{ accountId, path: '/', createdAt: '2026-01-01T00:00:00Z', tags: [] },
      ...{ id: 'AIDAANN', name: 'ann', groupIds: [], attachedPolicyArns: [] },
      inlinePolicies: [{ name: 'p', document }],
    });
  });
  return server.cloudformation('AKIAANN');
}

/** `Code: message` of the refusal. */
export async function refused(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
  throw new Error('it was not refused');
}

/** The text of a template. */
export function template(Resources: object, more: object = {}): string {
  return JSON.stringify({ Resources, ...more });
}
