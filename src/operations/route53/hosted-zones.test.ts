import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CreateHostedZoneResponse,
  GetHostedZoneResponse,
  ListHostedZonesByNameResponse,
  ListHostedZonesByVPCResponse,
  ListHostedZonesResponse,
  ListResourceRecordSetsResponse,
  ListTagsForResourceResponse,
  ListVPCAssociationAuthorizationsResponse,
} from '@aws-sdk/client-route-53';
import { deleteAccount } from '../../admin/accounts.ts';
import { AssociateVPCWithHostedZone } from './AssociateVPCWithHostedZone.ts';
import { ChangeTagsForResource } from './ChangeTagsForResource.ts';
import { CreateHostedZone } from './CreateHostedZone.ts';
import { CreateVPCAssociationAuthorization } from './CreateVPCAssociationAuthorization.ts';
import { DeleteHostedZone } from './DeleteHostedZone.ts';
import { DeleteVPCAssociationAuthorization } from './DeleteVPCAssociationAuthorization.ts';
import { DisassociateVPCFromHostedZone } from './DisassociateVPCFromHostedZone.ts';
import { GetAccountLimit } from './GetAccountLimit.ts';
import { GetChange } from './GetChange.ts';
import { GetDNSSEC } from './GetDNSSEC.ts';
import { GetHostedZone } from './GetHostedZone.ts';
import { GetHostedZoneLimit } from './GetHostedZoneLimit.ts';
import { ListHostedZones } from './ListHostedZones.ts';
import { ListHostedZonesByName } from './ListHostedZonesByName.ts';
import { ListHostedZonesByVPC } from './ListHostedZonesByVPC.ts';
import { ListResourceRecordSets } from './ListResourceRecordSets.ts';
import { ListTagsForResource } from './ListTagsForResource.ts';
import { ListTagsForResources } from './ListTagsForResources.ts';
import { ListVPCAssociationAuthorizations } from './ListVPCAssociationAuthorizations.ts';
import { dnsBench } from './testing/dns-bench.ts';
import { UpdateHostedZoneComment } from './UpdateHostedZoneComment.ts';

const other = { accountId: '222222222222' };
const vpcOf = (VPCId: string, VPCRegion = 'us-east-1') => ({ VPC: { VPCId, VPCRegion } });

test('a zone with a VPC is private although nothing else says so; one without is public', () => {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const privately = bench.invoke<CreateHostedZoneResponse>(CreateHostedZone, {
    Name: 'Example.Internal.',
    CallerReference: 'a',
    ...vpcOf(vpc),
  });
  assert.equal(privately.HostedZone?.Config?.PrivateZone, true);
  assert.equal(privately.HostedZone?.Name, 'example.internal.');
  assert.equal(privately.HostedZone?.ResourceRecordSetCount, 2);
  assert.equal(privately.DelegationSet, undefined);
  assert.deepEqual(privately.VPC, { VPCId: vpc, VPCRegion: 'us-east-1' });
  assert.equal(privately.ChangeInfo?.Status, 'PENDING');
  const publicly = bench.invoke<CreateHostedZoneResponse>(CreateHostedZone, {
    Name: 'example.com',
    CallerReference: 'b',
    HostedZoneConfig: { Comment: 'why' },
  });
  assert.deepEqual(publicly.HostedZone?.Config, { Comment: 'why', PrivateZone: false });
  const servers = publicly.DelegationSet?.NameServers ?? [];
  assert.deepEqual(
    servers.map((server) => server.replace(/^ns-\d{1,4}\.awsdns-\d\d\./, '')),
    ['com', 'net', 'org', 'co.uk'],
  );
  const { ResourceRecordSets = [] } = bench.invoke<ListResourceRecordSetsResponse>(ListResourceRecordSets, {
    HostedZoneId: publicly.HostedZone?.Id,
  });
  assert.deepEqual(
    ResourceRecordSets.map(({ Type, TTL, ResourceRecords }) => [Type, TTL, ResourceRecords?.length]),
    [
      ['NS', 172_800, 4],
      ['SOA', 900, 1],
    ],
  );
  assert.deepEqual(
    ResourceRecordSets[0]?.ResourceRecords?.map(({ Value }) => Value),
    servers.map((server) => `${server}.`),
  );
});

test('what is no zone is refused and leaves nothing', () => {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const theirs = bench.vpc('10.0.0.0/16', other);
  bench.zone('taken.internal', vpc);
  const before = bench.resources.snapshot();
  const refusal = (input: object) => bench.refusal(CreateHostedZone, { CallerReference: 'x', ...input });
  assert.match(refusal({ Name: 'a..b' }), /^InvalidDomainName: FATAL problem: DomainLabelEmpty/);
  assert.match(refusal({ Name: '.' }), /^InvalidDomainName/);
  assert.match(refusal({ Name: '' }), /^InvalidDomainName/);
  assert.match(refusal({ Name: `${'a'.repeat(64)}.b` }), /DomainLabelTooLong/);
  assert.match(refusal({ Name: 'ü.example' }), /UnsupportedCharacter/);
  assert.match(refusal({ Name: `${'abcdefgh.'.repeat(29)}com` }), /DomainNameTooLong/);
  assert.match(refusal({ Name: 'a.b', CallerReference: '' }), /^InvalidInput/);
  assert.match(refusal({ Name: 'a.b', CallerReference: 'x'.repeat(129) }), /^InvalidInput/);
  assert.match(refusal({ Name: 'a.b', CallerReference: '1' }), /^HostedZoneAlreadyExists/);
  assert.match(refusal({ Name: 'a.b', HostedZoneConfig: { Comment: 'x'.repeat(257) } }), /^InvalidInput/);
  assert.match(refusal({ Name: 'a.b', HostedZoneConfig: { PrivateZone: true } }), /^InvalidInput/);
  assert.match(refusal({ Name: 'a.b', DelegationSetId: 'N1' }), /^NoSuchDelegationSet/);
  for (const VPC of [vpcOf(theirs), vpcOf('vpc-00000000000000000'), vpcOf('x'), vpcOf(vpc, 'eu-west-1')]) {
    assert.match(refusal({ Name: 'a.b', ...VPC }), /^InvalidVPCId/);
  }
  assert.match(refusal({ Name: 'a.b', VPC: { VPCId: vpc } }), /^InvalidInput/);
  assert.match(refusal({ Name: 'a.b', ...vpcOf(vpc, 'nowhere-1') }), /^InvalidInput/);
  assert.match(refusal({ Name: 'TAKEN.internal', ...vpcOf(vpc) }), /^ConflictingDomainExists/);
  assert.deepEqual(bench.resources.snapshot(), before);
});

test('a reference is free again when its zone is gone', () => {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const create = { Name: 'a.internal', CallerReference: 'ref', ...vpcOf(vpc) };
  const made = bench.invoke<CreateHostedZoneResponse>(CreateHostedZone, create);
  bench.invoke(DeleteHostedZone, { Id: made.HostedZone?.Id });
  assert.deepEqual([...bench.resources.all('recordSet')], []);
  bench.invoke(CreateHostedZone, create);
});

test('a zone with records is not deleted', () => {
  const bench = dnsBench();
  const zone = bench.zone('example.internal', bench.vpc());
  bench.add(zone, 'a.example.internal A 10.0.0.1');
  assert.match(bench.refusal(DeleteHostedZone, { Id: zone }), /^HostedZoneNotEmpty/);
});

test("everything of a zone is its account's alone", () => {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const Id = bench.zone('example.internal', vpc);
  const HostedZoneId = Id;
  for (const [operation, input] of [
    [GetHostedZone, { Id }],
    [DeleteHostedZone, { Id }],
    [UpdateHostedZoneComment, { Id, Comment: 'mine' }],
    [ListResourceRecordSets, { HostedZoneId }],
    [GetDNSSEC, { HostedZoneId }],
    [GetHostedZoneLimit, { HostedZoneId, Type: 'MAX_RRSETS_BY_ZONE' }],
    [CreateVPCAssociationAuthorization, { HostedZoneId, ...vpcOf(vpc) }],
    [DeleteVPCAssociationAuthorization, { HostedZoneId, ...vpcOf(vpc) }],
    [ListVPCAssociationAuthorizations, { HostedZoneId }],
    [DisassociateVPCFromHostedZone, { HostedZoneId, ...vpcOf(vpc) }],
    [ListTagsForResource, { ResourceType: 'hostedzone', ResourceId: Id }],
    [ListTagsForResources, { ResourceType: 'hostedzone', ResourceIds: [Id] }],
    [
      ChangeTagsForResource,
      { ResourceType: 'hostedzone', ResourceId: Id, AddTags: [{ Key: 'a', Value: 'b' }] },
    ],
  ] as const) {
    const bare = Id.replace('/hostedzone/', '');
    assert.equal(
      bench.refusal(operation, input, other),
      `NoSuchHostedZone: No hosted zone found with ID: ${bare}`,
      operation.name,
    );
  }
  const [change] = bench.resources.all('dnsChange');
  assert.match(bench.refusal(GetChange, { Id: change?.id }, other), /^NoSuchChange/);
  assert.equal(bench.invoke<ListHostedZonesResponse>(ListHostedZones, {}, other).HostedZones?.length, 0);
  assert.throws(() => deleteAccount(bench.resources, '111111111111'));
});

test('lists are paged, in the order of ids and of reversed names', () => {
  const bench = dnsBench();
  for (const name of ['b.example', 'a.example', 'example', 'a-.example', 'z.a.example', 'a.example'])
    bench.zone(name);
  const pages = <Page extends { HostedZones?: { Name?: string | undefined }[] | undefined }>(
    next: (last: Page | undefined) => Page | undefined,
  ) => {
    const found: string[] = [];
    for (let page = next(undefined); page; page = next(page)) {
      assert.ok((page.HostedZones?.length ?? 0) <= 2);
      found.push(...(page.HostedZones ?? []).map(({ Name }) => Name ?? ''));
    }
    return found;
  };
  const byId = pages<ListHostedZonesResponse>((last) =>
    last && !last.IsTruncated
      ? undefined
      : bench.invoke(ListHostedZones, { MaxItems: 2, Marker: last?.NextMarker }),
  );
  assert.equal(byId.length, 6);
  const byName = pages<ListHostedZonesByNameResponse>((last) =>
    last && !last.IsTruncated
      ? undefined
      : bench.invoke(ListHostedZonesByName, {
          MaxItems: 2,
          DNSName: last?.NextDNSName,
          HostedZoneId: last?.NextHostedZoneId,
        }),
  );
  // A dash comes before a dot, which comes before letters.
  assert.deepEqual(byName, [
    'example.',
    'a-.example.',
    'a.example.',
    'a.example.',
    'z.a.example.',
    'b.example.',
  ]);
  const from = bench.invoke<ListHostedZonesByNameResponse>(ListHostedZonesByName, { DNSName: 'Z.a.example' });
  assert.deepEqual(
    from.HostedZones?.map(({ Name }) => Name),
    ['z.a.example.', 'b.example.'],
  );
  assert.match(bench.refusal(ListHostedZonesByName, { HostedZoneId: 'Z1' }), /^InvalidInput/);
  assert.match(bench.refusal(ListHostedZones, { MaxItems: 0 }), /^InvalidInput/);
  assert.equal(
    bench.invoke<ListHostedZonesResponse>(ListHostedZones, { HostedZoneType: 'PrivateHostedZone' })
      .HostedZones?.length,
    0,
  );
});

test('VPCs are associated and disassociated, and the last one stays', () => {
  const bench = dnsBench();
  const [one, two] = [bench.vpc(), bench.vpc()];
  const HostedZoneId = bench.zone('example.internal', one);
  const rival = bench.zone('example.internal', two);
  const open = bench.zone('example.com');
  const associate = (input: object) => bench.refusal(AssociateVPCWithHostedZone, input);
  assert.match(
    associate({ HostedZoneId, ...vpcOf(two) }),
    /^ConflictingDomainExists: The VPC vpc-\w+ in region us-east-1 /,
  );
  assert.match(associate({ HostedZoneId: open, ...vpcOf(two) }), /^PublicZoneVPCAssociation/);
  assert.match(associate({ HostedZoneId: 'Z1', ...vpcOf(two) }), /^NoSuchHostedZone/);
  const dissociate = (input: object) => bench.refusal(DisassociateVPCFromHostedZone, input);
  assert.match(dissociate({ HostedZoneId, ...vpcOf(one) }), /^LastVPCAssociation/);
  assert.match(dissociate({ HostedZoneId, ...vpcOf(two) }), /^VPCAssociationNotFound/);
  bench.invoke(DeleteHostedZone, { Id: rival });
  bench.associate(HostedZoneId, two);
  bench.associate(HostedZoneId, two);
  const get = () =>
    bench.invoke<GetHostedZoneResponse>(GetHostedZone, { Id: HostedZoneId }).VPCs?.map(({ VPCId }) => VPCId);
  assert.deepEqual(get(), [one, two]);
  const listed = bench.invoke<ListHostedZonesByVPCResponse>(ListHostedZonesByVPC, {
    VPCId: two,
    VPCRegion: 'us-east-1',
  });
  assert.deepEqual(listed.HostedZoneSummaries, [
    {
      HostedZoneId: HostedZoneId.replace('/hostedzone/', ''),
      Name: 'example.internal.',
      Owner: { OwningAccount: '111111111111' },
    },
  ]);
  bench.invoke(DisassociateVPCFromHostedZone, { HostedZoneId, ...vpcOf(one) });
  assert.deepEqual(get(), [two]);
  bench.zone('example.internal', one);
});

test('across accounts the owner of the zone authorises and the owner of the VPC associates', () => {
  const bench = dnsBench();
  const [mine, theirs] = [bench.vpc(), bench.vpc('10.0.0.0/16', other)];
  const HostedZoneId = bench.zone('example.internal', mine);
  const input = { HostedZoneId, ...vpcOf(theirs) };
  for (const who of [{}, other]) {
    assert.match(bench.refusal(AssociateVPCWithHostedZone, input, who), /^NotAuthorizedException/);
  }
  const nobody = { HostedZoneId, ...vpcOf('vpc-00000000000000000') };
  assert.match(
    bench.refusal(AssociateVPCWithHostedZone, nobody),
    /^NotAuthorizedException/,
    'as one that exists',
  );
  bench.invoke(CreateVPCAssociationAuthorization, input);
  bench.invoke(CreateVPCAssociationAuthorization, input);
  const list = bench.invoke<ListVPCAssociationAuthorizationsResponse>(ListVPCAssociationAuthorizations, {
    HostedZoneId,
  });
  assert.deepEqual(list.VPCs, [{ VPCId: theirs, VPCRegion: 'us-east-1' }]);
  assert.match(
    bench.refusal(AssociateVPCWithHostedZone, input),
    /^NotAuthorizedException/,
    'not the zone owner',
  );
  bench.invoke(AssociateVPCWithHostedZone, input, other);
  bench.add(HostedZoneId, 'a.example.internal A 10.0.0.1');
  assert.equal(bench.ask(theirs, 'a.example.internal').answers.length, 1);
  bench.invoke(DeleteVPCAssociationAuthorization, input);
  assert.match(
    bench.refusal(DeleteVPCAssociationAuthorization, input),
    /^VPCAssociationAuthorizationNotFound/,
  );
  assert.equal(bench.ask(theirs, 'a.example.internal').answers.length, 1, 'it stays associated');
  const seen = bench.invoke<ListHostedZonesByVPCResponse>(
    ListHostedZonesByVPC,
    { VPCId: theirs, VPCRegion: 'us-east-1' },
    other,
  );
  assert.equal(seen.HostedZoneSummaries?.[0]?.Owner?.OwningAccount, '111111111111');
  assert.match(
    bench.refusal(ListHostedZonesByVPC, { VPCId: theirs, VPCRegion: 'us-east-1' }),
    /^InvalidInput/,
  );
  const conflict = bench.refusal(
    CreateHostedZone,
    { Name: 'example.internal', CallerReference: 'c', ...vpcOf(theirs) },
    other,
  );
  assert.match(conflict, /^ConflictingDomainExists/);
  assert.ok(
    !conflict.includes(HostedZoneId.slice('/hostedzone/'.length)),
    'the id of the other account is not told',
  );
  bench.invoke(DisassociateVPCFromHostedZone, input, other);
  bench.changed();
  assert.equal(bench.ask(theirs, 'a.example.internal').code, 'NXDOMAIN');
});

test('comments, tags and limits', () => {
  const bench = dnsBench();
  const Id = bench.zone('example.com');
  const comment = (Comment?: string) =>
    bench.invoke<GetHostedZoneResponse>(UpdateHostedZoneComment, {
      Id,
      ...(Comment !== undefined && { Comment }),
    }).HostedZone?.Config?.Comment;
  assert.equal(comment('one'), 'one');
  assert.equal(comment(), undefined);
  const change = (input: object) =>
    bench.invoke(ChangeTagsForResource, { ResourceType: 'hostedzone', ResourceId: Id.slice(12), ...input });
  change({
    AddTags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
  });
  change({ AddTags: [{ Key: 'a', Value: '3' }], RemoveTagKeys: ['b'] });
  const tags = bench.invoke<ListTagsForResourceResponse>(ListTagsForResource, {
    ResourceType: 'hostedzone',
    ResourceId: Id,
  });
  assert.deepEqual(tags.ResourceTagSet?.Tags, [{ Key: 'a', Value: '3' }]);
  const refused = (input: object) =>
    bench.refusal(ChangeTagsForResource, { ResourceType: 'hostedzone', ResourceId: Id, ...input });
  assert.match(refused({}), /^InvalidInput/);
  assert.match(refused({ AddTags: [{ Key: 'aws:x', Value: '' }] }), /^InvalidInput/);
  assert.match(
    refused({ AddTags: Array.from({ length: 51 }, (_, at) => ({ Key: String(at), Value: '' })) }),
    /^InvalidInput/,
  );
  assert.match(
    bench.refusal(ListTagsForResource, { ResourceType: 'healthcheck', ResourceId: 'x' }),
    /^NoSuchHealthCheck/,
  );
  assert.deepEqual(bench.invoke(GetAccountLimit, { Type: 'MAX_HOSTED_ZONES_BY_OWNER' }), {
    Limit: { Type: 'MAX_HOSTED_ZONES_BY_OWNER', Value: 10_000 },
    Count: 1,
  });
  assert.match(
    bench.refusal(GetHostedZoneLimit, { HostedZoneId: Id, Type: 'MAX_VPCS_ASSOCIATED_BY_ZONE' }),
    /^HostedZoneNotPrivate/,
  );
});
