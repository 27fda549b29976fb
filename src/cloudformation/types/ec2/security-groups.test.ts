import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stackBench } from '../../../operations/testing/stack.ts';

interface Rule {
  readonly [name: string]: string | number;
}

function groupBench() {
  const stack = stackBench();
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
  const rules = (id: string, egress: boolean) => {
    const Filters = [{ Name: 'group-id', Values: [id] }];
    const answer = stack.call('ec2', 'DescribeSecurityGroupRules', { Filters }) as {
      SecurityGroupRules: { IsEgress: boolean; IpProtocol: string; FromPort: number; CidrIpv4?: string }[];
    };
    return answer.SecurityGroupRules.filter(({ IsEgress }) => IsEgress === egress).map(
      ({ IpProtocol, FromPort, CidrIpv4 }) => `${IpProtocol} ${FromPort} ${CidrIpv4}`,
    );
  };
  const group = (properties: Record<string, string | number | readonly Rule[]>) =>
    stack.create('AWS::EC2::SecurityGroup', { GroupDescription: 'for a test', VpcId: vpc.id, ...properties });
  return { stack, vpc, rules, group };
}

const web = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/16', Description: 'web' };
const ssh = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '10.0.1.7/32' };
const everywhere = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

test('a group has the rules stated, and only those change that changed', () => {
  const { stack, vpc, group, rules } = groupBench();
  const properties = {
    GroupDescription: 'for a test',
    GroupName: 'web',
    VpcId: vpc.id,
    SecurityGroupIngress: [web, ssh],
    SecurityGroupEgress: [{ IpProtocol: 'udp', FromPort: 53, ToPort: 53, CidrIp: '10.0.0.2/32' }],
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const made = group(properties);
  assert.deepEqual(made.read(), properties);
  assert.deepEqual(made.attributes, { Id: made.id, GroupId: made.id, VpcId: vpc.id });
  assert.deepEqual(rules(made.id, true), ['udp 53 10.0.0.2/32']);
  stack.calls.splice(0);

  const after = {
    ...properties,
    SecurityGroupIngress: [
      { ...web, Description: 'https' },
      { ...ssh, ToPort: 23 },
    ],
  };
  made.update(after);
  assert.deepEqual(made.read(), after);
  assert.deepEqual(stack.calls.splice(0), [
    'RevokeSecurityGroupIngress',
    'AuthorizeSecurityGroupIngress',
    'UpdateSecurityGroupRuleDescriptionsIngress',
  ]);
  made.update({ ...after, SecurityGroupEgress: [] });
  assert.deepEqual(rules(made.id, true), []);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('a group that states nothing to send lets everything out, until it states something', () => {
  const { group, rules, vpc } = groupBench();
  const made = group({});
  assert.match(String(made.read()?.GroupName), /^stack-Resource2-/);
  assert.deepEqual(rules(made.id, true), ['-1 -1 0.0.0.0/0']);
  const stated = { GroupDescription: 'for a test', VpcId: vpc.id, SecurityGroupEgress: [web] };
  made.update(stated);
  assert.deepEqual(rules(made.id, true), ['tcp 443 10.0.0.0/16']);
  made.update({ ...stated, SecurityGroupEgress: [web, everywhere] });
  assert.deepEqual(rules(made.id, true).length, 2);
});

test('the rule of the CDK that lets nothing out is a rule like others', () => {
  const { group, rules } = groupBench();
  const nothing = {
    CidrIp: '255.255.255.255/32',
    Description: 'Disallow all traffic',
    FromPort: 252,
    IpProtocol: 'icmp',
    ToPort: 86,
  };
  const made = group({ SecurityGroupEgress: [nothing] });
  assert.deepEqual(made.read()?.SecurityGroupEgress, [nothing]);
  assert.deepEqual(rules(made.id, true), ['icmp 252 255.255.255.255/32']);
});

test('a rule that is a resource of its own comes, is described otherwise and goes, and is no drift of its group', () => {
  const { stack, group } = groupBench();
  const first = group({ SecurityGroupIngress: [web] });
  const second = group({});
  const properties = {
    GroupId: first.id,
    IpProtocol: 'tcp',
    FromPort: 80,
    ToPort: 80,
    SourceSecurityGroupId: second.id,
    Description: 'from the other',
  };
  const rule = stack.create('AWS::EC2::SecurityGroupIngress', properties);
  assert.match(rule.id, /^sgr-/);
  assert.deepEqual(rule.attributes, { Id: rule.id });
  assert.deepEqual(rule.read(), properties);
  assert.deepEqual(first.read()?.SecurityGroupIngress, [web]);
  rule.update({ ...properties, Description: 'other' });
  assert.deepEqual(rule.read(), { ...properties, Description: 'other' });
  assert.throws(() => second.delete(), { code: 'DependencyViolation' });
  rule.delete();
  rule.delete();
  assert.equal(rule.read(), undefined);
  const out = { GroupId: first.id, IpProtocol: '-1', DestinationSecurityGroupId: second.id };
  const egress = stack.create('AWS::EC2::SecurityGroupEgress', out);
  assert.deepEqual(egress.read(), { ...out, FromPort: -1, ToPort: -1 });
  first.delete();
  egress.delete();
  assert.equal(egress.read(), undefined);
});

test('whoever takes a rule away by hand makes the group differ from its template', () => {
  const { stack, group } = groupBench();
  const made = group({ SecurityGroupIngress: [web, ssh] });
  const IpPermissions = [
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
  ];
  stack.call('ec2', 'RevokeSecurityGroupIngress', { GroupId: made.id, IpPermissions });
  assert.deepEqual(made.read()?.SecurityGroupIngress, [ssh]);
});

test('whatever rules are asked for, in whatever order they change, the group has exactly those', () => {
  const port = fc.integer({ min: 0, max: 3 });
  const rule = fc
    .record({
      IpProtocol: fc.constantFrom('tcp', 'udp', '6', '-1'),
      from: port,
      length: port,
      CidrIp: fc.constantFrom('10.0.0.0/8', '10.1.2.3/8', '192.0.2.0/24'),
      Description: fc.option(fc.constantFrom('one', 'two'), { nil: undefined }),
    })
    .map(({ from, length, Description, ...rest }) => ({
      ...rest,
      FromPort: from,
      ToPort: String(from + length),
      ...(Description !== undefined && { Description }),
    }));
  const key = (each: Rule) =>
    [
      each.IpProtocol === '6' ? 'tcp' : each.IpProtocol,
      ...(each.IpProtocol === '-1' ? [] : [each.FromPort, each.ToPort]),
      each.CidrIp === '10.1.2.3/8' ? '10.0.0.0/8' : each.CidrIp,
    ].join();
  const rules = fc.uniqueArray(rule, { maxLength: 5, selector: key });
  fc.assert(
    fc.property(rules, fc.array(rules, { maxLength: 4 }), (first, changes) => {
      const { vpc, group, rules: there } = groupBench();
      const made = group({ SecurityGroupIngress: first });
      for (const stated of [first, ...changes]) {
        made.update({ GroupDescription: 'for a test', VpcId: vpc.id, SecurityGroupIngress: stated });
        assert.deepEqual(made.read()?.SecurityGroupIngress, stated);
        assert.equal(there(made.id, false).length, stated.length);
      }
    }),
    { numRuns: 40 },
  );
});
