/** An API server for tests: a free port, a store in memory, two accounts and operations that the test brings. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { Authorizer } from '../../authorization/authorizer.ts';
import { rootCaller } from '../../model/caller.ts';
import { randomIds } from '../../model/random-ids.ts';
import type { ServiceName } from '../../model/service-name.ts';
import { uncheckedHealth } from '../../model/target-health.ts';
import type { Operation, OperationContext } from '../../operations/operation.ts';
import { openMemoryStore } from '../../store/memory.ts';
import { openState, type State } from '../../store/state.ts';
import { loadServices } from '../../wire/service.ts';
import { plainRequest, type SignOptions, signed } from '../../wire/testing/sign.ts';
import { AnswerWaits, defaultWaitLimits } from '../answer-waits.ts';
import { Api, type ApiPorts, type RequestLog, type SigningKey } from '../api.ts';
import type { ApiAnswer } from '../exchange.ts';
import type { InternalCalls } from '../internal-calls.ts';
import { type Listener, listen } from '../listener.ts';

export interface TestServer {
  readonly url: string;
  readonly listener: Listener;
  readonly state: State;
  /** For calls from inside. */
  readonly internal: InternalCalls;
  /** What was logged, in order. */
  readonly log: readonly RequestLog[];
  /** The clock: real time until it is set. */
  clock: { offsetMs: number };
  /** Keys by id; tests may change them. */
  readonly keys: Map<string, SigningKey>;
  ec2(keyId?: string): EC2Client;
  elbv2(keyId?: string): ElasticLoadBalancingV2Client;
  iam(keyId?: string): IAMClient;
  route53(keyId?: string): Route53Client;
  sns(keyId?: string): SNSClient;
  cloudformation(keyId?: string): CloudFormationClient;
  cloudtrail(keyId?: string): CloudTrailClient;
  cloudwatch(keyId?: string): CloudWatchClient;
  sts(keyId?: string): STSClient;
  /** Signs the options with the first account's key and sends them as they are. */
  send(options?: Partial<SignOptions>): Promise<RawAnswer>;
  /** As `send`, without the network. */
  answer(options?: Partial<SignOptions>): Promise<ApiAnswer>;
  /** Sends without a signature. */
  fetch(path: string, init?: RequestInit): Promise<RawAnswer>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

type Handler = (input: Readonly<Record<string, unknown>>, context: OperationContext) => object | undefined;

/** An operation that runs the given function. */
export function fakeOperation(
  name: string,
  handle: Handler,
  rest: Partial<Operation> & { service?: ServiceName } = {},
): Operation {
  return {
    service: 'ec2',
    name,
    access: 'write',
    honours: [],
    handle: handle as Operation['handle'],
    ...rest,
  };
}

/** @param waitMs how long answers wait for what their requests have begun; left out: not at all */
export async function startTestServer(
  operations: readonly Operation[],
  ports: Partial<ApiPorts> = {},
  waitMs?: number,
): Promise<TestServer> {
  const state = await openState(openMemoryStore());
  const log: RequestLog[] = [];
  const clock = { offsetMs: 0 };
  const keys = new Map<string, SigningKey>([
    ['AKIAEXAMPLE', { secret: plainRequest.secret, caller: rootCaller('111111111111') }],
    ['AKIAOTHER', { secret: 'other secret', caller: rootCaller('222222222222') }],
  ]);
  const authorizer = new Authorizer();
  const waits = new AnswerWaits(state, { ...defaultWaitLimits, waitMs: waitMs ?? 0 });
  const api = new Api({
    state,
    services: loadServices(),
    operations,
    ids: randomIds(),
    settings: { instances: false },
    health: uncheckedHealth,
    findKey: (id) => keys.get(id),
    // Tests start from nothing, unless they bring what accounts start with.
    regionDefaults: { areMade: () => true, make: () => {} },
    authorize: (request) => authorizer.authorize(request),
    requestId: () => crypto.randomUUID(),
    now: () => Date.now() + clock.offsetMs,
    log: (entry) => log.push(entry),
    ...(waitMs !== undefined && { waitUntil: (isOver) => waits.until(isOver) }),
    ...ports,
  });
  const listener = await listen(api, '127.0.0.1', 0);
  const url = `http://127.0.0.1:${listener.port}`;
  const settings = (keyId = 'AKIAEXAMPLE') => ({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: keyId, secretAccessKey: keys.get(keyId)?.secret ?? 'none' },
    maxAttempts: 1,
  });
  return {
    url,
    listener,
    state,
    internal: api.internal,
    log,
    clock,
    keys,
    ec2: (keyId) => new EC2Client(settings(keyId)),
    elbv2: (keyId) => new ElasticLoadBalancingV2Client(settings(keyId)),
    iam: (keyId) => new IAMClient(settings(keyId)),
    route53: (keyId) => new Route53Client(settings(keyId)),
    sns: (keyId) => new SNSClient(settings(keyId)),
    cloudformation: (keyId) => new CloudFormationClient(settings(keyId)),
    cloudtrail: (keyId) => new CloudTrailClient(settings(keyId)),
    cloudwatch: (keyId) => new CloudWatchClient(settings(keyId)),
    sts: (keyId) => new STSClient(settings(keyId)),
    answer: async (options) => {
      const request = await signed({ date: new Date(), ...options });
      return await api.answer({
        ...request,
        peerAddress: '127.0.0.1',
        isSecure: false,
        readBody: async () => request.body,
        readPieces: async function* () {
          yield request.body;
        },
      });
    },
    send: (options) => sendSigned(url, options),
    fetch: (path, init) => raw(fetch(`${url}${path}`, init)),
    [Symbol.asyncDispose]: async () => {
      waits.close();
      await listener.close();
      await state.close();
    },
  };
}

async function sendSigned(url: string, options: Partial<SignOptions> = {}): Promise<RawAnswer> {
  const request = await signed({
    date: new Date(),
    ...options,
    headers: {
      host: new URL(url).host,
      'content-type': 'application/x-www-form-urlencoded',
      ...options.headers,
    },
  });
  const query = request.query === '' ? '' : `?${request.query}`;
  const headers = request.headers
    .filter(([name]) => name !== 'host')
    .map(([name, value]): [string, string] => [name, value]);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  return await raw(
    fetch(`${url}${request.path}${query}`, {
      method: request.method,
      headers,
      ...(hasBody && { body: Buffer.from(request.body) }),
    }),
  );
}

async function raw(answer: Promise<Response>): Promise<RawAnswer> {
  const { status, headers, ...response } = await answer.then(async (got) => ({
    status: got.status,
    headers: got.headers,
    body: await got.text(),
  }));
  return { status, headers, ...response };
}
