import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CreateLaunchTemplateResult,
  CreateLaunchTemplateVersionResult,
  DeleteLaunchTemplateVersionsResult,
  DescribeInstancesResult,
  DescribeLaunchTemplatesResult,
  DescribeLaunchTemplateVersionsResult,
  DescribeTagsResult,
  GetLaunchTemplateDataResult,
  Instance,
  InstanceAttribute,
  LaunchTemplate,
  ModifyInstanceMetadataOptionsResult,
  MonitorInstancesResult,
  Reservation,
} from '@aws-sdk/client-ec2';
import { hostImageId } from '../../model/host-image.ts';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { CreateLaunchTemplate } from './CreateLaunchTemplate.ts';
import { CreateLaunchTemplateVersion } from './CreateLaunchTemplateVersion.ts';
import { CreateTags } from './CreateTags.ts';
import { DeleteLaunchTemplate } from './DeleteLaunchTemplate.ts';
import { DeleteLaunchTemplateVersions } from './DeleteLaunchTemplateVersions.ts';
import { DescribeInstanceAttribute } from './DescribeInstanceAttribute.ts';
import { DescribeInstances } from './DescribeInstances.ts';
import { DescribeLaunchTemplates } from './DescribeLaunchTemplates.ts';
import { DescribeLaunchTemplateVersions } from './DescribeLaunchTemplateVersions.ts';
import { DescribeTags } from './DescribeTags.ts';
import { GetLaunchTemplateData } from './GetLaunchTemplateData.ts';
import { ModifyInstanceAttribute } from './ModifyInstanceAttribute.ts';
import { ModifyInstanceMetadataOptions } from './ModifyInstanceMetadataOptions.ts';
import { ModifyLaunchTemplate } from './ModifyLaunchTemplate.ts';
import { MonitorInstances } from './MonitorInstances.ts';
import { RunInstances } from './RunInstances.ts';
import { TerminateInstances } from './TerminateInstances.ts';
import { UnmonitorInstances } from './UnmonitorInstances.ts';

const nano = { InstanceType: 't3.nano' };
const script = Buffer.from('#!/bin/sh\ntrue\n').toString('base64');

function setUp(options: Parameters<typeof testBench>[0] = {}) {
  const bench = testBench(options);
  const create = (LaunchTemplateName = 'web', LaunchTemplateData: object = nano, more: object = {}) => {
    const input = { LaunchTemplateName, LaunchTemplateData, ...more };
    return bench.invoke<CreateLaunchTemplateResult>(CreateLaunchTemplate, input).LaunchTemplate ?? {};
  };
  const version = (
    LaunchTemplateId: string | undefined,
    LaunchTemplateData: object = nano,
    more: object = {},
  ) =>
    bench.invoke<CreateLaunchTemplateVersionResult>(CreateLaunchTemplateVersion, {
      LaunchTemplateId,
      LaunchTemplateData,
      ...more,
    }).LaunchTemplateVersion;
  const describe = (input: object = {}): LaunchTemplate[] =>
    bench.invoke<DescribeLaunchTemplatesResult>(DescribeLaunchTemplates, input).LaunchTemplates ?? [];
  const versions = (input: object) =>
    bench.invoke<DescribeLaunchTemplateVersionsResult>(DescribeLaunchTemplateVersions, input);
  const numbers = (input: object) =>
    (versions(input).LaunchTemplateVersions ?? []).map(({ VersionNumber }) => VersionNumber);
  return { bench, create, version, describe, versions, numbers };
}

test('a template has versions that never change, of which one is the default and one the latest', () => {
  const { bench, create, version, describe, versions, numbers } = setUp();
  const made = create('web', nano, {
    VersionDescription: 'first',
    TagSpecifications: [{ ResourceType: 'launch-template', Tags: [{ Key: 'a', Value: 'b' }] }],
  });
  const { LaunchTemplateId } = made;
  assert.match(LaunchTemplateId ?? '', /^lt-[0-9a-f]{17}$/);
  assert.deepEqual(made, {
    LaunchTemplateId,
    LaunchTemplateName: 'web',
    CreateTime: new Date(bench.now),
    CreatedBy: 'arn:aws:iam::111111111111:root',
    DefaultVersionNumber: 1,
    LatestVersionNumber: 1,
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  assert.equal(version(LaunchTemplateId, { ImageId: 'ami-1', UserData: script })?.VersionNumber, 2);
  const inherited = version(LaunchTemplateId, { InstanceType: 't3.micro' }, { SourceVersion: '$Latest' });
  assert.deepEqual(inherited?.LaunchTemplateData, {
    ImageId: 'ami-1',
    UserData: script,
    InstanceType: 't3.micro',
  });
  assert.equal(inherited?.DefaultVersion, false);
  assert.deepEqual(
    versions({ LaunchTemplateName: 'web', Versions: ['1', '$Default'] }).LaunchTemplateVersions,
    [
      {
        LaunchTemplateId,
        LaunchTemplateName: 'web',
        VersionNumber: 1,
        VersionDescription: 'first',
        CreateTime: new Date(bench.now),
        CreatedBy: 'arn:aws:iam::111111111111:root',
        DefaultVersion: true,
        LaunchTemplateData: nano,
      },
    ],
  );
  bench.invoke(ModifyLaunchTemplate, { LaunchTemplateId, DefaultVersion: '2' });
  assert.deepEqual(describe(), [{ ...made, DefaultVersionNumber: 2, LatestVersionNumber: 3 }]);
  assert.deepEqual(numbers({ LaunchTemplateId, Versions: ['$Default', '$Latest', '3'] }), [3, 2]);
  assert.deepEqual(numbers({ LaunchTemplateId }), [3, 2, 1]);
  assert.deepEqual(numbers({ LaunchTemplateId, MinVersion: '2' }), [3, 2]);
  assert.deepEqual(numbers({ LaunchTemplateId, MinVersion: '2', MaxVersion: '2' }), [2]);
  const other = create('other');
  assert.equal(numbers({ Versions: ['$Latest'] }).length, 2);
  assert.deepEqual(numbers({ Versions: ['$Latest', '$Default'] }).toSorted(), [1, 2, 3]);
  bench.invoke(DeleteLaunchTemplate, { LaunchTemplateName: 'other' });
  assert.deepEqual(
    describe().map((each) => each.LaunchTemplateName),
    ['web'],
  );
  bench.invoke(DeleteLaunchTemplate, { LaunchTemplateId });
  assert.deepEqual(describe(), []);
  assert.deepEqual([...bench.resources.all('launchTemplateVersion')], []);
  assert.notEqual(create('other').LaunchTemplateId, other.LaunchTemplateId);
});

test('numbers of versions are not used again, and the default version stays', () => {
  const { bench, create, version, describe } = setUp();
  const { LaunchTemplateId } = create();
  version(LaunchTemplateId);
  version(LaunchTemplateId);
  const remove = (Versions: string[]) =>
    bench.invoke<DeleteLaunchTemplateVersionsResult>(DeleteLaunchTemplateVersions, {
      LaunchTemplateName: 'web',
      Versions,
    });
  const naming = { LaunchTemplateId, LaunchTemplateName: 'web' };
  const removed = remove(['3', '1', '7', '3']);
  assert.deepEqual(removed.SuccessfullyDeletedLaunchTemplateVersions, [{ ...naming, VersionNumber: 3 }]);
  assert.deepEqual(
    removed.UnsuccessfullyDeletedLaunchTemplateVersions?.map(
      ({ VersionNumber, ResponseError }) => `${VersionNumber} ${ResponseError?.Code}`,
    ),
    ['1 unexpectedError', '7 launchTemplateVersionDoesNotExist'],
  );
  assert.equal(describe()[0]?.LatestVersionNumber, 2);
  assert.equal(version(LaunchTemplateId)?.VersionNumber, 4);
  const refuse = (Versions: string[]) =>
    bench.refusal(DeleteLaunchTemplateVersions, { LaunchTemplateId, Versions });
  assert.match(refuse([]), /^MissingParameter/);
  assert.match(refuse(['$Latest']), /^InvalidParameterValue: .*'\$Latest'/);
  assert.match(
    refuse(Array.from({ length: 201 }, (_, at) => `${at + 1}`)),
    /^InvalidParameterValue: At most 200/,
  );
});

test('templates are found by id, name, tag and filter, page by page; those of others are not there', () => {
  const { bench, create, version, describe, versions, numbers } = setUp();
  const ids = ['one', 'two', 'three'].map((name) => create(name).LaunchTemplateId ?? '');
  bench.invoke(CreateTags, { Resources: [ids[1]], Tags: [{ Key: 'team', Value: 'x' }] });
  const names = (input: object) => describe(input).map((each) => each.LaunchTemplateName);
  const by = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });
  assert.deepEqual(names({ LaunchTemplateIds: [ids[0]], LaunchTemplateNames: ['one', 'two'] }).toSorted(), [
    'one',
    'two',
  ]);
  assert.deepEqual(names(by('launch-template-name', 't*')).toSorted(), ['three', 'two']);
  assert.deepEqual(names(by('tag:team', 'x')), ['two']);
  assert.match(bench.refusal(DescribeLaunchTemplates, by('vpc-id', 'x')), /^InvalidParameterValue/);
  const first = bench.invoke<DescribeLaunchTemplatesResult>(DescribeLaunchTemplates, { MaxResults: 2 });
  assert.equal(first.LaunchTemplates?.length, 2);
  assert.equal(describe({ MaxResults: 2, NextToken: first.NextToken }).length, 1);
  for (const MaxResults of [0, 201])
    assert.match(bench.refusal(DescribeLaunchTemplates, { MaxResults }), /^InvalidParameterValue/);
  const tagged = bench.invoke<DescribeTagsResult>(DescribeTags, by('resource-type', 'launch-template'));
  assert.deepEqual(
    tagged.Tags?.map(({ ResourceId }) => ResourceId),
    [ids[1]],
  );

  version(ids[0], { MetadataOptions: { HttpTokens: 'required' }, ImageId: 'ami-1' });
  const of = (filter: object) => numbers({ LaunchTemplateId: ids[0], ...filter });
  assert.deepEqual(of(by('http-tokens', 'required')), [2]);
  assert.deepEqual(of(by('image-id', 'ami-*')), [2]);
  assert.deepEqual(of(by('is-default-version', 'true')), [1]);
  assert.deepEqual(of(by('kernel-id', '*')), []);
  const page = versions({ LaunchTemplateId: ids[0], MaxResults: 1 });
  assert.deepEqual(
    page.LaunchTemplateVersions?.map(({ VersionNumber }) => VersionNumber),
    [2],
  );
  assert.deepEqual(of({ MaxResults: 1, NextToken: page.NextToken }), [1]);

  const stranger = { accountId: '222222222222' };
  const abroad = { region: 'eu-west-1' };
  for (const who of [stranger, abroad]) {
    assert.deepEqual(bench.invoke(DescribeLaunchTemplates, {}, who), {
      LaunchTemplates: [],
      NextToken: undefined,
    });
    for (const naming of [{ LaunchTemplateId: ids[0] }, { LaunchTemplateName: 'one' }])
      for (const operation of [DeleteLaunchTemplate, DescribeLaunchTemplateVersions])
        assert.match(
          bench.refusal(operation, naming, who),
          /^InvalidLaunchTemplate(?:Id\.NotFound|Name\.NotFoundException): /,
        );
    assert.notEqual(
      bench.invoke<CreateLaunchTemplateResult>(
        CreateLaunchTemplate,
        { LaunchTemplateName: 'one', LaunchTemplateData: nano },
        who,
      ).LaunchTemplate?.LaunchTemplateId,
      undefined,
    );
  }
});

test('what cannot be is refused as AWS refuses it, and changes nothing', () => {
  const quotas = { launchTemplatesPerRegion: 1, versionsPerLaunchTemplate: 2 };
  const { bench, create, version } = setUp({ settings: { instances: true, quotas } });
  const { LaunchTemplateId = '' } = create();
  version(LaunchTemplateId);
  const before = bench.resources.snapshot();
  const make = { LaunchTemplateName: 'new', LaunchTemplateData: nano };
  const next = { LaunchTemplateId, LaunchTemplateData: nano };
  const absent = 'lt-00000000000000000';
  const cases: readonly (readonly [Parameters<typeof bench.refusal>[0], object, RegExp])[] = [
    [CreateLaunchTemplate, make, /^ResourceLimitExceeded: .* 1 in us-east-1/],
    [
      CreateLaunchTemplate,
      { ...make, LaunchTemplateName: 'web' },
      /^InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use.$/,
    ],
    ...['ab', 'a b c', 'é'.repeat(3), 'x'.repeat(129)].map(
      (LaunchTemplateName) =>
        [
          CreateLaunchTemplate,
          { ...make, LaunchTemplateName },
          /^InvalidLaunchTemplateName.MalformedException/,
        ] as const,
    ),
    [CreateLaunchTemplate, { ...make, LaunchTemplateData: {} }, /^MissingParameter: .*LaunchTemplateData/],
    [
      CreateLaunchTemplate,
      { ...make, LaunchTemplateData: { KeyName: 'k' } },
      /^UnsupportedOperation: .*LaunchTemplateData.KeyName/,
    ],
    [CreateLaunchTemplate, { ...make, LaunchTemplateData: { UserData: 'x' } }, /^InvalidUserData.Malformed/],
    [
      CreateLaunchTemplate,
      { ...make, LaunchTemplateData: { MetadataOptions: { HttpPutResponseHopLimit: 65 } } },
      /^InvalidParameterValue/,
    ],
    [
      CreateLaunchTemplate,
      { ...make, LaunchTemplateData: { TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a' }] }] } },
      /^InvalidParameterValue: 'vpc'/,
    ],
    [
      CreateLaunchTemplate,
      { ...make, TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'a' }] }] },
      /^InvalidParameterValue: 'instance'/,
    ],
    [CreateLaunchTemplate, { ...make, VersionDescription: 'x'.repeat(256) }, /^InvalidParameterValue/],
    [CreateLaunchTemplateVersion, next, /^ResourceLimitExceeded: .* has 2/],
    [
      CreateLaunchTemplateVersion,
      { ...next, SourceVersion: '3' },
      /^InvalidLaunchTemplateId.VersionNotFound: Could not find the specified version 3 for the launch template with ID lt-/,
    ],
    [CreateLaunchTemplateVersion, { ...next, SourceVersion: 'latest' }, /^InvalidParameterValue/],
    [CreateLaunchTemplateVersion, { ...next, LaunchTemplateName: 'web' }, /^InvalidParameterCombination/],
    [CreateLaunchTemplateVersion, { LaunchTemplateData: nano }, /^MissingParameter/],
    [
      ModifyLaunchTemplate,
      { LaunchTemplateId, DefaultVersion: '9' },
      /^InvalidLaunchTemplateId.VersionNotFound/,
    ],
    [ModifyLaunchTemplate, { LaunchTemplateId }, /^MissingParameter/],
    [DeleteLaunchTemplate, {}, /^MissingParameter/],
    [
      DeleteLaunchTemplate,
      { LaunchTemplateId: absent },
      /^InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID lt-0+, does not exist.$/,
    ],
    [DeleteLaunchTemplate, { LaunchTemplateId: 'lt-x' }, /^InvalidLaunchTemplateId.Malformed/],
    [
      DeleteLaunchTemplate,
      { LaunchTemplateName: 'no' },
      /^InvalidLaunchTemplateName.NotFoundException: The specified launch template, with template name no, does not exist.$/,
    ],
    [DescribeLaunchTemplates, { LaunchTemplateIds: [absent] }, /^InvalidLaunchTemplateId.NotFound/],
    [
      DescribeLaunchTemplates,
      { LaunchTemplateNames: ['no'] },
      /^InvalidLaunchTemplateName.NotFoundException: At least one/,
    ],
    [DescribeLaunchTemplateVersions, {}, /^MissingParameter/],
    [DescribeLaunchTemplateVersions, { Versions: ['1'] }, /^InvalidParameterValue/],
    [
      DescribeLaunchTemplateVersions,
      { LaunchTemplateId, Versions: ['1'], MinVersion: '1' },
      /^InvalidParameterCombination/,
    ],
    [DescribeLaunchTemplateVersions, { LaunchTemplateId, MinVersion: 'x' }, /^InvalidParameterValue/],
  ];
  for (const [operation, input, expected] of cases) {
    assert.match(bench.refusal(operation, input), expected, JSON.stringify(input));
    assert.deepEqual(bench.resources.snapshot(), before);
  }
});

test('an instance is launched from a template, with what the request says over it', () => {
  const { bench, create, version } = setUp();
  const network = networkOf(bench);
  const vpc = network.vpc();
  const SubnetId = network.subnet(vpc);
  const group = network.group(vpc);
  const { LaunchTemplateId = '' } = create('web', {
    ImageId: hostImageId,
    InstanceType: 't3.nano',
    UserData: script,
    SecurityGroupIds: [group],
    MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
    Monitoring: { Enabled: true },
    EbsOptimized: true,
    DisableApiTermination: true,
    TagSpecifications: [
      {
        ResourceType: 'instance',
        Tags: [
          { Key: 'Name', Value: 'web' },
          { Key: 'team', Value: 'a' },
        ],
      },
      { ResourceType: 'network-interface', Tags: [{ Key: 'nic', Value: '' }] },
      { ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'web' }] },
    ],
  });
  version(LaunchTemplateId, { InstanceType: 't3.micro' }, { SourceVersion: '1' });
  const run = (more: object, by: object = { LaunchTemplateId }): Instance =>
    bench.invoke<Reservation>(RunInstances, {
      LaunchTemplate: by,
      MinCount: 1,
      MaxCount: 1,
      SubnetId,
      ...more,
    }).Instances?.[0] ?? {};
  const tagsOf = ({ Tags = [] }: Instance) => Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
  const made = run({});
  const origin = { 'aws:ec2launchtemplate:id': LaunchTemplateId, 'aws:ec2launchtemplate:version': '1' };
  assert.deepEqual(tagsOf(made), { Name: 'web', team: 'a', ...origin });
  assert.equal(made.InstanceType, 't3.nano');
  assert.deepEqual(
    made.SecurityGroups?.map(({ GroupId }) => GroupId),
    [group],
  );
  assert.deepEqual(made.MetadataOptions, {
    State: 'applied',
    HttpTokens: 'required',
    HttpPutResponseHopLimit: 2,
    HttpEndpoint: 'enabled',
    HttpProtocolIpv6: 'disabled',
    InstanceMetadataTags: 'disabled',
  });
  assert.equal(made.Monitoring?.State, 'enabled');
  assert.equal(made.EbsOptimized, true);
  const record = bench.resources.get('instance', made.InstanceId ?? '');
  assert.equal(record?.userData, script);
  assert.deepEqual(bench.resources.get('networkInterface', record?.networkInterfaceId ?? '')?.tags, [
    { key: 'nic', value: '' },
  ]);

  const other = run(
    {
      MetadataOptions: { HttpPutResponseHopLimit: 3 },
      Monitoring: { Enabled: false },
      DisableApiTermination: false,
      SecurityGroupIds: [network.defaultGroup(vpc)],
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'b' }] }],
    },
    { LaunchTemplateName: 'web', Version: '$Latest' },
  );
  assert.equal(other.InstanceType, 't3.micro');
  assert.deepEqual(tagsOf(other), {
    Name: 'web',
    team: 'b',
    ...origin,
    'aws:ec2launchtemplate:version': '2',
  });
  assert.deepEqual(
    other.SecurityGroups?.map(({ GroupName }) => GroupName),
    ['default'],
  );
  assert.equal(other.MetadataOptions?.HttpTokens, 'required');
  assert.equal(other.MetadataOptions?.HttpPutResponseHopLimit, 3);
  assert.equal(other.Monitoring?.State, 'disabled');

  const both = [made.InstanceId, other.InstanceId];
  const terminate = (InstanceIds: unknown[]) => ({ InstanceIds });
  assert.match(
    bench.refusal(TerminateInstances, terminate(both)),
    /^OperationNotPermitted: The instance 'i-\w+' may not be terminated/,
  );
  assert.equal(bench.resources.get('instance', other.InstanceId ?? '')?.state, 'pending');
  bench.invoke(TerminateInstances, terminate([other.InstanceId]));
  const required = { Filters: [{ Name: 'metadata-options.http-put-response-hop-limit', Values: ['2'] }] };
  const { Reservations } = bench.invoke<DescribeInstancesResult>(DescribeInstances, required);
  assert.deepEqual(
    Reservations?.flatMap(({ Instances }) => Instances?.map(({ InstanceId }) => InstanceId)),
    [made.InstanceId],
  );

  // From what an instance is a template can be made again.
  const { LaunchTemplateData } = bench.invoke<GetLaunchTemplateDataResult>(GetLaunchTemplateData, {
    InstanceId: made.InstanceId,
  });
  assert.deepEqual(LaunchTemplateData?.TagSpecifications?.[0]?.Tags, [
    { Key: 'Name', Value: 'web' },
    { Key: 'team', Value: 'a' },
  ]);
  create('again', LaunchTemplateData);
  const { Tags: _, ...again } = run({ SubnetId: undefined }, { LaunchTemplateName: 'again' });
  for (const name of [
    'ImageId',
    'InstanceType',
    'SubnetId',
    'SecurityGroups',
    'MetadataOptions',
    'Monitoring',
    'EbsOptimized',
  ] as const)
    assert.deepEqual(again[name], made[name], name);

  const refuse = (more: object) =>
    bench.refusal(RunInstances, { MinCount: 1, MaxCount: 1, SubnetId, ...more });
  assert.match(
    refuse({ LaunchTemplate: { LaunchTemplateId, Version: '7' } }),
    /^InvalidLaunchTemplateId.VersionNotFound/,
  );
  assert.match(
    refuse({ LaunchTemplate: { LaunchTemplateName: 'no' } }),
    /^InvalidLaunchTemplateName.NotFoundException/,
  );
  assert.match(
    refuse({ LaunchTemplate: { LaunchTemplateName: 'again' } }),
    /^InvalidParameterCombination: .*subnet ID/,
  );
  create('bare', { InstanceType: 't3.nano' });
  assert.match(refuse({ LaunchTemplate: { LaunchTemplateName: 'bare' } }), /^MissingParameter: .*ImageId/);
});

test('options of metadata are changed one by one', () => {
  const { bench } = setUp();
  const network = networkOf(bench);
  const InstanceId = network.instance(network.subnet(network.vpc()));
  const modify = (more: object) =>
    bench.invoke<ModifyInstanceMetadataOptionsResult>(ModifyInstanceMetadataOptions, { InstanceId, ...more });
  assert.equal(modify({ HttpTokens: 'required' }).InstanceMetadataOptions?.HttpTokens, 'required');
  const after = modify({ HttpPutResponseHopLimit: 64, HttpEndpoint: 'disabled' });
  assert.deepEqual(after, {
    InstanceId,
    InstanceMetadataOptions: {
      State: 'applied',
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 64,
      HttpEndpoint: 'disabled',
      HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: 'disabled',
    },
  });
  const shown = bench.invoke<DescribeInstancesResult>(DescribeInstances, { InstanceIds: [InstanceId] });
  assert.deepEqual(shown.Reservations?.[0]?.Instances?.[0]?.MetadataOptions, after.InstanceMetadataOptions);
  const refuse = (more: object) => bench.refusal(ModifyInstanceMetadataOptions, { InstanceId, ...more });
  assert.match(refuse({}), /^MissingParameter/);
  assert.match(refuse({ HttpPutResponseHopLimit: 65 }), /^InvalidParameterValue/);
  assert.match(
    refuse({ InstanceId: 'i-00000000000000000', HttpTokens: 'optional' }),
    /^InvalidInstanceID.NotFound/,
  );
});

test('attributes of an instance are shown and changed one by one', () => {
  const { bench } = setUp();
  const network = networkOf(bench);
  const vpc = network.vpc();
  const InstanceId = network.instance(network.subnet(vpc), { UserData: script, InstanceType: 't3.nano' });
  const show = (Attribute: string) => {
    const input = { InstanceId, Attribute };
    const { InstanceId: id, ...rest } = bench.invoke<InstanceAttribute>(DescribeInstanceAttribute, input);
    assert.equal(id, InstanceId);
    return rest;
  };
  const modify = (more: object) => bench.invoke(ModifyInstanceAttribute, { InstanceId, ...more });
  assert.deepEqual(show('userData'), { UserData: { Value: script } });
  assert.deepEqual(show('instanceType'), { InstanceType: { Value: 't3.nano' } });
  assert.deepEqual(show('disableApiTermination'), { DisableApiTermination: { Value: false } });
  assert.deepEqual(show('disableApiStop'), { DisableApiStop: { Value: false } });
  modify({ DisableApiTermination: { Value: true } });
  assert.deepEqual(show('disableApiTermination'), { DisableApiTermination: { Value: true } });
  const terminate = { InstanceIds: [InstanceId] };
  assert.match(bench.refusal(TerminateInstances, terminate), /^OperationNotPermitted/);
  const group = network.group(vpc);
  modify({ Groups: [group] });
  assert.deepEqual(show('groupSet'), { Groups: [{ GroupId: group, GroupName: 'web' }] });
  const state = (operation: typeof MonitorInstances) =>
    bench.invoke<MonitorInstancesResult>(operation, terminate).InstanceMonitorings?.[0]?.Monitoring?.State;
  assert.equal(state(MonitorInstances), 'enabled');
  assert.equal(bench.resources.get('instance', InstanceId)?.monitored, true);
  assert.equal(state(UnmonitorInstances), 'disabled');
  modify({ SourceDestCheck: { Value: true } });
  const refuse = (more: object) => bench.refusal(ModifyInstanceAttribute, { InstanceId, ...more });
  assert.match(refuse({}), /^MissingParameter/);
  assert.match(
    refuse({ DisableApiTermination: { Value: false }, Groups: [group] }),
    /^InvalidParameterCombination/,
  );
  assert.match(refuse({ SourceDestCheck: { Value: false } }), /^UnsupportedOperation/);
  assert.match(refuse({ InstanceType: { Value: 't3.micro' } }), /^UnsupportedOperation: .*InstanceType/);
  modify({ DisableApiTermination: { Value: false } });
  bench.invoke(TerminateInstances, terminate);
});
