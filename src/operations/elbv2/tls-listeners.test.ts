import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { ImportCertificateResponse } from '@aws-sdk/client-acm';
import type {
  CreateListenerOutput,
  DescribeListenerCertificatesOutput,
  DescribeListenersOutput,
  Listener,
  ModifyListenerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DeleteCertificate } from '../acm/DeleteCertificate.ts';
import { ImportCertificate } from '../acm/ImportCertificate.ts';
import { issue } from '../acm/testing/issue.ts';
import { createWorld, type World } from '../endpoints/testing/world.ts';
import { AddListenerCertificates } from './AddListenerCertificates.ts';
import { CreateListener } from './CreateListener.ts';
import { DescribeListenerCertificates } from './DescribeListenerCertificates.ts';
import { DescribeListeners } from './DescribeListeners.ts';
import { ModifyListener } from './ModifyListener.ts';
import { RemoveListenerCertificates } from './RemoveListenerCertificates.ts';
import { balancingOf } from './testing/balancing.ts';

let world: World;
let certificateArn: string;

beforeEach(() => {
  world = createWorld();
  certificateArn = importInto(world.provider);
});

const alone = issue({ commonName: 'example.com', dnsNames: ['example.com'] });

function importInto(party: World['provider']): string {
  const input = { Certificate: Buffer.from(alone.pem), PrivateKey: Buffer.from(alone.keyPem) };
  return party.call<ImportCertificateResponse>(ImportCertificate, input).CertificateArn ?? '';
}

function request(input: object = {}): object {
  return {
    LoadBalancerArn: world.loadBalancerArn,
    Protocol: 'TLS',
    Port: 443,
    Certificates: [{ CertificateArn: certificateArn }],
    DefaultActions: [{ Type: 'forward', TargetGroupArn: balancingOf(world).group() }],
    ...input,
  };
}

function create(input: object = {}): Listener {
  const [made] = world.provider.call<CreateListenerOutput>(CreateListener, request(input)).Listeners ?? [];
  return made ?? assert.fail();
}

function certificatesOf(ListenerArn: string | undefined): unknown[][] {
  const { Certificates = [] } = world.provider.call<DescribeListenerCertificatesOutput>(
    DescribeListenerCertificates,
    { ListenerArn },
  );
  return Certificates.map((each) => [each.CertificateArn, each.IsDefault]);
}

test('a TLS listener has a certificate, a security policy and, when asked for, an ALPN policy', () => {
  const plain = create();
  assert.deepEqual(plain.Certificates, [{ CertificateArn: certificateArn }]);
  assert.equal(plain.SslPolicy, 'ELBSecurityPolicy-2016-08');
  assert.equal(plain.AlpnPolicy, undefined);
  const SslPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06';
  const tuned = create({ Port: 444, SslPolicy, AlpnPolicy: ['HTTP2Preferred'] });
  assert.deepEqual([tuned.SslPolicy, tuned.AlpnPolicy], [SslPolicy, ['HTTP2Preferred']]);
  const { Listeners = [] } = world.provider.call<DescribeListenersOutput>(DescribeListeners, {
    ListenerArns: [tuned.ListenerArn],
  });
  assert.deepEqual(Listeners, [tuned]);
});

test('what TLS cannot be made of is refused', () => {
  const theirs = importInto(world.consumer);
  const table: readonly (readonly [object, RegExp])[] = [
    [{ Certificates: [] }, /^ValidationError: A certificate must be specified for TLS listeners$/],
    [
      { Certificates: [{ CertificateArn: theirs }] },
      /^CertificateNotFound: Certificate ARN '.*' is not valid$/,
    ],
    [{ Certificates: [{}] }, /^CertificateNotFound/],
    [
      { Certificates: [{ CertificateArn: certificateArn }, { CertificateArn: certificateArn }] },
      /^ValidationError: Only one certificate/,
    ],
    [{ SslPolicy: 'x' }, /^SSLPolicyNotFound: SSL policy 'x' not found/],
    [{ AlpnPolicy: ['x'] }, /^ALPNPolicyNotFound: ALPN policy 'x' not found/],
    [{ AlpnPolicy: ['None', 'HTTP2Only'] }, /^ValidationError: Only one ALPN policy/],
    [{ Protocol: 'TCP' }, /^ValidationError: Certificates cannot be specified for TCP listeners$/],
    [
      { Protocol: 'TCP', Certificates: [], SslPolicy: 'ELBSecurityPolicy-2016-08' },
      /^ValidationError: An SslPolicy cannot be specified for TCP listeners$/,
    ],
  ];
  const base = request();
  for (const [input, expected] of table) {
    assert.match(world.provider.refusal(CreateListener, { ...base, ...input }), expected);
  }
  assert.deepEqual([...world.bench.resources.all('listener')], []);
});

test('asking again with the same settings answers the listener that is there', () => {
  const again = request();
  const [first] = world.provider.call<CreateListenerOutput>(CreateListener, again).Listeners ?? [];
  assert.deepEqual(world.provider.call<CreateListenerOutput>(CreateListener, again).Listeners, [first]);
  const other = { ...again, AlpnPolicy: ['HTTP2Only'] };
  assert.match(world.provider.refusal(CreateListener, other), /^DuplicateListener/);
});

test('a change keeps what it does not name, and a listener that is TLS no more has nothing of it', () => {
  const { ListenerArn } = create({ AlpnPolicy: ['HTTP2Only'] });
  const modify = (input: object) =>
    world.provider.call<ModifyListenerOutput>(ModifyListener, { ListenerArn, ...input }).Listeners?.[0];
  const other = importInto(world.provider);
  const changed = modify({ Certificates: [{ CertificateArn: other }] });
  assert.deepEqual(changed?.Certificates, [{ CertificateArn: other }]);
  assert.deepEqual(changed?.AlpnPolicy, ['HTTP2Only']);
  const tcp = modify({ Protocol: 'TCP' });
  assert.deepEqual([tcp?.Certificates, tcp?.SslPolicy, tcp?.AlpnPolicy], [undefined, undefined, undefined]);
  assert.match(
    world.provider.refusal(ModifyListener, { ListenerArn, Protocol: 'TLS' }),
    /^ValidationError: A certificate must be specified/,
  );
});

test('further certificates come and go; the default one stays and none in use is deleted', () => {
  const { ListenerArn } = create();
  const [second, third] = [importInto(world.provider), importInto(world.provider)];
  const add = (...arns: readonly string[]) =>
    world.provider.call(AddListenerCertificates, {
      ListenerArn,
      Certificates: arns.map((CertificateArn) => ({ CertificateArn })),
    });
  assert.deepEqual(add(second, third, second), {
    Certificates: [second, third].map((CertificateArn) => ({ CertificateArn, IsDefault: false })),
  });
  add(second);
  const sorted = [
    [certificateArn, true],
    [second, false],
    [third, false],
  ].sort();
  assert.deepEqual([...certificatesOf(ListenerArn)].sort(), sorted);
  assert.match(
    world.provider.refusal(DeleteCertificate, { CertificateArn: third }),
    /^ResourceInUseException/,
  );
  const remove = (arn: string) => ({ ListenerArn, Certificates: [{ CertificateArn: arn }] });
  world.provider.call(RemoveListenerCertificates, remove(third));
  world.provider.call(DeleteCertificate, { CertificateArn: third });
  assert.match(
    world.provider.refusal(RemoveListenerCertificates, remove(certificateArn)),
    /^OperationNotPermitted: The default certificate/,
  );
  assert.equal(certificatesOf(ListenerArn).length, 2);
});

test('a load balancer has 25 certificates besides the default ones', () => {
  const { ListenerArn } = create();
  const arns = Array.from({ length: 26 }, () => importInto(world.provider));
  const add = (some: readonly string[]) => ({
    ListenerArn,
    Certificates: some.map((CertificateArn) => ({ CertificateArn })),
  });
  assert.match(world.provider.refusal(AddListenerCertificates, add(arns)), /^TooManyCertificates/);
  assert.equal(certificatesOf(ListenerArn).length, 1);
  world.provider.call(AddListenerCertificates, add(arns.slice(1)));
  assert.equal(certificatesOf(ListenerArn).length, 26);
});

test('a listener without TLS has no certificates to tell of', () => {
  const balancing = balancingOf(world);
  const ListenerArn = balancing.listener(balancing.group('other'), 81);
  const Certificates = [{ CertificateArn: certificateArn }];
  for (const [operation, input] of [
    [AddListenerCertificates, { ListenerArn, Certificates }],
    [RemoveListenerCertificates, { ListenerArn, Certificates }],
    [DescribeListenerCertificates, { ListenerArn }],
  ] as const) {
    const refusal = world.provider.refusal(operation, input);
    assert.match(refusal, /^ValidationError: The listener .* has no certificates/);
  }
});
