import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CreateManagedPrefixListResult,
  DescribeManagedPrefixListsResult,
  DescribePrefixListsResult,
  DescribeSecurityGroupsResult,
  GetManagedPrefixListAssociationsResult,
  GetManagedPrefixListEntriesResult,
  ModifyManagedPrefixListResult,
  RestoreManagedPrefixListVersionResult,
} from '@aws-sdk/client-ec2';
import { type TestBench, testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { AuthorizeSecurityGroupIngress } from './AuthorizeSecurityGroupIngress.ts';
import { CreateManagedPrefixList } from './CreateManagedPrefixList.ts';
import { DeleteManagedPrefixList } from './DeleteManagedPrefixList.ts';
import { DescribeManagedPrefixLists } from './DescribeManagedPrefixLists.ts';
import { DescribePrefixLists } from './DescribePrefixLists.ts';
import { DescribeSecurityGroups } from './DescribeSecurityGroups.ts';
import { GetManagedPrefixListAssociations } from './GetManagedPrefixListAssociations.ts';
import { GetManagedPrefixListEntries } from './GetManagedPrefixListEntries.ts';
import { ModifyManagedPrefixList } from './ModifyManagedPrefixList.ts';
import { RestoreManagedPrefixListVersion } from './RestoreManagedPrefixListVersion.ts';
import { RevokeSecurityGroupIngress } from './RevokeSecurityGroupIngress.ts';

const wanted = { PrefixListName: 'clients', AddressFamily: 'IPv4', MaxEntries: 3 };

function make(bench: TestBench, more: object = {}): string {
  const made = bench.invoke<CreateManagedPrefixListResult>(CreateManagedPrefixList, { ...wanted, ...more });
  return made.PrefixList?.PrefixListId ?? '';
}

function entries(bench: TestBench, PrefixListId: string, TargetVersion?: number): string[] {
  const input = { PrefixListId, ...(TargetVersion !== undefined && { TargetVersion }) };
  const got = bench.invoke<GetManagedPrefixListEntriesResult>(GetManagedPrefixListEntries, input);
  return (got.Entries ?? []).map(({ Cidr, Description }) => `${Cidr} ${Description ?? '-'}`);
}

const rule = (PrefixListId: string) => ({
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, PrefixListIds: [{ PrefixListId }] }],
});

test('a list is made, changed by version, restored and deleted', () => {
  const bench = testBench();
  const id = make(bench, { Entries: [{ Cidr: '10.1.2.3/16', Description: 'one' }] });
  assert.deepEqual(entries(bench, id), ['10.1.0.0/16 one']);
  const change = {
    PrefixListId: id,
    CurrentVersion: 1,
    AddEntries: [{ Cidr: '10.2.0.0/16' }],
    RemoveEntries: [{ Cidr: '10.1.0.0/16' }],
  };
  const changed = bench.invoke<ModifyManagedPrefixListResult>(ModifyManagedPrefixList, change).PrefixList;
  assert.equal(changed?.Version, 2);
  assert.equal(changed?.State, 'modify-complete');
  assert.deepEqual(entries(bench, id), ['10.2.0.0/16 -']);
  assert.deepEqual(entries(bench, id, 1), ['10.1.0.0/16 one']);
  assert.match(bench.refusal(ModifyManagedPrefixList, change), /^PrefixListVersionMismatch: /);
  const restored = bench.invoke<RestoreManagedPrefixListVersionResult>(RestoreManagedPrefixListVersion, {
    PrefixListId: id,
    PreviousVersion: 1,
    CurrentVersion: 2,
  });
  assert.equal(restored.PrefixList?.Version, 3);
  assert.deepEqual(entries(bench, id), ['10.1.0.0/16 one']);
  bench.invoke(DeleteManagedPrefixList, { PrefixListId: id });
  assert.deepEqual(bench.resources.snapshot(), {});
});

test('what cannot be is refused, and nothing is left behind', () => {
  const cases: readonly [object, RegExp][] = [
    [{ PrefixListName: 'com.amazonaws.mine' }, /^InvalidParameterValue/],
    [{ PrefixListName: '' }, /^InvalidParameterValue/],
    [{ AddressFamily: 'IPv5' }, /^InvalidParameterValue/],
    [{ MaxEntries: 0 }, /^InvalidParameterValue/],
    [{ MaxEntries: 1001 }, /^InvalidParameterValue/],
    [{ Entries: [{ Cidr: '::/0' }] }, /^InvalidParameterValue: The CIDR '::\/0' is invalid. It is no IPv4/],
    [{ AddressFamily: 'IPv6', Entries: [{ Cidr: '10.0.0.0/8' }] }, /It is no IPv6/],
    [{ Entries: [{ Cidr: '10.0.0.0/8' }, { Cidr: '10.1.0.0/8' }] }, /It is given twice/],
    [{ Entries: ['1', '2', '3', '4'].map((n) => ({ Cidr: `10.${n}.0.0/16` })) }, /^PrefixListMaxEntries/],
  ];
  for (const [more, refusal] of cases) {
    const bench = testBench();
    assert.match(bench.refusal(CreateManagedPrefixList, { ...wanted, ...more }), refusal);
    assert.deepEqual(bench.resources.snapshot(), {});
  }
  const bench = testBench();
  const PrefixListId = make(bench, { Entries: [{ Cidr: '10.1.0.0/16' }] });
  const modify = (more: object) => bench.refusal(ModifyManagedPrefixList, { PrefixListId, ...more });
  const add = { AddEntries: [{ Cidr: '10.2.0.0/16' }] };
  assert.match(modify({}), /^MissingParameter/);
  assert.match(modify(add), /^MissingParameter: .*CurrentVersion/);
  assert.match(modify({ ...add, CurrentVersion: 1, MaxEntries: 9 }), /^InvalidParameterCombination/);
  assert.match(modify({ CurrentVersion: 1, RemoveEntries: [{ Cidr: '10.9.0.0/16' }] }), /no such entry/);
  assert.match(bench.refusal(GetManagedPrefixListEntries, { PrefixListId, TargetVersion: 7 }), /^InvalidPre/);
  const stranger = { accountId: '222222222222' };
  assert.equal(
    bench.refusal(GetManagedPrefixListEntries, { PrefixListId }, stranger),
    `InvalidPrefixListID.NotFound: The prefix list ID '${PrefixListId}' does not exist`,
  );
});

test('a rule may name a list, which then cannot be deleted', () => {
  const bench = testBench();
  const network = networkOf(bench);
  const GroupId = network.group(network.vpc());
  const id = make(bench);
  bench.invoke(AuthorizeSecurityGroupIngress, { GroupId, ...rule(id) });
  const groups = bench.invoke<DescribeSecurityGroupsResult>(DescribeSecurityGroups, {
    Filters: [{ Name: 'ip-permission.prefix-list-id', Values: [id] }],
  }).SecurityGroups;
  assert.deepEqual(
    groups?.map((group) => group.GroupId),
    [GroupId],
  );
  assert.deepEqual(groups?.[0]?.IpPermissions?.[0]?.PrefixListIds, [{ PrefixListId: id }]);
  const users = bench.invoke<GetManagedPrefixListAssociationsResult>(GetManagedPrefixListAssociations, {
    PrefixListId: id,
  });
  assert.deepEqual(users.PrefixListAssociations, [{ ResourceId: GroupId, ResourceOwner: '111111111111' }]);
  assert.match(bench.refusal(DeleteManagedPrefixList, { PrefixListId: id }), /^DependencyViolation/);
  bench.invoke(RevokeSecurityGroupIngress, { GroupId, ...rule(id) });
  bench.invoke(DeleteManagedPrefixList, { PrefixListId: id });
});

test('a rule for a list counts as many as the list may have entries, also when that grows later', () => {
  const bench = testBench();
  const network = networkOf(bench);
  const GroupId = network.group(network.vpc());
  const small = make(bench, { MaxEntries: 30 });
  const other = make(bench, { MaxEntries: 31 });
  const six = make(bench, { MaxEntries: 60, AddressFamily: 'IPv6' });
  bench.invoke(AuthorizeSecurityGroupIngress, { GroupId, ...rule(small) });
  const limit = /^RulesPerSecurityGroupLimitExceeded/;
  assert.match(bench.refusal(AuthorizeSecurityGroupIngress, { GroupId, ...rule(other) }), limit);
  bench.invoke(AuthorizeSecurityGroupIngress, { GroupId, ...rule(six) });
  assert.match(bench.refusal(ModifyManagedPrefixList, { PrefixListId: small, MaxEntries: 61 }), limit);
  bench.invoke(ModifyManagedPrefixList, { PrefixListId: small, MaxEntries: 60 });
});

test("AWS's own lists are found by name, and are not the caller's to change", () => {
  const bench = testBench();
  const named = bench.invoke<DescribePrefixListsResult>(DescribePrefixLists, {
    Filters: [{ Name: 'prefix-list-name', Values: ['com.amazonaws.us-east-1.s3'] }],
  });
  const [list] = named.PrefixLists ?? [];
  assert.match(list?.PrefixListId ?? '', /^pl-[0-9a-f]{8}$/);
  const PrefixListIds = [list?.PrefixListId ?? '', make(bench)];
  const both = bench.invoke<DescribeManagedPrefixListsResult>(DescribeManagedPrefixLists, { PrefixListIds });
  assert.deepEqual(both.PrefixLists?.map((one) => one.OwnerId).toSorted(), ['111111111111', 'AWS']);
  const change = { PrefixListId: PrefixListIds[0], PrefixListName: 'mine' };
  assert.match(bench.refusal(ModifyManagedPrefixList, change), /^OperationNotPermitted/);
});
