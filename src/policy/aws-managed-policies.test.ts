/** AWS's managed policies as Postern has them, read and evaluated. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awsManagedPolicies, awsManagedPolicy } from '../model/aws-managed-policies.ts';
import { managedPolicy } from './document/profiles.ts';
import { parsePolicy } from './parse-policy.ts';
import { decide, request } from './testing/policies.ts';

/** Whether the policy allows the action on anything. */
function allows(name: string, action: string): boolean {
  const found = awsManagedPolicy(`arn:aws:iam::aws:policy/${name}`);
  assert.ok(found, name);
  const identity = [parsePolicy(found.document, managedPolicy)];
  return decide(request({ action, resource: '*' }), { identity }).decision === 'allow';
}

test('every one is a valid managed policy within its quota, and each id and ARN is there once', () => {
  const all = awsManagedPolicies();
  for (const { document } of all) parsePolicy(document, managedPolicy);
  assert.equal(new Set(all.map(({ policyId }) => policyId)).size, all.length);
  for (const { policyId } of all) assert.match(policyId, /^ANPA[A-Z0-9]{17}$/);
});

test('the effect is the documented one', () => {
  const table: readonly (readonly [name: string, allowed: readonly string[], refused: readonly string[]])[] =
    [
      ['AdministratorAccess', ['iam:CreateUser', 'ec2:DeleteVpc'], []],
      ['PowerUserAccess', ['ec2:DeleteVpc', 'iam:ListRoles'], ['iam:CreateUser', 'iam:ListUsers']],
      [
        'ReadOnlyAccess',
        ['ec2:DescribeVpcs', 'iam:GetUser'],
        ['ec2:CreateVpc', 'sts:AssumeRole', 'sns:Publish'],
      ],
      ['IAMFullAccess', ['iam:CreateUser'], ['ec2:DescribeVpcs', 'sts:AssumeRole']],
      ['IAMReadOnlyAccess', ['iam:ListUsers', 'iam:SimulateCustomPolicy'], ['iam:CreateUser']],
      [
        'AmazonVPCFullAccess',
        ['ec2:CreateVpc', 'ec2:CreateVpcEndpoint', 'ec2:CreateRoute', 'ec2:AuthorizeSecurityGroupIngress'],
        ['ec2:RunInstances', 'ec2:TerminateInstances', 'iam:GetUser'],
      ],
      ['AmazonVPCReadOnlyAccess', ['ec2:DescribeVpcEndpoints'], ['ec2:CreateVpc', 'ec2:DescribeInstances']],
      ['AmazonEC2FullAccess', ['ec2:RunInstances', 'elasticloadbalancing:CreateRule'], ['iam:PassRole']],
      ['AmazonEC2ReadOnlyAccess', ['ec2:DescribeInstances'], ['ec2:RunInstances']],
      ['ElasticLoadBalancingFullAccess', ['elasticloadbalancing:CreateListener'], ['ec2:CreateVpc']],
      [
        'ElasticLoadBalancingReadOnly',
        ['elasticloadbalancing:DescribeRules'],
        ['elasticloadbalancing:AddTags'],
      ],
      ['AmazonRoute53FullAccess', ['route53:CreateHostedZone', 'ec2:DescribeVpcs'], ['ec2:CreateVpc']],
      ['AmazonRoute53ReadOnlyAccess', ['route53:ListHostedZones'], ['route53:CreateHostedZone']],
      ['AmazonSNSFullAccess', ['sns:Publish'], ['sqs:SendMessage']],
      ['AmazonSSMManagedInstanceCore', ['ssm:GetParameter'], ['ssm:PutParameter', 'ec2:DescribeVpcs']],
      ['AmazonSSMReadOnlyAccess', ['ssm:DescribeParameters'], ['ssm:PutParameter']],
      ['CloudWatchAgentServerPolicy', ['cloudwatch:PutMetricData'], ['ssm:GetParameter']],
      ['AWSDenyAll', [], ['sts:GetCallerIdentity']],
      ['SecurityAudit', ['iam:GetUser', 'ec2:DescribeVpcs'], ['ec2:CreateVpc']],
      ['job-function/ViewOnlyAccess', ['ec2:DescribeVpcs'], ['iam:GetPolicyVersion', 'ec2:CreateVpc']],
    ];
  for (const [name, allowed, refused] of table) {
    for (const action of allowed) assert.ok(allows(name, action), `${name} allows ${action}`);
    for (const action of refused) assert.ok(!allows(name, action), `${name} does not allow ${action}`);
  }
});
