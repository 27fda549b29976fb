import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DescribeAvailabilityZonesResult, DescribeRegionsResult } from '@aws-sdk/client-ec2';
import { testBench } from '../testing/invoke.ts';
import { DescribeAvailabilityZones } from './DescribeAvailabilityZones.ts';
import { DescribeRegions } from './DescribeRegions.ts';

const zones = (input: object, region = 'us-east-1') => {
  const result = testBench().invoke<DescribeAvailabilityZonesResult>(DescribeAvailabilityZones, input, {
    region,
  });
  return result.AvailabilityZones ?? [];
};
const regions = (input: object) =>
  (testBench().invoke<DescribeRegionsResult>(DescribeRegions, input).Regions ?? []).map(
    ({ RegionName }) => RegionName,
  );

test('a region has three zones, or as many as AWS has there', () => {
  assert.deepEqual(
    zones({}, 'eu-west-1').map(({ ZoneName, ZoneId }) => [ZoneName, ZoneId]),
    [
      ['eu-west-1a', 'euw1-az1'],
      ['eu-west-1b', 'euw1-az2'],
      ['eu-west-1c', 'euw1-az3'],
    ],
  );
  assert.deepEqual(zones({ ZoneNames: ['us-east-1a'] }), [
    {
      ZoneName: 'us-east-1a',
      ZoneId: 'use1-az1',
      ZoneType: 'availability-zone',
      RegionName: 'us-east-1',
      GroupName: 'us-east-1-zg-1',
      NetworkBorderGroup: 'us-east-1',
      OptInStatus: 'opt-in-not-required',
      State: 'available',
      Messages: [],
    },
  ]);
});

test('zones are selected by name, id and filter; unknown ones are refused', () => {
  const names = (input: object) => zones(input).map(({ ZoneName }) => ZoneName);
  const filter = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });
  assert.deepEqual(names({ ZoneIds: ['use1-az2'], ZoneNames: ['us-east-1a'] }), ['us-east-1a', 'us-east-1b']);
  assert.equal(names({ ...filter('state', 'available'), AllAvailabilityZones: true }).length, 6);
  assert.deepEqual(names(filter('zone-id', 'use1-az3')), ['us-east-1c']);
  assert.deepEqual(names(filter('opt-in-status', 'opted-in')), []);
  const refuse = (input: object) => testBench().refusal(DescribeAvailabilityZones, input);
  assert.equal(
    refuse({ ZoneNames: ['us-east-1a', 'x'] }),
    'InvalidParameterValue: Invalid availability zone: [x]',
  );
  assert.equal(refuse({ ZoneIds: ['x'] }), 'InvalidParameterValue: Invalid availability zone-id: [x]');
  assert.match(refuse(filter('x', 'y')), /The filter 'x' is invalid/);
});

test('regions', () => {
  assert.ok(regions({}).length > 20);
  assert.deepEqual(regions({ RegionNames: ['eu-west-1'], AllRegions: true }), ['eu-west-1']);
  assert.deepEqual(regions({ Filters: [{ Name: 'endpoint', Values: ['*us-east*'] }] }), [
    'us-east-1',
    'us-east-2',
  ]);
  const refusal = testBench().refusal(DescribeRegions, { RegionNames: ['mars-1', 'toString'] });
  assert.equal(refusal, 'InvalidParameterValue: Invalid region name: [mars-1, toString]');
});

test('regions that AWS has to be asked for are there too, and say that they were opted into', () => {
  const status = (region: string) =>
    testBench().invoke<DescribeRegionsResult>(DescribeRegions, { RegionNames: [region] }).Regions?.[0]
      ?.OptInStatus;
  assert.equal(status('us-east-1'), 'opt-in-not-required');
  for (const region of ['ap-southeast-7', 'ca-west-1', 'il-central-1', 'mx-central-1', 'me-south-1']) {
    assert.equal(status(region), 'opted-in');
    assert.equal(zones({}, region).length, 3);
  }
  const asked = regions({ Filters: [{ Name: 'opt-in-status', Values: ['opted-in'] }] });
  assert.equal(asked.length, 17);
  assert.equal(regions({ AllRegions: true }).length, 34);
});

test('no zone id stands for two zones', () => {
  const ids = regions({}).flatMap((region) => zones({}, region ?? '').map(({ ZoneId }) => ZoneId));
  assert.equal(new Set(ids).size, ids.length);
});
