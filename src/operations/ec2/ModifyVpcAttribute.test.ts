import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { DescribeVpcAttribute } from './DescribeVpcAttribute.ts';
import { ModifyVpcAttribute } from './ModifyVpcAttribute.ts';

test('attributes start as on AWS, and change one at a time', () => {
  const bench = testBench();
  const VpcId = networkOf(bench).vpc();
  const read = (Attribute: string) => bench.invoke(DescribeVpcAttribute, { VpcId, Attribute });
  assert.deepEqual(read('enableDnsSupport'), { VpcId, EnableDnsSupport: { Value: true } });
  assert.deepEqual(read('enableDnsHostnames'), { VpcId, EnableDnsHostnames: { Value: false } });
  assert.deepEqual(read('enableNetworkAddressUsageMetrics'), {
    VpcId,
    EnableNetworkAddressUsageMetrics: { Value: false },
  });
  bench.invoke(ModifyVpcAttribute, { VpcId, EnableDnsHostnames: { Value: true } });
  assert.deepEqual(read('enableDnsHostnames'), { VpcId, EnableDnsHostnames: { Value: true } });
  assert.deepEqual(read('enableDnsSupport'), { VpcId, EnableDnsSupport: { Value: true } });
  bench.invoke(ModifyVpcAttribute, { VpcId, EnableDnsHostnames: { Value: false } });
  bench.invoke(ModifyVpcAttribute, { VpcId, EnableDnsSupport: { Value: false } });
  assert.deepEqual(read('enableDnsSupport'), { VpcId, EnableDnsSupport: { Value: false } });
});

test('none, two, and contradicting attributes are refused', () => {
  const bench = testBench();
  const VpcId = networkOf(bench).vpc();
  const refuse = (more: object) => bench.refusal(ModifyVpcAttribute, { VpcId, ...more });
  const yes = { Value: true };
  assert.match(refuse({}), /^MissingParameter/);
  assert.match(
    refuse({ EnableDnsSupport: yes, EnableDnsHostnames: yes }),
    /^InvalidParameterCombination: Fields for/,
  );
  assert.match(
    refuse({ EnableNetworkAddressUsageMetrics: yes, EnableDnsSupport: yes }),
    /^InvalidParameterCombination: Fields for/,
  );
  bench.invoke(ModifyVpcAttribute, { VpcId, EnableDnsSupport: { Value: false } });
  assert.match(
    refuse({ EnableDnsHostnames: yes }),
    /^InvalidParameterCombination: DNS hostnames need DNS support/,
  );
});
