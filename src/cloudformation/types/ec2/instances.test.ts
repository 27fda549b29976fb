import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostImageId } from '../../../model/host-image.ts';
import { type StackBench, stackBench } from '../../../operations/testing/stack.ts';

/** What the machine does. */
function settle({ bench }: StackBench): void {
  bench.resources.transact((resources) => {
    for (const each of [...resources.all('instance')]) {
      if (each.state === 'pending') resources.put('instance', { ...each, state: 'running' });
      if (each.state === 'shutting-down') resources.put('instance', { ...each, state: 'terminated' });
    }
  });
}

test('an instance waits until it runs, changes its groups and its profile in place, and its program not', () => {
  const stack = stackBench();
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }).id;
  const subnet = stack.create('AWS::EC2::Subnet', {
    VpcId: vpc,
    CidrBlock: '10.0.0.0/24',
    AvailabilityZone: 'us-east-1a',
  }).id;
  const group = (GroupDescription: string) =>
    stack.create('AWS::EC2::SecurityGroup', { GroupDescription, VpcId: vpc }).id;
  const [one, two] = [group('one'), group('two')];
  const properties = {
    ImageId: hostImageId,
    InstanceType: 't3.micro',
    AvailabilityZone: 'us-east-1a',
    SubnetId: subnet,
    PrivateIpAddress: '10.0.0.10',
    SecurityGroupIds: [one],
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const made = stack.create('AWS::EC2::Instance', properties);
  const { id } = made;
  const elsewhere = { ...properties, PrivateIpAddress: '10.0.0.11', AvailabilityZone: 'us-east-1b' };
  assert.throws(() => stack.create('AWS::EC2::Instance', elsewhere), { code: 'InvalidParameterValue' });
  assert.deepEqual(made.progress, { state: 'waiting' });
  settle(stack);
  assert.deepEqual(made.progress, { state: 'done' });
  assert.deepEqual(made.read(), properties);
  assert.equal(made.attributes.PrivateIp, '10.0.0.10');
  assert.equal(made.attributes.VpcId, vpc);
  const IamInstanceProfile = stack.create('AWS::IAM::InstanceProfile', { Roles: [] }).id;
  const profiled = { ...properties, PrivateIpAddress: '10.0.0.12', IamInstanceProfile, Monitoring: false };
  const withProfile = stack.create('AWS::EC2::Instance', profiled);
  assert.equal(withProfile.read()?.IamInstanceProfile, IamInstanceProfile);
  assert.deepEqual(made.read(), properties);
  const { id: profiledId } = withProfile;
  const second = stack.create('AWS::IAM::InstanceProfile', { Roles: [] }).id;
  for (const each of [second, undefined, IamInstanceProfile]) {
    const { IamInstanceProfile: former, ...rest } = profiled;
    assert.ok(former);
    withProfile.update({ ...rest, ...(each !== undefined && { IamInstanceProfile: each }) });
    assert.deepEqual([withProfile.id, withProfile.read()?.IamInstanceProfile], [profiledId, each]);
  }
  const { Tags: _, ...plain } = { ...properties, SecurityGroupIds: [two] };
  made.update(plain);
  assert.equal(made.id, id);
  assert.deepEqual(made.read(), plain);
  const { PrivateIpAddress: __, SecurityGroupIds: ___, ...free } = plain;
  const other = stack.create('AWS::EC2::Instance', free);
  const first = other.id;
  other.update({ ...free, UserData: Buffer.from('#!/bin/sh\ntrue\n').toString('base64') });
  assert.notEqual(other.id, first);
  assert.deepEqual(other.progress, { state: 'waiting' });
  assert.equal(made.delete(), false);
  settle(stack);
  assert.equal(made.delete(), true);
  assert.equal(made.read(), undefined);
  assert.equal(made.progress.state, 'failed');
});

test('a prefix list has the entries, size and name that its template says', () => {
  const stack = stackBench();
  const entries = (...last: readonly number[]) => last.map((each) => ({ Cidr: `10.0.${each}.0/24` }));
  const properties = {
    PrefixListName: 'offices',
    AddressFamily: 'IPv4',
    MaxEntries: '3',
    Entries: [...entries(1, 2), { Cidr: '10.0.3.0/24', Description: 'third' }],
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const made = stack.create('AWS::EC2::PrefixList', properties);
  assert.match(made.id, /^pl-/);
  assert.deepEqual(made.read(), properties);
  assert.equal(made.attributes.Version, '1');
  const grown = { ...properties, MaxEntries: 5, Entries: entries(1, 3, 4, 5, 6), PrefixListName: 'sites' };
  made.update(grown);
  assert.deepEqual(made.read(), grown);
  const shrunk = { PrefixListName: 'sites', AddressFamily: 'IPv4', Entries: entries(6) };
  made.update(shrunk);
  assert.deepEqual(made.read(), { ...shrunk, MaxEntries: 1 });
  const { id } = made;
  made.update({ ...shrunk, AddressFamily: 'IPv6', Entries: [{ Cidr: '2001:db8::/32' }] });
  assert.notEqual(made.id, id);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('a launch template has another version for other data, and gives its numbers to others', () => {
  const stack = stackBench();
  const properties = {
    LaunchTemplateName: 'web',
    VersionDescription: 'first',
    LaunchTemplateData: {
      ImageId: hostImageId,
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: '2' },
      Monitoring: { Enabled: 'true' },
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'v', Value: 'w' }] }],
      NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false, Groups: ['sg-1'] }],
    },
    TagSpecifications: [{ ResourceType: 'launch-template', Tags: [{ Key: 'a', Value: 'b' }] }],
  };
  const made = stack.create('AWS::EC2::LaunchTemplate', properties, { stage: 'x' });
  const { id } = made;
  assert.match(id, /^lt-/);
  assert.deepEqual(made.read(), properties);
  const numbers = (DefaultVersionNumber: string, LatestVersionNumber: string) =>
    assert.deepEqual(made.attributes, { LaunchTemplateId: id, DefaultVersionNumber, LatestVersionNumber });
  numbers('1', '1');
  const { TagSpecifications: _, VersionDescription: __, ...plain } = properties;
  made.update(plain);
  numbers('1', '2');
  assert.deepEqual(made.read(), plain);
  const changed = { ...plain, LaunchTemplateData: { InstanceType: 't3.micro' } };
  made.update(changed);
  numbers('1', '3');
  assert.deepEqual(made.read(), changed);
  made.retag({ stage: 'y' });
  numbers('1', '3');
  const template = stack.bench.resources.get('launchTemplate', id);
  assert.deepEqual(template?.tags, [{ key: 'stage', value: 'y' }]);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
  const { LaunchTemplateName: ___, ...nameless } = changed;
  const other = stack.create('AWS::EC2::LaunchTemplate', nameless);
  assert.ok(String(other.read()?.LaunchTemplateName).length > 3);
  const volume = [{ ResourceType: 'volume', Tags: [{ Key: 'a', Value: 'b' }] }];
  assert.throws(() => stack.create('AWS::EC2::LaunchTemplate', { ...nameless, TagSpecifications: volume }), {
    code: 'InvalidParameterValue',
  });
});

test('an instance comes of a launch template, and its settings are changed in place', () => {
  const stack = stackBench();
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }).id;
  const place = { VpcId: vpc, CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1a' };
  const SubnetId = stack.create('AWS::EC2::Subnet', place).id;
  const template = stack.create('AWS::EC2::LaunchTemplate', {
    LaunchTemplateName: 'web',
    LaunchTemplateData: { ImageId: hostImageId, MetadataOptions: { HttpTokens: 'required' } },
  });
  const by = (LaunchTemplate: Record<string, string>, more: object = {}) =>
    stack.create('AWS::EC2::Instance', { SubnetId, LaunchTemplate, ...more });
  const record = (id: string) => stack.bench.resources.get('instance', id);
  const named = by({ LaunchTemplateName: 'web', Version: '1' });
  assert.deepEqual(named.read()?.LaunchTemplate, { LaunchTemplateName: 'web', Version: '1' });
  assert.equal(record(named.id)?.metadataOptions?.HttpTokens, 'required');
  const settings = { Monitoring: true, EbsOptimized: true, DisableApiTermination: true };
  const full = { ...settings, MetadataOptions: { HttpPutResponseHopLimit: 3 } };
  const LaunchTemplate = { LaunchTemplateId: template.id, Version: '1' };
  const made = by(LaunchTemplate, full);
  const read = made.read();
  assert.deepEqual(read?.LaunchTemplate, LaunchTemplate);
  for (const [name, value] of Object.entries(settings)) assert.equal(read?.[name], value, name);
  assert.equal(record(made.id)?.metadataOptions?.HttpTokens, 'required');
  const { id } = made;
  assert.throws(() => made.delete(), { code: 'OperationNotPermitted' });
  const MetadataOptions = { HttpTokens: 'optional', HttpEndpoint: 'disabled' };
  made.update({ SubnetId, LaunchTemplate, EbsOptimized: true, MetadataOptions });
  assert.equal(made.id, id);
  const { monitored, terminationProtected, metadataOptions } = record(id) ?? {};
  assert.deepEqual([monitored, terminationProtected], [undefined, undefined]);
  assert.deepEqual(made.read()?.MetadataOptions, { ...MetadataOptions, ...metadataOptions });
  assert.equal(metadataOptions?.HttpPutResponseHopLimit, 3);
  for (const Version of ['$Latest', '$Default'])
    assert.throws(() => by({ LaunchTemplateName: 'web', Version }), { code: 'ValidationError' });
  assert.throws(() => by({ LaunchTemplateName: 'web', Version: '2' }), {
    code: 'InvalidLaunchTemplateId.VersionNotFound',
  });
  made.delete();
  template.delete();
  assert.deepEqual(named.read()?.LaunchTemplate, { LaunchTemplateName: 'web', Version: '1' });
});
