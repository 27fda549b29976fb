/** What a hostile client sends to S3, past any SDK. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import * as s3 from '@aws-sdk/client-s3';
import { type StorageServer, startStorageServer } from '../../../test/harness/storage-server.ts';
import { type SignOptions, signed } from '../../wire/testing/sign.ts';

let server: StorageServer;
let client: s3.S3Client;
before(async () => {
  server = await startStorageServer();
  client = server.s3(server.root, { forcePathStyle: true });
  await client.send(new s3.CreateBucketCommand({ Bucket: 'things' }));
});
after(() => server[Symbol.asyncDispose]());

interface Sent {
  readonly status: number;
  readonly body: string;
}

/** Signs, lets the request be changed, and sends it as it is then. */
async function send(
  options: Partial<SignOptions>,
  change: (request: { path: string; query: string; headers: [string, string][] }) => void = () => {},
): Promise<Sent> {
  const { accessKeyId, secretAccessKey: secret } = server.root;
  const host = new URL(server.url).host;
  const { headers, method, path, query, body } = await signed({
    ...{ accessKeyId, secret, service: 's3', date: new Date(), method: 'GET', body: '' },
    ...options,
    headers: { host, ...options.headers },
  });
  const changed = { path, query, headers: headers.map(([name, value]): [string, string] => [name, value]) };
  change(changed);
  const answer = await fetch(`${server.url}${changed.path}${changed.query && `?${changed.query}`}`, {
    method,
    headers: changed.headers.filter(([name]) => name !== 'host'),
    ...(method !== 'GET' && { body: Buffer.from(body) }),
  });
  return { status: answer.status, body: await answer.text() };
}

const code = ({ status, body }: Sent) => `${status} ${/<Code>(\w+)</.exec(body)?.[1] ?? ''}`;

/** Presigned, it says in its query what its body is, as the SDK for JavaScript has it. */
const get = {
  path: '/things/k',
  expiresSeconds: 60,
  headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
};
type Change = Parameters<typeof send>[1];

test('a presigned URL is good for what it was signed for, and no longer', async () => {
  await client.send(new s3.PutObjectCommand({ Bucket: 'things', Key: 'k', Body: 'hello' }));
  assert.deepEqual(await send(get), { status: 200, body: 'hello' });
  const query = { 'response-content-type': 'text/plain' };
  assert.deepEqual(await send({ ...get, query }), { status: 200, body: 'hello' });
  const range: Change = ({ headers }) => void headers.push(['range', 'bytes=0-1']);
  assert.deepEqual(await send(get, range), { status: 206, body: 'he' });

  const inQuery = (change: (query: string) => string): Change => {
    return (request) => {
      request.query = change(request.query);
    };
  };
  const changes: Readonly<Record<string, Change>> = {
    'another key': (request) => {
      request.path = '/things/l';
    },
    'a later end': inQuery((query) => query.replace('Expires=60', 'Expires=99')),
    'a parameter more': inQuery((query) => `${query}&response-content-type=text%2Fhtml`),
    'a header in the query': inQuery((query) => `${query}&x-amz-expected-bucket-owner=1`),
    'a header that counts': ({ headers }) => void headers.push(['x-amz-expected-bucket-owner', '1']),
  };
  for (const [name, change] of Object.entries(changes))
    assert.equal(code(await send(get, change)), '403 SignatureDoesNotMatch', name);
  const at = (seconds: number) => send({ ...get, date: new Date(Date.now() + 1000 * seconds) });
  assert.equal(code(await at(-61)), '403 RequestTimeTooSkewed');
  assert.equal(code(await at(16 * 60)), '403 RequestTimeTooSkewed');
  assert.equal(code(await send({ ...get, method: 'PUT', path: '/things/p', body: 'x' })), '200 ');
  const both: Change = ({ headers }) =>
    void headers.push(['authorization', 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request']);
  assert.equal(code(await send(get, both)), '400 AuthorizationHeaderMalformed');
});

test('headers in the query of a presigned URL count as headers', async () => {
  const put = (headers: Readonly<Record<string, string>>) =>
    send({ ...get, method: 'PUT', path: '/things/h', body: 'x', headers: { ...get.headers, ...headers } });
  assert.equal(code(await put({ 'x-amz-checksum-sha256': 'AAAA' })), '400 BadDigest');
  assert.equal(code(await put({ 'x-amz-expected-bucket-owner': '222222222222' })), '403 AccessDenied');
  assert.equal(code(await put({ 'x-amz-meta-team': 'red' })), '200 ');
  const { Metadata } = await client.send(new s3.HeadObjectCommand({ Bucket: 'things', Key: 'h' }));
  assert.deepEqual(Metadata, { team: 'red' });
});

test('a signature for one service opens no other', async () => {
  const forS3: Change = (request) => {
    request.headers = request.headers.map(([name, value]) =>
      name.toLowerCase() === 'authorization' ? [name, `${value}, More=/s3/aws4_request`] : [name, value],
    );
  };
  const list = { path: '/', headers: get.headers };
  assert.equal(code(await send({ ...list, service: 'ec2' }, forS3)), '400 AuthorizationHeaderMalformed');
  assert.equal(code(await send(list)), '200 ');
  const hidden: Change = (request) => {
    request.query = request.query.replaceAll('X-Amz-Credential', 'X-Amz-Credentia%6C');
  };
  assert.match(code(await send({ ...get, path: '/' }, hidden)), /^40[03] /);
});

test('keys lead to no files but their own', async () => {
  const before = (await server.files()).length;
  const keys = ['../../x', '..', '/x', '.', 'a/../../b', '__proto__', 'constructor', '\u0000'];
  for (const Key of keys) await client.send(new s3.PutObjectCommand({ Bucket: 'things', Key, Body: Key }));
  const names = await server.files();
  assert.equal(names.length, before + keys.length);
  for (const name of names) assert.match(name, /^[0-9a-f]{32}$/);
  for (const Key of keys) {
    const { Body } = await client.send(new s3.GetObjectCommand({ Bucket: 'things', Key }));
    assert.equal(await Body?.transformToString(), Key);
  }
  for (const Bucket of ['__proto__', 'constructor'])
    assert.match(
      await client.send(new s3.GetObjectCommand({ Bucket, Key: 'k' })).then(() => '', String),
      /NoSuchBucket|NoSuchKey|SignatureDoesNotMatch/,
    );
});

test('what does not arrive whole leaves neither an object nor a file', async () => {
  const before = await server.files();
  const { hostname, port, host } = new URL(server.url);
  const { accessKeyId, secretAccessKey: secret } = server.root;
  const headers = { host, ...get.headers, 'content-length': '100' };
  const request = await signed({
    ...{
      accessKeyId,
      secret,
      service: 's3',
      date: new Date(),
      method: 'PUT',
      path: '/things/half',
      body: '',
    },
    headers,
  });
  const socket = connect(Number(port), hostname);
  const lines = request.headers.map(([name, value]) => `${name}: ${value}`);
  socket.write(['PUT /things/half HTTP/1.1', ...lines, '', 'a tenth'].join('\r\n'));
  // The file is there once the body is being taken.
  const until = Date.now() + 10_000;
  while ((await server.files()).length === before.length) {
    assert.ok(Date.now() < until, 'the body is not taken');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  socket.destroy();
  while ((await server.files()).length > before.length) {
    assert.ok(Date.now() < until, 'the file stays');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.deepEqual(await server.files(), before);
  const gone = client.send(new s3.HeadObjectCommand({ Bucket: 'things', Key: 'half' }));
  assert.match(await gone.then(() => '', String), /NotFound/);
});

test('a list of too many objects to delete is refused', async () => {
  const objects = '<Object><Key>k</Key></Object>'.repeat(100_000);
  const body = `<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${objects}</Delete>`;
  const request = { path: '/things', query: { delete: '' }, method: 'POST', headers: get.headers, body };
  assert.equal(code(await send(request)), '400 MalformedXML');
});

test('signatures of version 2 are refused with the words that say which to use', async () => {
  const refused = {
    status: 400,
    message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  };
  const ask = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${server.url}${path}`, { headers });
    const text = await answer.text();
    assert.match(text, /<Code>InvalidRequest</);
    return { status: answer.status, message: /<Message>(.*)<\/Message>/.exec(text)?.[1] };
  };
  // As boto3 presigns unless it is told otherwise.
  const query = `AWSAccessKeyId=${server.root.accessKeyId}&Signature=AAAA%3D&Expires=4102444800`;
  assert.deepEqual(await ask(`/things/k?${query}`), refused);
  assert.deepEqual(await ask('/things/k', { authorization: 'AWS AKIAROOTONE:AAAA=' }), refused);
  const both = { authorization: 'AWS AKIAROOTONE:AAAA=', 'content-type': 'text/xml' };
  assert.deepEqual(await ask('/', both), refused);
});
