/** Random updates of resources of real types: afterwards they are as the template says, or as the former one after a failure. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import fc from 'fast-check';
import { eventsOf, rested, type StacksBench, stacksBench } from './testing/stacks.ts';

const StackName = 's';
const VpcId = { Ref: 'Vpc' };
const tags = fc.uniqueArray(
  fc.record({ Key: fc.constantFrom('a', 'b', 'c'), Value: fc.constantFrom('1', '2') }),
  { selector: ({ Key }) => Key, maxLength: 3 },
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const rule = fc.record({
  IpProtocol: fc.constantFrom('tcp', 'udp'),
  FromPort: fc.constantFrom(80, 443),
  ToPort: fc.constant(8080),
  CidrIp: fc.constantFrom('10.0.0.0/8', '192.168.0.0/16'),
});
const rules = fc.uniqueArray(rule, { selector: (each) => JSON.stringify(each), maxLength: 3 });
const health = fc.record({
  HealthCheckIntervalSeconds: maybe(fc.constantFrom(15, 20)),
  HealthyThresholdCount: maybe(fc.constantFrom(2, 3)),
});

type Made = { readonly Type: string; readonly Properties: object; readonly DependsOn?: string } | undefined;

/** A resource of the type, or none. */
function resource(Type: string, properties: fc.Arbitrary<object>): fc.Arbitrary<Made> {
  return maybe(
    // What is undefined is left out of a template.
    properties.map((Properties) => JSON.parse(JSON.stringify({ Type, Properties })) as NonNullable<Made>),
  );
}

const resources = fc.record({
  Net: resource(
    'AWS::EC2::Subnet',
    fc.record({
      VpcId: fc.constant(VpcId),
      CidrBlock: fc.constantFrom('10.0.1.0/24', '10.0.2.0/24'),
      MapPublicIpOnLaunch: maybe(fc.boolean()),
      Tags: maybe(tags),
    }),
  ),
  Group: resource(
    'AWS::EC2::SecurityGroup',
    fc.record({
      VpcId: fc.constant(VpcId),
      GroupDescription: fc.constantFrom('one', 'two'),
      SecurityGroupIngress: maybe(rules),
      SecurityGroupEgress: maybe(rules),
      Tags: maybe(tags),
    }),
  ),
  Table: resource('AWS::EC2::RouteTable', fc.record({ VpcId: fc.constant(VpcId), Tags: maybe(tags) })),
  Targets: resource(
    'AWS::ElasticLoadBalancingV2::TargetGroup',
    fc
      .record({ Port: fc.constantFrom(80, 81), rest: health, Tags: maybe(tags) })
      .map(({ Port, rest, Tags }) => ({ VpcId, Port, Protocol: 'TCP', TargetType: 'ip', ...rest, Tags })),
  ),
  Topic: resource(
    'AWS::SNS::Topic',
    fc.record({ DisplayName: maybe(fc.constantFrom('x', 'y')), Tags: maybe(tags) }),
  ),
  Text: resource(
    'AWS::SSM::Parameter',
    fc.record({
      Type: fc.constant('String'),
      Value: fc.constantFrom('x', 'y'),
      Description: maybe(fc.constantFrom('d', 'e')),
    }),
  ),
  Zone: resource(
    'AWS::Route53::HostedZone',
    fc.record({ Name: fc.constantFrom('a.example', 'b.example'), HostedZoneTags: maybe(tags) }),
  ),
});

const round = fc.record({ resources, isBroken: fc.boolean() });

/** Has what cannot be made, after everything else, when it is broken. */
function templateOf({ resources: given, isBroken }: { resources: Record<string, Made>; isBroken: boolean }) {
  const present = Object.entries(given).filter(([, made]) => made !== undefined);
  const Vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } };
  const Outside = {
    Type: 'AWS::EC2::Subnet',
    Properties: { VpcId, CidrBlock: '172.16.0.0/24' },
    DependsOn: ['Vpc', ...present.map(([id]) => id)],
  };
  return { Resources: { Vpc, ...Object.fromEntries(present), ...(isBroken && { Outside }) } };
}

const kinds = {
  Vpc: 'vpc',
  Net: 'subnet',
  Group: 'securityGroup',
  Table: 'routeTable',
  Targets: 'targetGroup',
  Topic: 'topic',
  Text: 'parameter',
  Zone: 'hostedZone',
} as const;

/** Logical ids of all that there is, sorted. */
function world({ server }: StacksBench): string[] {
  return Object.values(kinds)
    .flatMap((kind) => server.state.read((all) => [...all.all(kind)]))
    .flatMap(({ tags: own }) =>
      own.filter(({ key }) => key === 'aws:cloudformation:logical-id').map(({ value }) => value),
    )
    .sort();
}

async function checkIsAs(b: StacksBench, good: ReturnType<typeof templateOf>): Promise<void> {
  assert.deepEqual(world(b), Object.keys(good.Resources).sort());
  const { client } = b;
  const { TemplateBody = '' } = await client.send(new cfn.GetTemplateCommand({ StackName }));
  assert.deepEqual(JSON.parse(TemplateBody), good);
  await client.send(new cfn.DetectStackDriftCommand({ StackName }));
  const drifts = await client.send(new cfn.DescribeStackResourceDriftsCommand({ StackName }));
  for (const each of drifts.StackResourceDrifts ?? [])
    assert.equal(
      each.StackResourceDriftStatus,
      'IN_SYNC',
      `${each.LogicalResourceId}: ${JSON.stringify(each.PropertyDifferences)}`,
    );
}

test('after any sequence of updates the resources are those of the last template that did not fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 5 }), async (rounds) => {
      await using b = await stacksBench();
      const { client } = b;
      let good = templateOf({ resources: {}, isBroken: false });
      await client.send(new cfn.CreateStackCommand({ StackName, TemplateBody: JSON.stringify(good) }));
      const { StackId = '' } = await rested(b, StackName);
      for (const each of rounds) {
        const template = templateOf(each);
        if (JSON.stringify(template) === JSON.stringify(good)) continue;
        const input = { StackName, TemplateBody: JSON.stringify(template) };
        try {
          await client.send(new cfn.UpdateStackCommand(input));
        } catch (error) {
          // Two templates may mean the same.
          assert.match((error as Error).message, /No updates are to be performed/);
          continue;
        }
        const { StackStatus } = await rested(b, StackName);
        const expected = each.isBroken ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE';
        assert.equal(StackStatus, expected, (await eventsOf(b, StackName)).join('\n'));
        if (!each.isBroken) good = template;
        await checkIsAs(b, good);
      }
      await client.send(new cfn.DeleteStackCommand({ StackName }));
      assert.equal((await rested(b, StackId)).StackStatus, 'DELETE_COMPLETE');
      assert.deepEqual(world(b), []);
    }),
    { numRuns: 25 },
  );
});
