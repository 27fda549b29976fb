/**
 * The codecs against the AWS SDK's own: for every operation that AWS has, and more often for those that are offered
 * here, what the SDK writes is read back as what was given, and what is written here is read by the SDK as what was given.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { modelOf, operationNames } from '../../scripts/sdk-model.ts';
import { sources } from '../../scripts/sdk-sources.ts';
import { codecs } from './codec.ts';
import { compileService, loadServices, type OperationShape, type Service } from './service.ts';
import { arbitraryInput, arbitraryOutput } from './testing/arbitrary.ts';
import { printable } from './testing/printable.ts';
import { type SdkAnswer, sdks, signedRequest } from './testing/sdk.ts';
import type { WireAnswer } from './wire-answer.ts';

const requestId = '11111111-2222-3333-4444-555555555555';

/** CopySnapshot: the SDK adds a presigned URL of its own. The others answer with a stream of events, which no codec is for. */
const others = ['CopySnapshot', 'GetLogObject', 'StartLiveTail'];

describe('every operation offered', () => {
  for (const service of loadServices().values()) if (hasDocuments(service)) checkService(service, 25);
});

describe('every operation of AWS', () => {
  for (const source of sources) {
    if (!hasDocuments(source)) continue;
    const names = operationNames(source).filter((name) => !others.includes(name));
    checkService(compileService(modelOf(source, new Set(names))), 1);
  }
});

/** What S3 takes and answers is content for the most part; src/operations/s3/over-the-wire.test.ts is about it. */
function hasDocuments({ signingName }: { readonly signingName: string }): boolean {
  return signingName !== 's3';
}

/** Fixed: with a random one a run once drew values so large that it took minutes. */
const seed = 20_261_122;

function checkService(service: Service, numRuns: number): void {
  const { signingName, operations, errors } = service;
  test(`${signingName}: inputs written by the SDK are read as they were given`, async () => {
    assert.ok(operations.size > 0);
    for (const operation of operations.values()) await checkInputs(service, operation, numRuns);
  });
  test(`${signingName}: outputs are read by the SDK as they were given`, async () => {
    for (const operation of operations.values()) await checkOutputs(service, operation, numRuns);
  });
  test(`${signingName}: each modelled error arrives as the SDK's class`, async () => {
    for (const [code, error] of errors) await checkError(service, code, error.shape, error.status);
  });
}

async function checkInputs(service: Service, operation: OperationShape, numRuns: number): Promise<void> {
  const property = fc.asyncProperty(arbitraryInput(service.protocol, operation.input), async (input) => {
    const decoded = await written(service, operation, input);
    // The SDK makes up a token when none is given.
    for (const token of [
      'ClientToken',
      'clientToken',
      'ClientRequestToken',
      'IdempotencyToken',
      'OperationId',
    ]) {
      if (!(token in input)) delete decoded[token];
    }
    assert.deepStrictEqual(decoded, input, operation.name);
  });
  await fc.assert(property, { numRuns, endOnFailure: true, seed });
}

/** What is decoded from what the SDK sends. */
async function written(
  service: Service,
  operation: OperationShape,
  input: object,
): Promise<Record<string, unknown>> {
  let decoded: Record<string, unknown> = {};
  await sdk(service).send(operation.name, input, (request) => {
    const asked = codecs[service.protocol].ask(service, signedRequest(request));
    assert.equal(asked.name, operation.name);
    decoded = { ...asked.decode(operation) };
    return answered(
      codecs[service.protocol].encode(service, { ...operation, output: undefined }, {}, requestId),
    );
  });
  return decoded;
}

async function checkOutputs(service: Service, operation: OperationShape, numRuns: number): Promise<void> {
  const outputs = operation.output ? arbitraryOutput(operation.output) : fc.constant({});
  const property = fc.asyncProperty(outputs, async (output) => {
    const answer = codecs[service.protocol].encode(service, operation, output, requestId);
    const labels = operation.input.members.filter(({ place }) => place?.in === 'label');
    const input = Object.fromEntries(labels.map(({ name }) => [name, 'x']));
    const { $metadata, ...read } = (await sdk(service).send(operation.name, input, () =>
      answered(answer),
    )) as { $metadata: { requestId?: string; httpStatusCode?: number } };
    assert.equal($metadata.httpStatusCode, operation.http?.status ?? 200);
    assert.deepStrictEqual(
      read,
      operation.output ? expected(service, output) : {},
      `${operation.name}\n${answer.body}`,
    );
    assert.equal($metadata.requestId, requestId);
  });
  await fc.assert(property, { numRuns, endOnFailure: true, seed });
}

async function checkError(service: Service, code: string, shape: string, status: number): Promise<void> {
  // Any that may be asked for without anything.
  const [operation] = [...service.operations.values()].filter((some) =>
    some.input.members.every(({ required }) => !required),
  );
  assert.ok(operation);
  const message = `what is <wrong> & "right" with ${code}`;
  const text = codecs[service.protocol].encodeError(service, { code, message, status }, requestId);
  const answer = sdk(service).send(operation.name, {}, () => xml(status, text));
  await assert.rejects(answer, (error: Error & { $metadata: object }) => {
    assert.ok(error instanceof (sdk(service).exports[shape] as new () => Error), `${code} is ${error.name}`);
    assert.equal(error.message, message);
    assert.deepEqual(error.$metadata, { ...error.$metadata, httpStatusCode: status, requestId });
    return true;
  });
}

function sdk(service: Service) {
  const found = sdks[service.signingName];
  assert.ok(found);
  return found;
}

function answered({ status, headers, body }: WireAnswer): SdkAnswer {
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return xml(status, body, Object.fromEntries(lowerCase));
}

function xml(statusCode: number, text: string, more: Readonly<Record<string, string>> = {}): SdkAnswer {
  const headers = { ...more, 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  return { statusCode, headers, body: Buffer.from(text) };
}

/** What the SDK reads: in JSON everything can be said. */
function expected(service: Service, output: object): unknown {
  return service.protocol.startsWith('awsJson') ? output : readable(printable(output));
}

/** What the SDK reads of the value: it takes white space with a line break in it for indentation. */
function readable(value: unknown): unknown {
  if (typeof value === 'string') return /^\s*\n\s*$/.test(value) ? '' : value;
  if (Array.isArray(value)) return value.map(readable);
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [readable(key), readable(entry)]));
}
