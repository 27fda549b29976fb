import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stackBench } from '../../../operations/testing/stack.ts';

const VPCRegion = 'us-east-1';

function zoneBench() {
  const stack = stackBench();
  const vpc = (CidrBlock = '10.0.0.0/16') =>
    stack.create('AWS::EC2::VPC', { CidrBlock, EnableDnsHostnames: true }).id;
  const zone = (Name = 'corp.internal', more = {}) =>
    stack.create('AWS::Route53::HostedZone', { Name, VPCs: [{ VPCId: vpc(), VPCRegion }], ...more });
  return { stack, vpc, zone };
}

test('a private zone has the VPCs, comment and tags that its template says', () => {
  const { stack, vpc } = zoneBench();
  const [one, two, three] = [vpc(), vpc(), vpc()].map((VPCId) => ({ VPCId, VPCRegion }));
  assert.ok(one && two && three);
  const properties = {
    Name: 'Corp.internal.',
    VPCs: [two, one],
    HostedZoneConfig: { Comment: 'ours' },
    HostedZoneTags: [{ Key: 'a', Value: 'b' }],
  };
  const made = stack.create('AWS::Route53::HostedZone', properties, { of: 'stack' });
  assert.match(made.id, /^Z[0-9A-Z]+$/);
  assert.deepEqual(made.read(), properties);
  assert.deepEqual(made.attributes, { Id: made.id, NameServers: [] });
  const after = { Name: 'Corp.internal.', VPCs: [three], HostedZoneTags: [{ Key: 'a', Value: 'c' }] };
  made.update(after);
  assert.deepEqual(made.read(), after);
  assert.throws(() => made.update({ Name: 'Corp.internal.' }), { code: 'InvalidInput' });
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('a public zone tells its name servers', () => {
  const { stack } = zoneBench();
  const made = stack.create('AWS::Route53::HostedZone', { Name: 'example.com' });
  assert.equal(made.attributes.NameServers?.length, 4);
  assert.deepEqual(made.read(), { Name: 'example.com' });
});

test('a record set is what its template says, in its words, before and after changes', () => {
  const { stack, zone } = zoneBench();
  const HostedZoneId = zone().id;
  const plain = {
    HostedZoneId,
    Name: 'API.corp.internal',
    Type: 'A',
    TTL: 60,
    ResourceRecords: ['10.0.0.1', '10.0.0.2'],
  };
  const made = stack.create('AWS::Route53::RecordSet', plain);
  assert.equal(made.id, 'API.corp.internal');
  assert.deepEqual(made.read(), plain);
  const alias = {
    HostedZoneId,
    Name: 'API.corp.internal',
    Type: 'A',
    AliasTarget: {
      DNSName: 'VPCE-0123456789abcdef0-abcdefgh.vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com',
      HostedZoneId: 'Z7HUB22UULQXV',
    },
  };
  made.update(alias);
  assert.deepEqual(made.read(), alias);
  const text = {
    HostedZoneId,
    Name: 'API.corp.internal',
    Type: 'TXT',
    TTL: '60',
    ResourceRecords: ['"a b"'],
  };
  stack.calls.splice(0);
  made.update(text);
  assert.deepEqual(stack.calls, ['ChangeResourceRecordSets'], 'the old type goes as the new one comes');
  assert.deepEqual(made.read(), text);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('a record set that another made is not taken over', () => {
  const { stack, zone } = zoneBench();
  zone();
  const properties = {
    HostedZoneName: 'corp.internal.',
    Name: 'a.corp.internal',
    Type: 'A',
    TTL: '1',
    ResourceRecords: ['10.0.0.1'],
  };
  const made = stack.create('AWS::Route53::RecordSet', properties);
  assert.deepEqual(made.read(), properties);
  assert.throws(() => stack.create('AWS::Route53::RecordSet', properties), { code: 'InvalidChangeBatch' });
  zone();
  assert.throws(() => stack.create('AWS::Route53::RecordSet', { ...properties, Name: 'b.corp.internal' }), {
    code: 'InvalidInput',
  });
  const nowhere = { ...properties, HostedZoneName: 'no.internal.' };
  assert.throws(() => stack.create('AWS::Route53::RecordSet', nowhere), { code: 'NoSuchHostedZone' });
});

test('a group of record sets changes from any to any other, and nothing else does', () => {
  const name = fc.constantFrom('a', 'b', '*', 'c.d').map((label) => `${label}.corp.internal`);
  const address = fc.integer({ min: 1, max: 250 }).map((last) => `10.0.0.${last}`);
  const record = fc.oneof(
    fc.record({
      Name: name,
      Type: fc.constant('A'),
      TTL: fc.integer({ min: 0, max: 300 }).map(String),
      ResourceRecords: fc.uniqueArray(address, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      Name: name,
      Type: fc.constant('A'),
      TTL: fc.constant('5'),
      SetIdentifier: fc.constantFrom('one', 'two'),
      Weight: fc.integer({ min: 0, max: 255 }),
      ResourceRecords: fc.uniqueArray(address, { minLength: 1, maxLength: 1 }),
    }),
    fc.record({
      Name: name,
      Type: fc.constant('TXT'),
      TTL: fc.constant('5'),
      ResourceRecords: fc.constantFrom(['"x"'], ['"y" "z"']),
    }),
  );
  type Plain = { readonly Name: string; readonly Type: string; readonly SetIdentifier?: string };
  // A name has one simple record set of a type, or several with identifiers.
  const fits = (records: readonly Plain[]) =>
    records.every((one, at) =>
      records.every(
        (other, place) =>
          at === place ||
          one.Name !== other.Name ||
          one.Type !== other.Type ||
          (one.SetIdentifier !== undefined &&
            other.SetIdentifier !== undefined &&
            one.SetIdentifier !== other.SetIdentifier),
      ),
    );
  const records = fc.array(record, { maxLength: 5 }).filter(fits);
  fc.assert(
    fc.property(fc.array(records, { minLength: 1, maxLength: 4 }), (all) => {
      const { stack, zone } = zoneBench();
      const HostedZoneId = zone().id;
      const [first = [], ...others] = all;
      const made = stack.create('AWS::Route53::RecordSetGroup', { HostedZoneId, RecordSets: first });
      const there = () => {
        const answer = stack.call('route53', 'ListResourceRecordSets', { HostedZoneId });
        return (answer.ResourceRecordSets as unknown[]).length - 2;
      };
      for (const RecordSets of [first, ...others]) {
        made.update({ HostedZoneId, RecordSets });
        if (RecordSets.length > 0) assert.deepEqual(made.read(), { HostedZoneId, RecordSets });
        assert.equal(there(), RecordSets.length);
      }
      made.delete();
      made.delete();
      assert.equal(there(), 0);
    }),
    { numRuns: 60 },
  );
});

test('a health check changes in place where it can, and is another where it cannot', () => {
  const { stack } = zoneBench();
  const config = { Type: 'CALCULATED', HealthThreshold: '0', Inverted: 'true' };
  const properties = { HealthCheckConfig: config, HealthCheckTags: [{ Key: 'a', Value: 'b' }] };
  const made = stack.create('AWS::Route53::HealthCheck', properties);
  const { id } = made;
  assert.deepEqual(made.read(), properties);
  assert.deepEqual(made.attributes, { HealthCheckId: id });
  const { HealthCheck: child } = stack.call('route53', 'CreateHealthCheck', {
    CallerReference: 'child',
    HealthCheckConfig: { Type: 'TCP', IPAddress: '192.0.2.1', Port: 80, Disabled: true },
  }) as { HealthCheck: { Id: string } };
  const after = { HealthCheckConfig: { ...config, Inverted: false, ChildHealthChecks: [child.Id] } };
  made.update(after);
  assert.equal(made.id, id);
  assert.deepEqual(made.read(), after);
  const { Inverted: _, ...withoutInverted } = after.HealthCheckConfig;
  made.update({ HealthCheckConfig: withoutInverted });
  assert.notEqual(made.id, id);
  assert.deepEqual(made.read(), { HealthCheckConfig: withoutInverted });
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('a health check of a type that is not carried out is refused with the reason', () => {
  const { stack } = zoneBench();
  const properties = { HealthCheckConfig: { Type: 'HTTP' } };
  assert.throws(() => stack.create('AWS::Route53::HealthCheck', properties), {
    code: 'UnsupportedOperation',
  });
});
