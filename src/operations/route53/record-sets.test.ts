import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  Change,
  ListResourceRecordSetsResponse,
  ResourceRecordSet,
  TestDNSAnswerResponse,
} from '@aws-sdk/client-route-53';
import fc from 'fast-check';
import { ChangeResourceRecordSets } from './ChangeResourceRecordSets.ts';
import { ListResourceRecordSets } from './ListResourceRecordSets.ts';
import { TestDNSAnswer } from './TestDNSAnswer.ts';
import { dnsBench } from './testing/dns-bench.ts';

const plain = (Name: string, Type = 'A', ...values: string[]): ResourceRecordSet => ({
  Name,
  Type: Type as 'A',
  TTL: 60,
  ResourceRecords: (values.length > 0 ? values : ['10.0.0.1']).map((Value) => ({ Value })),
});
const change = (Action: Change['Action'], ResourceRecordSet: ResourceRecordSet): Change => ({
  Action,
  ResourceRecordSet,
});
const create = (set: ResourceRecordSet) => change('CREATE', set);

function setUp() {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const zone = bench.zone('example.com', vpc);
  const refusal = (...Changes: Change[]) => {
    const before = bench.resources.snapshot();
    const refused = bench.refusal(ChangeResourceRecordSets, { HostedZoneId: zone, ChangeBatch: { Changes } });
    assert.deepEqual(bench.resources.snapshot(), before, 'all or nothing');
    return refused;
  };
  const make = (...changes: Change[]) => bench.change(zone, changes);
  const list = (input: object = {}) =>
    bench.invoke<ListResourceRecordSetsResponse>(ListResourceRecordSets, { HostedZoneId: zone, ...input });
  const names = () => list().ResourceRecordSets?.map(({ Name, Type }) => `${Name} ${Type}`);
  return { ...bench, vpc, zone, refusal, make, list, names };
}

test('what is created twice, or deleted as it is not, is refused in the words of AWS', () => {
  const { make, refusal } = setUp();
  make(create(plain('a.example.com')));
  const already =
    "Tried to create resource record set [name='a.example.com.', type='A'] but it already exists";
  assert.equal(refusal(create(plain('A.example.com.'))), `InvalidChangeBatch: [${already}]`);
  assert.equal(
    refusal(
      create(plain('a.example.com')),
      change('DELETE', plain('b.example.com')),
      create(plain('c.example.com')),
    ),
    `InvalidChangeBatch: [${already}, Tried to delete resource record set [name='b.example.com.', type='A'] but it was not found]`,
  );
  for (const wrong of [plain('a.example.com', 'A', '10.0.0.2'), { ...plain('a.example.com'), TTL: 61 }]) {
    assert.match(
      refusal(change('DELETE', wrong)),
      /but the values provided do not match the current values\]$/,
    );
  }
  make(change('DELETE', plain('a.example.com')));
});

test('changes are made in order, and what conflicts is looked at in the end', () => {
  const { make, refusal, names } = setUp();
  make(create(plain('a.example.com', 'CNAME', 'b.example.com')));
  assert.match(
    refusal(create(plain('a.example.com'))),
    /CNAME with DNS name a\.example\.com\. is not permitted because a conflicting RRSet of type A /,
  );
  make(create(plain('a.example.com')), change('DELETE', plain('a.example.com', 'CNAME', 'b.example.com')));
  assert.deepEqual(names(), ['example.com. NS', 'example.com. SOA', 'a.example.com. A']);
  make(change('UPSERT', plain('a.example.com', 'A', '10.0.0.9')), change('UPSERT', plain('b.example.com')));
  assert.match(refusal(create(plain('c.example.com')), create(plain('c.example.com'))), /already exists/);
  assert.match(
    refusal(create(plain('example.com', 'CNAME', 'x.example.org'))),
    /CNAME with DNS name example\.com\. is not permitted at apex in zone example\.com\./,
  );
});

test('what every zone has cannot go', () => {
  const { list, refusal, make } = setUp();
  const [ns, soa] = list().ResourceRecordSets ?? [];
  assert.ok(ns && soa);
  assert.equal(
    refusal(change('DELETE', ns), change('DELETE', soa)),
    'InvalidChangeBatch: [A HostedZone must contain exactly one SOA record., A HostedZone must contain at least one NS record for the zone itself.]',
  );
  make(change('UPSERT', { ...ns, TTL: 60 }));
});

test('names and values that are none are refused', () => {
  const { refusal } = setUp();
  const cases: readonly [ResourceRecordSet, RegExp][] = [
    [plain('a.example.org'), /RRSet with DNS name a\.example\.org\. is not permitted in zone example\.com\./],
    [plain('aexample.com'), /is not permitted in zone/],
    [plain('a..example.com'), /DomainLabelEmpty/],
    [plain('ä.example.com'), /UnsupportedCharacter/],
    [
      plain('a.example.com', 'A', '10.0.0'),
      /Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address \(Value is not a valid IPv4 address\) encountered with '10\.0\.0''/,
    ],
    [plain('a.example.com', 'A', ''), /TooFewFields/],
    [plain('a.example.com', 'A', '10.0.0.1', '10.0.0.1'), /Duplicate Resource Record: '10\.0\.0\.1'/],
    [plain('a.example.com', 'AAAA', '::1::'), /AAAARRDATAIllegalIPv6Address/],
    [plain('a.example.com', 'AAAA', '1:2:3:4:5:6:7'), /AAAARRDATAIllegalIPv6Address/],
    [
      plain('a.example.com', 'TXT', 'x'),
      /InvalidCharacterString \(Value should be enclosed in quotation marks\) encountered with 'x'/,
    ],
    [plain('a.example.com', 'TXT', '"x'), /InvalidCharacterString/],
    [plain('a.example.com', 'TXT', `"${'x'.repeat(256)}"`), /CharacterStringTooLong/],
    [plain('a.example.com', 'TXT', `"${'x" "'.repeat(1000)}"`), /ValueTooLong/],
    [plain('a.example.com', 'TXT', '"ü"'), /UnsupportedCharacter/],
    [plain('a.example.com', 'MX', 'mail.example.com'), /InvalidNumber|TooFewFields/],
    [plain('a.example.com', 'MX', '70000 mail.example.com'), /InvalidNumber/],
    [plain('a.example.com', 'SRV', '1 2 3'), /TooFewFields/],
    [plain('a.example.com', 'CNAME', 'b.example.com', 'c.example.com'), /exactly one value/],
    [plain('a.example.com', 'CNAME', 'b c'), /TooManyFields/],
    [plain('a.example.com', 'CAA', '0 is-sue "x"'), /CAARRDATAInvalidTag/],
    [plain('a.example.com', 'DS', '1 2 3 abc'), /InvalidHexadecimal/],
    [plain('a.example.com', 'HTTPS', '1 . alpn=h2 alpn=h3'), /DuplicateParameter/],
    [plain('a.example.com', 'HTTPS', '1 . nonsense=1'), /InvalidParameter/],
    [plain('a.example.com', 'HTTPS', '1 . mandatory=port'), /mandatory key is missing/],
    [plain('a.example.com', 'SOA', 'a. b. 1 2 3 4 5'), /must have the name of the zone/],
    [plain('*.example.com', 'NS', 'a.'), /wildcard/],
  ];
  for (const [set, problem] of cases) {
    const refused = refusal(create(set));
    assert.match(refused, /^InvalidChangeBatch: \[/);
    assert.match(refused, problem);
  }
});

test('what a change must have and must not', () => {
  const { refusal } = setUp();
  const bare = { Name: 'a.example.com', Type: 'A' as const };
  const alias = {
    HostedZoneId: 'Z7HUB22UULQXV',
    DNSName: 'x.us-east-1.vpce.amazonaws.com',
    EvaluateTargetHealth: false,
  };
  const where = 'Change with [Action=CREATE, Name=a.example.com., Type=A, SetIdentifier=null]';
  const oneOf =
    'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found';
  assert.equal(refusal(create(bare)), `InvalidInput: ${oneOf} none in ${where}`);
  assert.equal(
    refusal(create({ ...plain('a.example.com'), AliasTarget: alias })),
    `InvalidInput: ${oneOf} more than one in ${where}`,
  );
  assert.equal(
    refusal(create({ ...bare, TTL: 60 })),
    `InvalidInput: Invalid request: Missing field 'ResourceRecords' in ${where}`,
  );
  assert.equal(
    refusal(create({ ...plain('a.example.com'), Weight: 1 })),
    `InvalidInput: Invalid request: Missing field 'SetIdentifier' in ${where}`,
  );
  assert.match(
    refusal(create({ ...plain('a.example.com'), SetIdentifier: 'x' })),
    /Expected exactly one of \[Weight, .*found none/,
  );
  assert.match(
    refusal(create({ ...plain('a.example.com'), SetIdentifier: 'x', Weight: 1, Failover: 'PRIMARY' })),
    /found more than one/,
  );
  assert.match(
    refusal(create({ ...plain('a.example.com'), SetIdentifier: 'x', Weight: 256 })),
    /^InvalidInput: The Weight/,
  );
  assert.match(refusal(create({ ...plain('a.example.com'), TTL: -1 })), /^InvalidInput: The TTL/);
  assert.match(
    refusal(create({ ...plain('a.example.com'), SetIdentifier: 'x', Weight: 1, HealthCheckId: 'none' })),
    /^NoSuchHealthCheck/,
  );
  assert.match(refusal(), /^InvalidInput/);
  assert.match(
    refusal(create({ ...plain('a.example.com'), GeoLocation: { CountryCode: 'DE' }, SetIdentifier: 'x' })),
    /^UnsupportedOperation/,
  );
  const many = Array.from({ length: 501 }, (_, at) => change('UPSERT', plain(`a${at}.example.com`)));
  assert.match(refusal(...many), /Number of records limit of 1000 exceeded/);
  const long = Array.from({ length: 9 }, (_, at) =>
    create(plain(`a${at}.example.com`, 'TXT', `"${'x" "'.repeat(950)}"`)),
  );
  assert.match(refusal(...long), /Number of characters limit of 32000 exceeded/);
});

test('aliases lead to endpoints, load balancers and records of the zone, and to nothing else', () => {
  const { make, refusal, zone, list } = setUp();
  const to = (DNSName: string, HostedZoneId: string, Type = 'A') =>
    create({
      Name: 'alias.example.com',
      Type: Type as 'A',
      AliasTarget: { DNSName, HostedZoneId, EvaluateTargetHealth: false },
    });
  const endpoint = 'VPCE-0123.vpce-svc-1.us-east-1.vpce.amazonaws.com';
  make(to(endpoint, 'Z7HUB22UULQXV'));
  assert.equal(list().ResourceRecordSets?.at(-1)?.AliasTarget?.DNSName, `${endpoint.toLowerCase()}.`);
  assert.match(refusal(to(endpoint, 'Z26RNL4JYFTOTI', 'AAAA')), /does not lie within the target zone/);
  assert.match(refusal(to(endpoint, 'Z7HUB22UULQXV', 'MX')), /has no records of that type/);
  assert.match(refusal(to(endpoint, 'ZNOBODY', 'AAAA')), /that target was not found/);
  assert.match(
    refusal(to('b.example.com', zone, 'AAAA')),
    /Tried to create an alias that targets b\.example\.com\., type AAAA in zone Z\w+, but that target was not found/,
  );
  assert.match(refusal(to('alias.example.com', zone, 'TXT')), /an alias of itself/);
  assert.match(refusal(to('b.example.org', zone, 'AAAA')), /does not lie within/);
  make(create(plain('b.example.com', 'AAAA', '::1')), to('b.example.com', zone, 'AAAA'));
});

test('sets of one name and type have one routing policy', () => {
  const { make, refusal } = setUp();
  const set = (SetIdentifier: string, more: object) =>
    create({ ...plain('r.example.com'), SetIdentifier, ...more });
  make(set('one', { Weight: 1 }), set('two', { Weight: 0 }));
  assert.match(
    refusal(create(plain('r.example.com'))),
    /^InvalidChangeBatch: \[RRSet with DNS name r\.example\.com\., type A/,
  );
  assert.match(refusal(set('three', { Failover: 'PRIMARY' })), /^InvalidChangeBatch: \[RRSet with DNS name/);
  assert.match(refusal(set('one', { Weight: 5 })), /type='A', set-identifier='one'\] but it already exists/);
  const failover = (SetIdentifier: string, Failover: 'PRIMARY' | 'SECONDARY') =>
    create({ ...plain('f.example.com'), SetIdentifier, Failover });
  make(failover('one', 'PRIMARY'), failover('two', 'SECONDARY'));
  assert.match(refusal(failover('three', 'SECONDARY')), /name, type and SECONDARY exists/);
});

test('the order is that of reversed names, then types, then identifiers, and pages begin anywhere', () => {
  const { make, list } = setUp();
  const names = ['b', 'a', 'z.a', 'a-b', '*', '_x', '*.a', 'A!'].map((name) => `${name}.example.com`);
  make(
    ...names.map((name) => create(plain(name))),
    create(plain('a.example.com', 'TXT', '"x"')),
    create({ ...plain('w.example.com'), SetIdentifier: 'b', Weight: 1 }),
    create({ ...plain('w.example.com'), SetIdentifier: 'a', Weight: 1 }),
  );
  const all = list().ResourceRecordSets ?? [];
  const shown = all.map(({ Name, Type, SetIdentifier }) =>
    [Name, Type, SetIdentifier].filter(Boolean).join(' '),
  );
  assert.deepEqual(shown, [
    'example.com. NS',
    'example.com. SOA',
    '\\052.example.com. A',
    '_x.example.com. A',
    'a-b.example.com. A',
    'a.example.com. A',
    'a.example.com. TXT',
    '\\052.a.example.com. A',
    'z.a.example.com. A',
    'a\\041.example.com. A',
    'b.example.com. A',
    'w.example.com. A a',
    'w.example.com. A b',
  ]);
  const found: string[] = [];
  let page = list({ MaxItems: 1 });
  for (;;) {
    found.push(
      ...(page.ResourceRecordSets ?? []).map(({ Name, Type, SetIdentifier }) =>
        [Name, Type, SetIdentifier].filter(Boolean).join(' '),
      ),
    );
    if (!page.IsTruncated) break;
    page = list({
      MaxItems: 1,
      StartRecordName: page.NextRecordName,
      StartRecordType: page.NextRecordType,
      StartRecordIdentifier: page.NextRecordIdentifier,
    });
  }
  assert.deepEqual(found, shown);
  const from = list({ StartRecordName: 'A.example.com', StartRecordType: 'TXT', MaxItems: 1 });
  assert.deepEqual(
    from.ResourceRecordSets?.map(({ Name, Type }) => [Name, Type]),
    [['a.example.com.', 'TXT']],
  );
});

test('any batch leaves a zone that keeps the rules, or changes nothing', () => {
  const bench = setUp();
  const set = fc
    .record({
      name: fc.constantFrom('a.example.com', '*.example.com', 'example.com', 'x.a.example.com'),
      type: fc.constantFrom('A', 'CNAME', 'TXT', 'NS'),
      weight: fc.option(fc.constantFrom('one', 'two'), { nil: undefined }),
    })
    .map(({ name, type, weight }) => ({
      ...plain(
        name,
        type,
        { A: '10.0.0.1', CNAME: 'b.example.com', TXT: '"t"', NS: 'ns.example.org' }[type] ?? '',
      ),
      ...(weight !== undefined && { SetIdentifier: weight, Weight: 1 }),
    }));
  const changes = fc.array(
    fc.record({ Action: fc.constantFrom('CREATE', 'DELETE', 'UPSERT'), ResourceRecordSet: set }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(changes, (Changes) => {
      try {
        bench.make(...(Changes as Change[]));
      } catch {
        // What is refused has changed nothing: the rules below say so.
      }
      const sets = [...bench.resources.all('recordSet')];
      for (const { name } of sets) {
        const types = new Set(sets.filter((other) => other.name === name).map(({ type }) => type));
        assert.ok(!types.has('CNAME') || types.size === 1);
      }
      for (const { name, type } of sets) {
        const same = sets.filter((other) => other.name === name && other.type === type);
        assert.ok(same.length === 1 || same.every(({ routing }) => routing?.kind === 'weighted'));
      }
      assert.equal(sets.filter(({ type }) => type === 'SOA').length, 1);
      assert.ok(sets.some(({ name, type }) => name === 'example.com.' && type === 'NS'));
      assert.match(bench.ask(bench.vpc, 'a.example.com').code, /^(NOERROR|NXDOMAIN|SERVFAIL)$/);
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('TestDNSAnswer says what the zone answers', () => {
  const { make, invoke, zone } = setUp();
  make(
    create(plain('a.example.com', 'A', '10.0.0.1', '10.0.0.2')),
    create(plain('*.example.com', 'CNAME', 'a.example.com')),
  );
  const test = (RecordName: string, RecordType: string) => {
    const input = { HostedZoneId: zone, RecordName, RecordType };
    const { RecordData, ResponseCode } = invoke<TestDNSAnswerResponse>(TestDNSAnswer, input);
    return [ResponseCode, ...(RecordData ?? [])];
  };
  assert.deepEqual(test('A.example.com', 'A'), ['NOERROR', '10.0.0.1', '10.0.0.2']);
  assert.deepEqual(test('x.example.com', 'A'), ['NOERROR', 'a.example.com']);
  assert.deepEqual(test('a.example.com', 'MX'), ['NOERROR']);
  assert.deepEqual(test('x.a.example.com', 'MX'), ['NXDOMAIN']);
});
