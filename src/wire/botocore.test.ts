/** The codecs against botocore, which the aws command and boto3 are made of. Skipped where Python has no botocore. */
import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { codecs } from './codec.ts';
import type { ServiceModel } from './model-format.ts';
import { loadServices, type Service } from './service.ts';
import { arbitraryInput, arbitraryOutput } from './testing/arbitrary.ts';
import { printable } from './testing/printable.ts';

const requestId = '11111111-2222-3333-4444-555555555555';
const numRuns = 10;
/** What S3 takes and answers is content and headers for the most part; src/operations/s3/over-the-wire.test.ts is about it. */
const ofContent: ReadonlySet<string> = new Set(['s3']);
const installed = spawnSync('python3', ['-c', 'import botocore.session']).status === 0;
const options = {
  skip: installed ? false : 'botocore is not installed for python3: nothing was compared with it',
};

/** botocore's names where they differ from the signing names. */
const names: Readonly<Record<string, string>> = { elasticloadbalancing: 'elbv2', monitoring: 'cloudwatch' };

for (const service of installed ? loadServices().values() : []) {
  const name = names[service.signingName] ?? service.signingName;

  if (!ofContent.has(name)) checkDocuments(service, name);

  test(`${name}: errors are read by botocore`, options, async () => {
    using botocore = startBotocore();
    const [operation] = service.operations.keys();
    const error = { code: 'Some.Code', message: 'what <is> & "wrong"', status: 400 };
    const body = codecs[service.protocol].encodeError(service, error, requestId);
    const { read } = (await botocore.ask({
      do: 'read',
      service: name,
      operation,
      status: 400,
      headers: { 'x-amzn-requestid': requestId },
      body,
    })) as ReadAnswer;
    assert.deepEqual([read.Error?.Code, read.Error?.Message], [error.code, error.message]);
    assert.equal(read.ResponseMetadata.RequestId, requestId);
  });

  test(`${name}: numbers have the width that botocore knows`, options, async () => {
    using botocore = startBotocore();
    const operations = [...service.operations.keys()];
    const expected = (await botocore.ask({ do: 'numbers', service: name, operations })) as Record<
      string,
      string
    >;
    assert.deepEqual(numbers(service, expected), expected);
  });
}

function checkDocuments(service: Service, name: string): void {
  test(`${name}: inputs written by botocore are read as they were given`, options, async () => {
    using botocore = startBotocore();
    let compared = 0;
    for (const operation of service.operations.values()) {
      const sampled = fc.sample(arbitraryInput(service.protocol, operation.input), numRuns);
      // In JSON botocore sends times without their fractions.
      const inputs = service.protocol.startsWith('awsJson')
        ? sampled.map((some) => wholeSeconds(some) as object)
        : sampled;
      for (const input of inputs) {
        const request = (await botocore.ask({
          do: 'write',
          service: name,
          operation: operation.name,
          input: plain(input),
        })) as Written | null;
        // Older versions of botocore do not know every operation or member.
        if (request === null) continue;
        const asked = codecs[service.protocol].ask(service, {
          ...request,
          headers: Object.entries(request.headers),
          body: Buffer.from(request.body),
        });
        assert.equal(asked.name, operation.name);
        assert.deepStrictEqual(asked.decode(operation), input, operation.name);
        compared += 1;
      }
    }
    assert.ok(compared > numRuns / 2);
  });

  test(`${name}: outputs are read by botocore as they were given`, options, async () => {
    using botocore = startBotocore();
    let compared = 0;
    for (const operation of service.operations.values()) {
      if (!operation.output) continue;
      for (const output of fc.sample(arbitraryOutput(operation.output), numRuns)) {
        const { headers, body } = codecs[service.protocol].encode(service, operation, output, requestId);
        const expected = service.protocol.startsWith('awsJson') ? plain(output) : printable(plain(output));
        const question = {
          do: 'read',
          service: name,
          operation: operation.name,
          status: 200,
          headers: { ...headers, 'x-amzn-requestid': requestId },
          body,
          output: expected,
        };
        const answer = (await botocore.ask(question)) as ReadAnswer | null;
        if (answer === null) continue;
        const { ResponseMetadata, ...members } = answer.read;
        assert.equal(ResponseMetadata.RequestId, requestId);
        assert.deepStrictEqual(members, answer.known, `${operation.name}\n${body}`);
        compared += 1;
      }
    }
    assert.ok(compared > numRuns / 2);
  });
}

test('botocore was there to compare with', options, () => assert.ok(installed));

/** The types that the model has for the given `Shape.Member`; what it does not know is left as it is. */
function numbers(service: Service, asked: Readonly<Record<string, string>>): Record<string, string> {
  const file = names[service.signingName] ?? service.signingName;
  const url = new URL(`./generated/${file}.json`, import.meta.url);
  const { shapes } = JSON.parse(readFileSync(url, 'utf8')) as ServiceModel;
  const found = Object.entries(asked).map(([path, type]) => {
    const [shapeName = '', memberName = ''] = path.split('.');
    const shape = shapes[shapeName];
    const member =
      shape?.type === 'structure'
        ? shape.members[memberName]
        : shape?.type === 'list'
          ? shape.item
          : shape?.value;
    return [path, member?.target ?? type];
  });
  return Object.fromEntries(found);
}

function wholeSeconds(value: unknown): unknown {
  if (value instanceof Date) return new Date(Math.floor(value.getTime() / 1000) * 1000);
  if (Array.isArray(value)) return value.map(wholeSeconds);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wholeSeconds(inner)]));
}

interface Written {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface ReadAnswer {
  readonly read: {
    readonly ResponseMetadata: { readonly RequestId: string };
    readonly Error?: { readonly Code: string; readonly Message: string };
  };
  /** What was to be read, as far as this version of botocore knows its members. */
  readonly known: object;
}

interface Botocore extends Disposable {
  ask(request: object): Promise<unknown>;
}

function startBotocore(): Botocore {
  const script = new URL('./testing/ask-botocore.py', import.meta.url).pathname;
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn('python3', [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`botocore ended at ${JSON.stringify(request).slice(0, 500)}`);
      return JSON.parse(value);
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}

/** As JSON carries it: times as text, bytes as Base64. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}
