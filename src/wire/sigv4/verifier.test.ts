import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { ServiceError } from '../../model/errors.ts';
import { plainRequest, type SignOptions, signed } from '../testing/sign.ts';
import { expiresSecondsMax, parseAuthorization } from './authorization.ts';
import { canonicalRequest, sha256Hex } from './canonical.ts';
import type { SignedRequest } from './signed-request.ts';
import { SigningKeys, signingKeysMax } from './signing-keys.ts';
import { type KnownKey, Verifier } from './verifier.ts';

const minuteMs = 60_000;
const signedAt = plainRequest.date.getTime();

/** The access key id when the request is taken, else the error code. */
function verify(request: SignedRequest, nowMs = signedAt, key: Partial<KnownKey> = {}): string {
  const known = { secret: plainRequest.secret, ...key };
  const verifier = new Verifier(
    (id) => (id === 'AKIAEXAMPLE' ? { ...known, id } : undefined),
    () => nowMs,
  );
  try {
    return verifier.verify(request, parseAuthorization(request)).id;
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    throw error;
  }
}

type Change = (request: SignedRequest) => Partial<SignedRequest>;

/** The request with a header set, removed (undefined) or added once more (a list). */
function header(name: string, change: (value: string) => string | readonly string[] | undefined): Change {
  return ({ headers }) => ({
    headers: headers.flatMap(([key, value]) => {
      if (key !== name) return [[key, value] as const];
      return [change(value) ?? []].flat().map((one) => [key, one] as const);
    }),
  });
}

function addHeader(name: string, value: string): Change {
  return ({ headers }) => ({ headers: [...headers, [name, value]] });
}

const authorization = (change: (value: string) => string | readonly string[] | undefined) =>
  header('authorization', change);

test('requests that the SDK signed are taken', async () => {
  const good: Partial<SignOptions>[] = [
    {},
    { body: '' },
    {
      method: 'GET',
      body: '',
      query: { Action: 'DescribeVpcs', b: ['2', '1'], a: "~!*'() +/ä=&", '': 'x', B: '' },
    },
    { path: '/a b/c%2Fd/ä', method: 'PUT' },
    { headers: { host: 'h', 'X-Amz-Target': '  several   spaces  ', 'x-umlaut': 'ä' } },
    { region: 'eu-central-1', service: 'sts' },
    { expiresSeconds: 60, body: '' },
    { expiresSeconds: expiresSecondsMax, body: '', query: { Action: 'GetCallerIdentity' }, method: 'GET' },
  ];
  for (const options of good)
    assert.equal(verify(await signed(options)), 'AKIAEXAMPLE', JSON.stringify(options));
});

/** Signatures of AWS's published test suite for version 4 (get-vanilla and others). */
test('the signatures of the published test vectors are right', () => {
  const vectors: readonly (readonly [string, [string, string][], string, string])[] = [
    ['', [], 'host;x-amz-date', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    [
      'Param2=value2&Param1=value1',
      [],
      'host;x-amz-date',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      '',
      [
        ['My-Header1', 'value2'],
        ['My-Header1', 'value2'],
        ['My-Header1', 'value1'],
      ],
      'host;my-header1;x-amz-date',
      'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
    ],
  ];
  for (const [query, headers, names, signature] of vectors) {
    const verifier = new Verifier(
      () => ({ secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }),
      () => Date.UTC(2015, 7, 30, 12, 36),
    );
    const request: SignedRequest = {
      method: 'GET',
      path: '/',
      query,
      headers: [
        ['Host', 'example.amazonaws.com'],
        ...headers,
        ['X-Amz-Date', '20150830T123600Z'],
        [
          'Authorization',
          `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${names}, Signature=${signature}`,
        ],
      ],
      body: new Uint8Array(),
    };
    assert.ok(verifier.verify(request, parseAuthorization(request)));
  }
});

const tampered: Readonly<Record<string, readonly [Change, string]>> = {
  'the body is changed': [() => ({ body: Buffer.from('Action=DeleteVpc') }), 'SignatureDoesNotMatch'],
  'the body is emptied': [() => ({ body: new Uint8Array() }), 'SignatureDoesNotMatch'],
  'the method is changed': [() => ({ method: 'GET' }), 'SignatureDoesNotMatch'],
  'a query is added': [() => ({ query: 'Action=DeleteVpc' }), 'SignatureDoesNotMatch'],
  'the path is changed': [() => ({ path: '/x' }), 'SignatureDoesNotMatch'],
  'the path has two slashes': [() => ({ path: '//' }), 'SignatureDoesNotMatch'],
  'the path has an escaped slash': [() => ({ path: '/%2f' }), 'SignatureDoesNotMatch'],
  'the path goes up': [() => ({ path: '/x/..' }), 'SignatureDoesNotMatch'],
  'the path stays': [() => ({ path: '/.' }), 'SignatureDoesNotMatch'],
  'the host is changed': [header('host', () => 'other'), 'SignatureDoesNotMatch'],
  'the host comes twice': [addHeader('Host', 'other'), 'SignatureDoesNotMatch'],
  'the host is missing': [header('host', () => undefined), 'SignatureDoesNotMatch'],
  'a signed header is changed': [header('content-type', () => 'text/plain'), 'SignatureDoesNotMatch'],
  'an x-amz header is added': [addHeader('X-Amz-Target', 'x'), 'SignatureDoesNotMatch'],
  'a session token is added': [addHeader('X-Amz-Security-Token', 'x'), 'SignatureDoesNotMatch'],
  'the date comes twice': [addHeader('X-Amz-Date', '20260102T030405Z'), 'IncompleteSignature'],
  'the date is another second': [header('x-amz-date', () => '20260102T030406Z'), 'SignatureDoesNotMatch'],
  'the date is another day': [header('x-amz-date', () => '20260103T030405Z'), 'SignatureDoesNotMatch'],
  'the date is missing': [header('x-amz-date', () => undefined), 'IncompleteSignature'],
  'the date is no date': [header('x-amz-date', () => '20260230T030405Z'), 'IncompleteSignature'],
  'the date is in another form': [header('x-amz-date', () => '2026-01-02T03:04:05Z'), 'IncompleteSignature'],
  'the hash of the body is another': [
    header('x-amz-content-sha256', () => 'UNSIGNED-PAYLOAD'),
    'SignatureDoesNotMatch',
  ],
  'the key is unknown': [
    authorization((value) => value.replace('AKIAEXAMPLE', 'AKIAOTHER')),
    'InvalidClientTokenId',
  ],
  'the key is an object property': [
    authorization((value) => value.replace('AKIAEXAMPLE', '__proto__')),
    'InvalidClientTokenId',
  ],
  'the region is another': [
    authorization((value) => value.replace('us-east-1', 'us-east-2')),
    'SignatureDoesNotMatch',
  ],
  'the region is none': [
    authorization((value) => value.replace('us-east-1', 'constructor')),
    'SignatureDoesNotMatch',
  ],
  'the service is another': [
    authorization((value) => value.replace('/ec2/', '/sts/')),
    'SignatureDoesNotMatch',
  ],
  'the day is another': [
    authorization((value) => value.replace('/20260102/', '/20260101/')),
    'SignatureDoesNotMatch',
  ],
  'the terminator is another': [
    authorization((value) => value.replace('aws4_request', 'aws5_request')),
    'IncompleteSignature',
  ],
  'the signature is another': [
    authorization((value) => value.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))),
    'SignatureDoesNotMatch',
  ],
  'the signature is cut': [authorization((value) => value.slice(0, -1)), 'IncompleteSignature'],
  'the signature is long': [authorization((value) => `${value}0`), 'IncompleteSignature'],
  'the signature is no hexadecimal': [
    authorization((value) => value.replace(/.$/, 'g')),
    'IncompleteSignature',
  ],
  'the signature is upper case': [
    authorization((value) => value.replace(/Signature=.*/, `Signature=${'A'.repeat(64)}`)),
    'IncompleteSignature',
  ],
  'the signature is missing': [
    authorization((value) => value.replace(/, Signature=.*/, '')),
    'IncompleteSignature',
  ],
  'the signature comes twice': [
    authorization((value) => `${value}, ${/Signature=.*/.exec(value)}`),
    'IncompleteSignature',
  ],
  'the credential comes twice': [
    authorization((value) => value.replace(/(Credential=[^,]*)/, '$1, $1')),
    'IncompleteSignature',
  ],
  'the credential is missing': [
    authorization((value) => value.replace(/Credential=[^,]*, /, '')),
    'IncompleteSignature',
  ],
  'the credential has a part more': [
    authorization((value) => value.replace('/ec2/', '/ec2/x/')),
    'IncompleteSignature',
  ],
  'the signed headers are missing': [
    authorization((value) => value.replace(/SignedHeaders=[^,]*, /, '')),
    'IncompleteSignature',
  ],
  'the signed headers are without host': [
    authorization((value) => value.replace('host;', '')),
    'SignatureDoesNotMatch',
  ],
  'the signed headers are without the date': [
    authorization((value) => value.replace(';x-amz-date', '')),
    'SignatureDoesNotMatch',
  ],
  'the signed headers are out of order': [
    authorization((value) => value.replace(/SignedHeaders=[^,]*/, 'SignedHeaders=x-amz-date;host')),
    'IncompleteSignature',
  ],
  'a signed header comes twice': [
    authorization((value) => value.replace('host;', 'host;host;')),
    'IncompleteSignature',
  ],
  'a signed header is not in the request': [
    authorization((value) => value.replace('host;', 'host;missing;')),
    'SignatureDoesNotMatch',
  ],
  'a signed header is upper case': [
    authorization((value) => value.replace('host;', 'Host;')),
    'IncompleteSignature',
  ],
  'the algorithm is another': [
    authorization((value) => value.replace('SHA256', 'SHA1')),
    'IncompleteSignature',
  ],
  'the algorithm alone is there': [authorization(() => 'AWS4-HMAC-SHA256'), 'IncompleteSignature'],
  'it is no signature at all': [authorization(() => 'Bearer x'), 'IncompleteSignature'],
  'it is empty': [authorization(() => ''), 'IncompleteSignature'],
  'it comes twice': [authorization((value) => [value, value]), 'IncompleteSignature'],
  'it comes with a good one after it': [
    authorization((value) => ['AWS4-HMAC-SHA256 x', value]),
    'IncompleteSignature',
  ],
  'it is missing': [authorization(() => undefined), 'MissingAuthenticationToken'],
  'the query has a signature too': [() => ({ query: 'X-Amz-Signature=x' }), 'IncompleteSignature'],
};
for (const [what, [change, code]] of Object.entries(tampered)) {
  test(`a request is refused when ${what}`, async () => {
    const request = await signed();
    assert.equal(verify(request), 'AKIAEXAMPLE');
    assert.equal(verify({ ...request, ...change(request) }), code);
  });
}

const presignedTampered: Readonly<Record<string, readonly [(query: string) => string, string]>> = {
  'the expiry is changed': [(query) => query.replace('Expires=60', 'Expires=61'), 'SignatureDoesNotMatch'],
  'the expiry is too long': [
    (query) => query.replace('Expires=60', `Expires=${expiresSecondsMax + 1}`),
    'IncompleteSignature',
  ],
  'the expiry is nothing': [(query) => query.replace('Expires=60', 'Expires=0'), 'IncompleteSignature'],
  'the expiry is negative': [(query) => query.replace('Expires=60', 'Expires=-60'), 'IncompleteSignature'],
  'the expiry is missing': [(query) => query.replace('X-Amz-Expires=60', ''), 'IncompleteSignature'],
  'the expiry comes twice': [(query) => `${query}&X-Amz-Expires=60`, 'IncompleteSignature'],
  'a parameter is added': [(query) => `${query}&DryRun=true`, 'SignatureDoesNotMatch'],
  'a parameter is changed': [(query) => query.replace('DescribeVpcs', 'DeleteVpc'), 'SignatureDoesNotMatch'],
  'a token is added': [(query) => `${query}&X-Amz-Security-Token=x`, 'InvalidClientTokenId'],
  'the algorithm is missing': [
    (query) => query.replace('X-Amz-Algorithm', 'X-Amz-Algorythm'),
    'IncompleteSignature',
  ],
  'the signature comes twice': [
    (query) => `${query}&X-Amz-Signature=${'0'.repeat(64)}`,
    'IncompleteSignature',
  ],
  'the query cannot be decoded': [(query) => `${query}&a=%`, 'MalformedQueryString'],
};
for (const [what, [change, code]] of Object.entries(presignedTampered)) {
  test(`a presigned request is refused when ${what}`, async () => {
    const request = await signed({
      expiresSeconds: 60,
      method: 'GET',
      body: '',
      query: { Action: 'DescribeVpcs' },
    });
    assert.equal(verify(request), 'AKIAEXAMPLE');
    assert.equal(verify({ ...request, query: change(request.query) }), code);
  });
}

test('a body that nobody signed is refused with a presigned request', async () => {
  const request = await signed({ expiresSeconds: 60, body: '' });
  assert.equal(verify({ ...request, body: Buffer.from('Action=DeleteVpc') }), 'SignatureDoesNotMatch');
});

test('the body is hashed here whatever the request says of it, even when that is signed', async () => {
  for (const claim of ['UNSIGNED-PAYLOAD', '0'.repeat(64)]) {
    const headers = { ...plainRequest.headers, 'x-amz-content-sha256': claim };
    assert.equal(verify(await signed({ headers })), 'SignatureDoesNotMatch');
    assert.equal(verify(await signed({ headers, expiresSeconds: 60 })), 'SignatureDoesNotMatch');
  }
});

/** Signs by hand what the SDK's signer would not sign. */
function signedByHand(
  headers: readonly (readonly [string, string])[],
  signedHeaders: readonly string[],
): SignedRequest {
  const body = Buffer.from(plainRequest.body);
  const request: SignedRequest = { method: 'POST', path: '/', query: '', headers, body };
  const scope = '20260102/us-east-1/ec2/aws4_request';
  const canonical = canonicalRequest(request, signedHeaders, sha256Hex(body));
  const text = ['AWS4-HMAC-SHA256', '20260102T030405Z', scope, sha256Hex(canonical)].join('\n');
  const key = new SigningKeys().get(plainRequest.secret, {
    date: '20260102',
    region: 'us-east-1',
    service: 'ec2',
  });
  const signature = createHmac('sha256', key).update(text).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/${scope}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return { ...request, headers: [...headers, ['Authorization', authorization]] };
}

test('a right signature over too little, or over a false claim, is refused', () => {
  const host = ['Host', 'h'] as const;
  const date = ['X-Amz-Date', '20260102T030405Z'] as const;
  const claim = ['X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD'] as const;
  assert.equal(verify(signedByHand([host, date], ['host', 'x-amz-date'])), 'AKIAEXAMPLE');
  assert.equal(verify(signedByHand([host, date], ['x-amz-date'])), 'SignatureDoesNotMatch');
  assert.equal(verify(signedByHand([host, date], ['host'])), 'SignatureDoesNotMatch');
  assert.equal(verify(signedByHand([date], ['host', 'x-amz-date'])), 'SignatureDoesNotMatch');
  assert.equal(
    verify(signedByHand([host, date, claim], ['host', 'x-amz-content-sha256', 'x-amz-date'])),
    'SignatureDoesNotMatch',
  );
});

test('a presigned request with an Authorization header besides is refused', async () => {
  const request = await signed({ expiresSeconds: 60, body: '' });
  const more = ['Authorization', 'AWS4-HMAC-SHA256 x'] as const;
  assert.equal(verify({ ...request, headers: [...request.headers, more] }), 'IncompleteSignature');
});

test('a signed session token is refused with a key that has no session', async () => {
  assert.equal(verify(await signed({ sessionToken: 'token' })), 'InvalidClientTokenId');
  assert.equal(verify(await signed({ sessionToken: 'token', expiresSeconds: 60 })), 'InvalidClientTokenId');
});

test('temporary credentials need their token, no other, until they expire', async () => {
  const hash = createHash('sha256').update('right').digest('hex');
  const key = (expiresAt: string) => ({ token: { hash, expiresAt } });
  const after = new Date(signedAt + 1).toISOString();
  for (const expiresSeconds of [undefined, 60]) {
    const request = (sessionToken?: string) =>
      signed({
        ...(sessionToken !== undefined && { sessionToken }),
        ...(expiresSeconds !== undefined && { expiresSeconds, body: '' }),
      });
    assert.equal(verify(await request('right'), signedAt, key(after)), 'AKIAEXAMPLE');
    assert.equal(verify(await request('wrong'), signedAt, key(after)), 'InvalidClientTokenId');
    assert.equal(verify(await request(), signedAt, key(after)), 'InvalidClientTokenId');
    const expired = key(new Date(signedAt).toISOString());
    assert.equal(verify(await request('right'), signedAt, expired), 'ExpiredToken');
    assert.equal(verify(await request('wrong'), signedAt, expired), 'InvalidClientTokenId');
  }
  const forged = await signed({ sessionToken: 'right', secret: 'guessed' });
  const expired = key(new Date(signedAt).toISOString());
  assert.equal(verify(forged, signedAt, expired), 'SignatureDoesNotMatch');
});

test('the clocks may differ by 15 minutes either way and not by more', async () => {
  const request = await signed();
  for (const ms of [-15 * minuteMs, 0, 15 * minuteMs])
    assert.equal(verify(request, signedAt + ms), 'AKIAEXAMPLE');
  for (const ms of [
    -15 * minuteMs - 1,
    15 * minuteMs + 1,
    20 * minuteMs,
    24 * 60 * minuteMs,
    -24 * 60 * minuteMs,
  ]) {
    assert.equal(verify(request, signedAt + ms), 'RequestExpired');
  }
});

test('a presigned request is good for as long as it says, and not from the future', async () => {
  const request = await signed({ expiresSeconds: 3600, body: '' });
  for (const ms of [-15 * minuteMs, 16 * minuteMs, 60 * minuteMs])
    assert.equal(verify(request, signedAt + ms), 'AKIAEXAMPLE');
  for (const ms of [-15 * minuteMs - 1, 60 * minuteMs + 1])
    assert.equal(verify(request, signedAt + ms), 'RequestExpired');
});

test('a rotated or deleted secret is useless at once, also when its signing key was kept', async () => {
  const keys = new Map([['AKIAEXAMPLE', { secret: plainRequest.secret }]]);
  const verifier = new Verifier(
    (id) => keys.get(id),
    () => signedAt,
  );
  const request = await signed();
  const check = () => verifier.verify(request, parseAuthorization(request));
  assert.ok(check());
  keys.set('AKIAEXAMPLE', { secret: 'rotated' });
  assert.throws(check, { code: 'SignatureDoesNotMatch' });
  keys.delete('AKIAEXAMPLE');
  assert.throws(check, { code: 'InvalidClientTokenId' });
});

test('signing keys are told apart by every part of the scope and their number is bounded', () => {
  const keys = new SigningKeys();
  const scope = { date: '20260102', region: 'us-east-1', service: 'ec2' };
  const first = keys.get('secret', scope);
  assert.equal(keys.get('secret', scope), first);
  for (const other of [{ date: '20260103' }, { region: 'us-east-2' }, { service: 'sts' }]) {
    assert.notDeepEqual(keys.get('secret', { ...scope, ...other }), first);
  }
  assert.notDeepEqual(keys.get('other', scope), first);
  for (let at = 0; at < signingKeysMax + 10; at += 1) {
    keys.get(`secret ${at}`, scope);
    keys.get('secret', scope);
  }
  assert.equal(keys.size, signingKeysMax);
  assert.equal(keys.get('secret', scope), first, 'what is used is kept');
});

test('no change of a single character of the request gets through', async () => {
  const request = await signed({ query: { Action: 'DescribeVpcs', DryRun: 'true' } });
  const flip = (text: string, at: number) =>
    text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
  const property = fc.property(fc.nat(), fc.nat(), (which, where) => {
    const lines = request.headers.map(([name, value]) => `${name}:${value}`);
    const parts = [
      request.method,
      request.path,
      request.query,
      Buffer.from(request.body).toString(),
      ...lines,
    ];
    const chosen = which % parts.length;
    const part = parts[chosen] ?? '';
    parts[chosen] = flip(part, where % part.length);
    const [method = '', path = '', query = '', body = '', ...changed] = parts;
    const headers = changed.map(
      (line) => [line.split(':', 1)[0] ?? '', line.slice(line.indexOf(':') + 1)] as const,
    );
    assert.notEqual(
      verify({ method, path, query, headers, body: Buffer.from(body) }),
      'AKIAEXAMPLE',
      parts[chosen],
    );
  });
  fc.assert(property, { numRuns: 3000 });
});
