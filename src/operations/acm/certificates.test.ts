import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import type {
  DescribeCertificateResponse,
  GetCertificateResponse,
  ImportCertificateResponse,
  ListCertificatesResponse,
  ListTagsForCertificateResponse,
} from '@aws-sdk/client-acm';
import { balancingOf } from '../elbv2/testing/balancing.ts';
import { createWorld, type Party, type World } from '../endpoints/testing/world.ts';
import { AddTagsToCertificate } from './AddTagsToCertificate.ts';
import { DeleteCertificate } from './DeleteCertificate.ts';
import { DescribeCertificate } from './DescribeCertificate.ts';
import { GetCertificate } from './GetCertificate.ts';
import { ImportCertificate } from './ImportCertificate.ts';
import { ListCertificates } from './ListCertificates.ts';
import { ListTagsForCertificate } from './ListTagsForCertificate.ts';
import { RemoveTagsFromCertificate } from './RemoveTagsFromCertificate.ts';
import { ecKey, type Issued, issue, rsaKey } from './testing/issue.ts';
import { UpdateCertificateOptions } from './UpdateCertificateOptions.ts';

const root = issue({ commonName: 'Root', organization: 'Example Trust' });
const middle = issue({ commonName: 'Middle', organization: 'Example Trust' }, root);
const rsa = rsaKey();
const names = ['db.example.com', '*.db.example.com'];
const leaf = issue({ commonName: 'db.example.com', dnsNames: names, key: rsa }, middle);
const alone = issue({ commonName: 'alone.example.com' });
const missing = 'arn:aws:acm:us-east-1:111111111111:certificate/00000000-0000-0000-0000-000000000000';

let world: World;
let provider: Party;
let consumer: Party;

beforeEach(() => {
  world = createWorld();
  ({ provider, consumer } = world);
});

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

function request({ pem, keyPem }: Issued, ...chain: readonly Issued[]) {
  const text = chain.map((each) => each.pem).join('');
  return {
    Certificate: bytes(pem),
    PrivateKey: bytes(keyPem),
    ...(chain.length > 0 && { CertificateChain: bytes(text) }),
  };
}

function importOf(input: object): string {
  return provider.call<ImportCertificateResponse>(ImportCertificate, input).CertificateArn ?? '';
}

const describe = (CertificateArn: string) =>
  provider.call<DescribeCertificateResponse>(DescribeCertificate, { CertificateArn }).Certificate;
const list = (input: object = {}) =>
  provider.call<ListCertificatesResponse>(ListCertificates, input).CertificateSummaryList ?? [];

test('an imported certificate is described by what is in it', () => {
  const arn = importOf(request(leaf, middle, root));
  assert.match(
    arn,
    /^arn:aws:acm:us-east-1:111111111111:certificate\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  );
  const seen = describe(arn);
  assert.match(seen?.Serial ?? '', /^0a(:[0-9a-f]{2}){9}$/);
  assert.deepEqual(seen, {
    CertificateArn: arn,
    DomainName: 'db.example.com',
    SubjectAlternativeNames: names,
    Serial: seen?.Serial,
    Subject: 'CN=db.example.com',
    Issuer: 'Example Trust',
    CreatedAt: new Date(world.bench.now),
    ImportedAt: new Date(world.bench.now),
    Status: 'ISSUED',
    NotBefore: new Date('2025-01-01T00:00:00Z'),
    NotAfter: new Date('2035-01-01T00:00:00Z'),
    KeyAlgorithm: 'RSA_2048',
    SignatureAlgorithm: 'SHA256WITHECDSA',
    InUseBy: [],
    Type: 'IMPORTED',
    ExtendedKeyUsages: [{ Name: 'TLS_WEB_SERVER_AUTHENTICATION', OID: '1.3.6.1.5.5.7.3.1' }],
    RenewalEligibility: 'INELIGIBLE',
    Options: { CertificateTransparencyLoggingPreference: 'DISABLED' },
  });
  const got = provider.call<GetCertificateResponse>(GetCertificate, { CertificateArn: arn });
  assert.deepEqual(got, { Certificate: leaf.pem, CertificateChain: middle.pem + root.pem });
});

test('keys of every kind that is allowed are taken', () => {
  const keys = { EC_prime256v1: ecKey(), EC_secp384r1: ecKey('secp384r1'), EC_secp521r1: ecKey('secp521r1') };
  for (const [algorithm, key] of Object.entries({
    ...keys,
    RSA_1024: rsaKey(1024),
    RSA_3072: rsaKey(3072),
  })) {
    const arn = importOf(request(issue({ commonName: 'x.example.com', key })));
    assert.equal(describe(arn)?.KeyAlgorithm, algorithm);
  }
  const traditional = String(rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }));
  importOf({ ...request(leaf, middle), PrivateKey: bytes(traditional) });
});

test('what does not fit together is refused and changes nothing', () => {
  const noun = (what: string) =>
    `ValidationException: Unable to parse ${what}. Please ensure the ${what} is in PEM format.`;
  const chainless =
    'ValidationException: Provided certificate is not a valid self signed. Please provide either a valid self-signed certificate or certificate chain.';
  const broken = 'ValidationException: Could not validate the certificate with the certificate chain.';
  const expired =
    'ValidationException: The certificate is not valid now: its validity has not begun, or has ended.';
  const kinds =
    'ValidationException: The private key is not supported. Use RSA with 1024, 2048, 3072 or 4096 bits, or the curve P-256, P-384 or P-521.';
  const encrypted = String(
    rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
  );
  const edwards = String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const fine = request(alone);
  const table: readonly [object, string][] = [
    [request(leaf), chainless],
    [request(leaf, root), broken],
    [request(leaf, root, middle), broken],
    [request(leaf, middle, alone), broken],
    [
      { ...fine, PrivateKey: bytes(leaf.keyPem) },
      'ValidationException: The private key is not that of the certificate. They must belong together.',
    ],
    [{ ...fine, Certificate: bytes('no PEM') }, noun('certificate')],
    [{ ...fine, Certificate: bytes(alone.pem.replace('MI', '!!')) }, noun('certificate')],
    [{ ...fine, Certificate: bytes(alone.pem.slice(0, 60)) }, noun('certificate')],
    [{ ...fine, Certificate: bytes(alone.keyPem) }, noun('certificate')],
    [
      { ...fine, Certificate: bytes(alone.pem + root.pem) },
      'ValidationException: The certificate field contains more than one certificate. You can specify only one certificate in this field.',
    ],
    [
      { ...fine, Certificate: bytes('') },
      'ValidationException: The certificate is empty. It must be in PEM format.',
    ],
    [
      { ...fine, Certificate: new Uint8Array(32_769) },
      'ValidationException: The certificate has more than 32768 bytes.',
    ],
    [{ ...fine, PrivateKey: bytes(alone.pem) }, noun('private key')],
    [
      { ...fine, PrivateKey: bytes(encrypted) },
      'ValidationException: The private key is encrypted. It must be a PEM without passphrase.',
    ],
    [{ ...fine, PrivateKey: bytes(edwards) }, kinds],
    [{ ...fine, CertificateChain: bytes('x') }, noun('certificate chain')],
    [{ ...fine, CertificateChain: bytes(`${root.pem}junk`) }, noun('certificate chain')],
    [request(issue({ commonName: 'old', notAfter: '2025-12-31T00:00:00Z' })), expired],
    [request(issue({ commonName: 'new', notBefore: '2026-02-01T00:00:00Z' })), expired],
    [
      { ...fine, CertificateArn: missing },
      `ResourceNotFoundException: Could not find certificate ${missing} in account 111111111111.`,
    ],
  ];
  const before = world.bench.resources.snapshot();
  for (const [input, message] of table) assert.equal(provider.refusal(ImportCertificate, input), message);
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('a chain of frames without end is read in no time', () => {
  const CertificateChain = bytes('-----BEGIN CERTIFICATE-----\n'.repeat(70_000));
  assert.match(
    provider.refusal(ImportCertificate, { ...request(leaf), CertificateChain }),
    /^ValidationException/,
  );
});

test('importing again keeps the ARN, the tags and the type of the key', () => {
  const Tags = [{ Key: 'team', Value: 'db' }];
  const CertificateArn = importOf({ ...request(leaf, middle), Tags });
  const renewed = issue({ commonName: 'db.example.com', dnsNames: ['new.example.com'], key: rsa }, middle);
  const later = '2026-03-01T00:00:00.000Z';
  provider.call(ImportCertificate, { CertificateArn, ...request(renewed, middle) }, { now: later });
  const seen = describe(CertificateArn);
  assert.deepEqual(seen?.SubjectAlternativeNames, ['new.example.com']);
  assert.deepEqual([seen?.CreatedAt, seen?.ImportedAt], [new Date(world.bench.now), new Date(later)]);
  assert.deepEqual(
    provider.call<ListTagsForCertificateResponse>(ListTagsForCertificate, { CertificateArn }).Tags,
    Tags,
  );
  assert.equal(
    provider.refusal(ImportCertificate, { CertificateArn, ...request(alone) }),
    'ValidationException: The key type must stay RSA_2048 when a certificate is imported again, not become EC_prime256v1.',
  );
  assert.match(
    provider.refusal(ImportCertificate, { CertificateArn, ...request(renewed, middle), Tags }),
    /^ValidationException: Tags cannot be given/,
  );
});

test('the list has RSA keys unless others are asked for, page by page', () => {
  const arns = [importOf(request(leaf, middle)), importOf(request(leaf, middle))].sort();
  const ec = importOf(request(alone));
  assert.deepEqual(
    list().map((each) => each.CertificateArn),
    arns,
  );
  assert.deepEqual(
    list({ Includes: { keyTypes: ['EC_prime256v1'] } }).map((each) => each.CertificateArn),
    [ec],
  );
  assert.deepEqual(list({ CertificateStatuses: ['EXPIRED'] }), []);
  const first = provider.call<ListCertificatesResponse>(ListCertificates, { MaxItems: 1 });
  const rest = provider.call<ListCertificatesResponse>(ListCertificates, { NextToken: first.NextToken });
  assert.deepEqual(
    [first, rest].flatMap((page) => page.CertificateSummaryList?.map((each) => each.CertificateArn)),
    arns,
  );
  assert.match(provider.refusal(ListCertificates, { MaxItems: 0 }), /^ValidationException/);
  assert.match(provider.refusal(ListCertificates, { NextToken: 'x' }), /^ValidationException/);
  assert.deepEqual(consumer.call(ListCertificates, {}), { CertificateSummaryList: [] });
});

test('a certificate that a listener has cannot be deleted', () => {
  const { resources } = world.bench;
  const CertificateArn = importOf(request(leaf, middle));
  const balancing = balancingOf(world);
  const listener = resources.get('listener', balancing.listener(balancing.group()));
  assert.ok(listener);
  resources.put('listener', { ...listener, certificateArns: [CertificateArn as 'arn:aws:acm'] });
  assert.deepEqual(describe(CertificateArn)?.InUseBy, [world.loadBalancerArn]);
  assert.equal(
    provider.refusal(DeleteCertificate, { CertificateArn }),
    `ResourceInUseException: Certificate ${CertificateArn} in account 111111111111 is in use.`,
  );
  resources.put('listener', listener);
  provider.call(DeleteCertificate, { CertificateArn });
  assert.match(provider.refusal(DeleteCertificate, { CertificateArn }), /^ResourceNotFoundException/);
});

test('tags are set and removed, with a value only when it is that', () => {
  const CertificateArn = importOf(request(alone));
  const tags = () =>
    provider.call<ListTagsForCertificateResponse>(ListTagsForCertificate, { CertificateArn }).Tags;
  const add = (...Tags: object[]) => provider.call(AddTagsToCertificate, { CertificateArn, Tags });
  const remove = (...Tags: object[]) => provider.call(RemoveTagsFromCertificate, { CertificateArn, Tags });
  add({ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' });
  remove({ Key: 'a', Value: 'other' });
  assert.equal(tags()?.length, 2);
  remove({ Key: 'a', Value: '1' });
  remove({ Key: 'b' }, { Key: 'nobody' });
  assert.deepEqual(tags(), []);
  const many = Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: '' }));
  const refusal = (Tags: object[]) => provider.refusal(AddTagsToCertificate, { CertificateArn, Tags });
  assert.match(refusal(many), /^TooManyTagsException/);
  assert.match(refusal([{ Key: 'aws:x', Value: '' }]), /^InvalidTagException/);
});

test('others see nothing of a certificate, and no answer has its private key', () => {
  const CertificateArn = importOf(request(alone));
  const table = [DescribeCertificate, GetCertificate, DeleteCertificate, ListTagsForCertificate] as const;
  for (const operation of table) {
    assert.match(consumer.refusal(operation, { CertificateArn }), /^ResourceNotFoundException/);
    assert.match(provider.refusal(operation, { CertificateArn: 'x' }), /^ValidationException/);
  }
  for (const operation of [DescribeCertificate, GetCertificate, ListCertificates]) {
    const input =
      operation === ListCertificates ? { Includes: { keyTypes: ['EC_prime256v1'] } } : { CertificateArn };
    assert.ok(!JSON.stringify(provider.call(operation, input)).includes('PRIVATE KEY'));
  }
  const Options = { CertificateTransparencyLoggingPreference: 'ENABLED' };
  assert.match(
    provider.refusal(UpdateCertificateOptions, { CertificateArn, Options }),
    /^InvalidStateException: The options of the imported certificate/,
  );
});
