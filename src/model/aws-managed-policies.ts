/**
 * The managed policies of AWS that exist here, under AWS's ARNs. The documents are Postern's own: they grant what AWS
 * documents the policy to grant in the services that Postern offers, and leave out the services that it does not.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
import {
  allow,
  allReads,
  auditReads,
  iamReads,
  organizationReads,
  type Row,
  serviceLinkedRole,
  viewReads,
  vpcReads,
  vpcWrites,
} from './aws-managed-statements.ts';
import type { Arn } from './ids.ts';

/** A managed policy that every account can attach and none can change. It has one version, `v1`. */
export interface AwsManagedPolicy {
  readonly arn: Arn;
  readonly name: string;
  /** `/`, `/job-function/` or `/service-role/`. */
  readonly path: string;
  /** `ANPA...`, derived from nothing but the place in this table: constant. */
  readonly policyId: string;
  readonly description: string;
  /** JSON. */
  readonly document: string;
  readonly createdAt: string;
}

const jobs = '/job-function/';

const rows: readonly Row[] = [
  ['AdministratorAccess', 'Provides full access to all services and resources.', [allow('*')]],
  [
    'PowerUserAccess',
    'Provides full access to all services and resources, but does not allow management of users and groups.',
    [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      allow(
        'account:GetAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ),
    ],
  ],
  ['ReadOnlyAccess', 'Provides read-only access to all services and resources.', [allow(...allReads)]],
  ['IAMFullAccess', 'Provides full access to IAM.', [allow('iam:*', ...organizationReads)]],
  ['IAMReadOnlyAccess', 'Provides read-only access to IAM.', [allow(...iamReads)]],
  [
    'AmazonVPCFullAccess',
    'Provides full access to VPCs and what is in them.',
    [allow(...vpcWrites, ...vpcReads)],
  ],
  ['AmazonVPCReadOnlyAccess', 'Provides read-only access to VPCs and what is in them.', [allow(...vpcReads)]],
  [
    'AmazonEC2FullAccess',
    'Provides full access to EC2 and load balancing.',
    [
      allow('ec2:*', 'elasticloadbalancing:*', 'cloudwatch:*', 'autoscaling:*'),
      serviceLinkedRole('autoscaling.amazonaws.com', 'elasticloadbalancing.amazonaws.com'),
    ],
  ],
  [
    'AmazonEC2ReadOnlyAccess',
    'Provides read-only access to EC2 and load balancing.',
    [
      allow(
        'ec2:Describe*',
        'ec2:GetSecurityGroupsForVpc',
        'elasticloadbalancing:Describe*',
        'cloudwatch:ListMetrics',
        'cloudwatch:GetMetricStatistics',
        'cloudwatch:Describe*',
        'autoscaling:Describe*',
      ),
    ],
  ],
  [
    'ElasticLoadBalancingFullAccess',
    'Provides full access to load balancing, and to see what it needs of EC2.',
    [
      allow(
        'elasticloadbalancing:*',
        'ec2:DescribeAccountAttributes',
        'ec2:DescribeAddresses',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstances',
        'ec2:DescribeInternetGateways',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcPeeringConnections',
        'ec2:DescribeVpcs',
        'ec2:GetSecurityGroupsForVpc',
      ),
      serviceLinkedRole('elasticloadbalancing.amazonaws.com'),
    ],
  ],
  [
    'ElasticLoadBalancingReadOnly',
    'Provides read-only access to load balancing.',
    [
      allow(
        'elasticloadbalancing:Describe*',
        'elasticloadbalancing:Get*',
        'ec2:DescribeInstances',
        'ec2:DescribeSecurityGroups',
      ),
    ],
  ],
  [
    'AmazonRoute53FullAccess',
    'Provides full access to Route 53, and to see what its records point to.',
    [
      allow(
        'route53:*',
        'route53domains:*',
        'cloudwatch:DescribeAlarms',
        'cloudwatch:GetMetricStatistics',
        'ec2:DescribeRegions',
        'ec2:DescribeVpcEndpoints',
        'ec2:DescribeVpcs',
        'elasticloadbalancing:DescribeLoadBalancers',
        'sns:ListTopics',
        'sns:ListSubscriptionsByTopic',
      ),
    ],
  ],
  [
    'AmazonRoute53ReadOnlyAccess',
    'Provides read-only access to Route 53.',
    [allow('route53:Get*', 'route53:List*', 'route53:TestDNSAnswer')],
  ],
  ['AmazonSNSFullAccess', 'Provides full access to SNS.', [allow('sns:*')]],
  [
    'AmazonSNSReadOnlyAccess',
    'Provides read-only access to SNS.',
    [allow('sns:GetTopicAttributes', 'sns:GetSubscriptionAttributes', 'sns:List*')],
  ],
  [
    'AWSCloudTrail_ReadOnlyAccess',
    'Provides read-only access to CloudTrail.',
    [allow('cloudtrail:Get*', 'cloudtrail:Describe*', 'cloudtrail:List*', 'cloudtrail:LookupEvents')],
  ],
  [
    'AWSCloudFormationFullAccess',
    'Provides full access to CloudFormation. What a stack makes needs permissions of its own.',
    [allow('cloudformation:*')],
  ],
  [
    'AWSCloudFormationReadOnlyAccess',
    'Provides read-only access to CloudFormation.',
    [
      allow(
        'cloudformation:Describe*',
        'cloudformation:Detect*',
        'cloudformation:EstimateTemplateCost',
        'cloudformation:Get*',
        'cloudformation:List*',
        'cloudformation:ValidateTemplate',
      ),
    ],
  ],
  ['AWSDenyAll', 'Denies everything.', [{ Effect: 'Deny', Action: ['*'], Resource: '*' }]],
  ['SecurityAudit', 'Provides access to read how things are secured.', [allow(...auditReads)]],
  [
    'ViewOnlyAccess',
    'Provides access to see which resources there are, in all services.',
    [allow(...viewReads)],
    jobs,
  ],
  [
    'AWSLambdaBasicExecutionRole',
    'Provides what a function of Lambda needs to write its log.',
    [allow('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents')],
    '/service-role/',
  ],
  [
    'AmazonSSMManagedInstanceCore',
    'Provides what an instance needs of Systems Manager.',
    [
      allow(
        'ssm:DescribeAssociation',
        'ssm:DescribeDocument',
        'ssm:GetDeployablePatchSnapshotForInstance',
        'ssm:GetDocument',
        'ssm:GetManifest',
        'ssm:GetParameter',
        'ssm:GetParameters',
        'ssm:ListAssociations',
        'ssm:ListInstanceAssociations',
        'ssm:PutComplianceItems',
        'ssm:PutConfigurePackageResult',
        'ssm:PutInventory',
        'ssm:UpdateAssociationStatus',
        'ssm:UpdateInstanceAssociationStatus',
        'ssm:UpdateInstanceInformation',
      ),
    ],
  ],
  [
    'AmazonSSMReadOnlyAccess',
    'Provides read-only access to Systems Manager.',
    [allow('ssm:Describe*', 'ssm:Get*', 'ssm:List*')],
  ],
  [
    'CloudWatchAgentServerPolicy',
    'Provides what the agent of CloudWatch needs on a server.',
    [
      allow(
        'cloudwatch:PutMetricData',
        'ec2:DescribeVolumes',
        'ec2:DescribeTags',
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
        'logs:PutRetentionPolicy',
      ),
      {
        Effect: 'Allow',
        Action: ['ssm:GetParameter'],
        Resource: 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*',
      },
    ],
  ],
];

/** When this table was made; the time that the policies show. */
const createdAt = '2015-02-06T18:39:46.000Z';

const policies: ReadonlyMap<string, AwsManagedPolicy> = new Map(
  rows.map(([name, description, statements, path = '/'], at) => {
    const arn: Arn = `arn:aws:iam::aws:policy${path}${name}`;
    const policyId = `ANPAPOSTERN${String(at).padStart(10, '0')}`;
    const document = JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
    return [arn, { arn, name, path, policyId, description, document, createdAt }];
  }),
);

/** The policy with this ARN. */
export function awsManagedPolicy(arn: string): AwsManagedPolicy | undefined {
  return policies.get(arn);
}

/** All of them, in the order of the table. */
export function awsManagedPolicies(): readonly AwsManagedPolicy[] {
  return [...policies.values()];
}
