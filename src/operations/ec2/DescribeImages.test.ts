import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DescribeImagesResult, DescribeInstanceTypesResult } from '@aws-sdk/client-ec2';
import { hostImageId } from '../../model/host-image.ts';
import { imageListings } from '../../model/image-listings.ts';
import { testBench } from '../testing/invoke.ts';
import { DescribeImages } from './DescribeImages.ts';
import { DescribeInstanceTypes } from './DescribeInstanceTypes.ts';
import { RunInstances } from './RunInstances.ts';

const bench = testBench();
const find = (input: object = {}) => bench.invoke<DescribeImagesResult>(DescribeImages, input).Images ?? [];
const by = (filters: Readonly<Record<string, string>>, more: object = {}) =>
  find({ Filters: Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] })), ...more });

test('there is one image, which can be launched, under the names that others look for', () => {
  const [image, ...others] = find();
  assert.deepEqual(others, []);
  assert.equal(image?.ImageId, hostImageId);
  assert.equal(image?.Name, 'postern-host');
  for (const { name, ownerId, architecture } of imageListings) {
    const [found] = by({ name, architecture }, { Owners: [ownerId] });
    assert.deepEqual([found?.Name, found?.OwnerId, found?.Architecture], [name, ownerId, architecture]);
    assert.equal(found?.ImageId, hostImageId);
  }
  const wide = {
    'virtualization-type': 'hvm',
    'root-device-type': 'ebs',
    state: 'available',
    'image-type': 'machine',
  };
  const [linux] = by(
    { ...wide, name: 'al2023-ami-2023.*-x86_64' },
    { Owners: ['amazon'], IncludeDeprecated: false },
  );
  assert.match(linux?.Name ?? '', /^al2023-ami-2023\..*-x86_64$/);
  assert.equal(by({ ...wide, name: 'ubuntu/images/*jammy*amd64*' }, { Owners: ['099720109477'] }).length, 1);
  assert.equal(find({ ExecutableUsers: ['all'], MaxResults: 1, IncludeDisabled: true }).length, 1);
  const run = { ImageId: linux?.ImageId, MinCount: 1, MaxCount: 1 };
  assert.match(bench.refusal(RunInstances, run), /^VPCIdNotSpecified/);
});

test('what is not the image is not found', () => {
  assert.deepEqual(by({ name: 'windows*' }), []);
  assert.deepEqual(by({ name: 'al2023*' }, { Owners: ['099720109477'] }), []);
  assert.deepEqual(by({ name: '*-arm64', architecture: 'x86_64' }), []);
  assert.deepEqual(by({ platform: 'windows' }), []);
  assert.deepEqual(by({ 'tag:a': 'b' }), []);
  assert.deepEqual(find({ Owners: ['self'] }), []);
  assert.deepEqual(find({ ExecutableUsers: ['self'] }), []);
  const refuse = (input: object) => bench.refusal(DescribeImages, input);
  assert.match(refuse({ ImageIds: [hostImageId, 'ami-00000000000000002'] }), /^InvalidAMIID.NotFound/);
  assert.match(refuse({ ImageIds: ['x'] }), /^InvalidAMIID.Malformed/);
  assert.match(refuse({ ImageIds: [hostImageId], MaxResults: 5 }), /^InvalidParameterCombination/);
  assert.match(refuse({ Filters: [{ Name: 'x', Values: ['y'] }] }), /^InvalidParameterValue/);
});

test('types are told of that are named', () => {
  const names = (InstanceTypes: string[]) =>
    bench
      .invoke<DescribeInstanceTypesResult>(DescribeInstanceTypes, { InstanceTypes })
      .InstanceTypes?.map(({ InstanceType }) => InstanceType);
  assert.deepEqual(names(['t3.nano', 'm5.large', 't3.nano']), ['t3.nano', 'm5.large']);
  assert.match(bench.refusal(DescribeInstanceTypes, {}), /^UnsupportedOperation: .*InstanceTypes/);
  const many = { InstanceTypes: Array.from({ length: 101 }, () => 't3.nano') };
  assert.match(bench.refusal(DescribeInstanceTypes, many), /^InvalidParameterValue/);
});
