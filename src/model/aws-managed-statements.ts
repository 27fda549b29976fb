/** What AWS's managed policies allow, in parts: the actions of a job, and the statements that several policies have. */

export type Statement = Readonly<Record<string, unknown>>;

/** What a VPC consists of, as the names of EC2's actions call it. */
const vpcNouns = [
  'Vpc',
  'Subnet',
  'SecurityGroup',
  'RouteTable',
  'NetworkAcl',
  'NetworkInterface',
  'InternetGateway',
  'NatGateway',
  'CustomerGateway',
  'Vpn',
  'DhcpOptions',
  'FlowLogs',
  'Address',
];

export const vpcReads = [
  ...vpcNouns.map((noun) => `ec2:Describe*${noun}*`),
  'ec2:DescribeAccountAttributes',
  'ec2:DescribePrefixLists',
  'ec2:DescribeTags',
  'ec2:GetSecurityGroupsForVpc',
];

export const vpcWrites = [
  ...vpcNouns.map((noun) => `ec2:*${noun}*`),
  'ec2:CreateRoute',
  'ec2:ReplaceRoute',
  'ec2:DeleteRoute',
  'ec2:CreateTags',
  'ec2:DeleteTags',
  'ec2:DescribeAvailabilityZones',
  'ec2:DescribeInstances',
  'ec2:DescribeKeyPairs',
];

export const iamReads = [
  'iam:GenerateCredentialReport',
  'iam:GenerateServiceLastAccessedDetails',
  'iam:Get*',
  'iam:List*',
  'iam:SimulateCustomPolicy',
  'iam:SimulatePrincipalPolicy',
];

export const organizationReads = ['organizations:Describe*', 'organizations:List*'];

/** May see how things are set up, and no data. */
export const auditReads = [
  'acm:Describe*',
  'acm:List*',
  'cloudformation:DescribeStack*',
  'cloudformation:GetStackPolicy',
  'cloudformation:GetTemplate',
  'cloudformation:ListStack*',
  'cloudtrail:DescribeTrails',
  'cloudtrail:GetTrail*',
  'cloudtrail:ListT*',
  'cloudtrail:LookupEvents',
  'cloudwatch:Describe*',
  'ec2:Describe*',
  'ec2:GetManagedPrefixList*',
  'elasticloadbalancing:Describe*',
  ...iamReads,
  'route53:Get*',
  'route53:List*',
  'sns:GetTopicAttributes',
  'sns:ListSubscriptions*',
  'sns:ListT*',
  'sts:GetAccessKeyInfo',
];

export const viewReads = [
  'acm:ListCertificates',
  'cloudformation:DescribeStacks',
  'cloudformation:ListStack*',
  'cloudtrail:DescribeTrails',
  'cloudtrail:ListTrails',
  'cloudtrail:LookupEvents',
  'cloudwatch:DescribeAlarms*',
  'cloudwatch:ListMetrics',
  'cloudwatch:GetMetric*',
  ...vpcReads,
  'ec2:DescribeAvailabilityZones',
  'ec2:DescribeInstances',
  'ec2:DescribeRegions',
  'elasticloadbalancing:DescribeListeners',
  'elasticloadbalancing:DescribeLoadBalancers',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeTargetHealth',
  'iam:GetAccountSummary',
  'iam:GetLoginProfile',
  'iam:List*',
  'route53:GetHostedZone',
  'route53:List*',
  'sns:List*',
];

export const allReads = [
  'acm:Describe*',
  'acm:Get*',
  'acm:List*',
  'cloudformation:Describe*',
  'cloudformation:Detect*',
  'cloudformation:Estimate*',
  'cloudformation:Get*',
  'cloudformation:List*',
  'cloudformation:ValidateTemplate',
  'cloudtrail:Describe*',
  'cloudtrail:Get*',
  'cloudtrail:List*',
  'cloudtrail:LookupEvents',
  'cloudwatch:Describe*',
  'cloudwatch:Get*',
  'cloudwatch:List*',
  'ec2:Describe*',
  'ec2:Get*',
  'ecr:BatchCheck*',
  'ecr:BatchGet*',
  'ecr:Describe*',
  'ecr:Get*',
  'ecr:List*',
  'elasticloadbalancing:Describe*',
  'iam:Generate*',
  'iam:Get*',
  'iam:List*',
  'iam:Simulate*',
  'route53:Get*',
  'route53:List*',
  'route53:Test*',
  's3:Get*',
  's3:List*',
  'sns:Check*',
  'sns:Get*',
  'sns:List*',
  'ssm:Describe*',
  'ssm:Get*',
  'ssm:List*',
  'sts:GetAccessKeyInfo',
  'sts:GetCallerIdentity',
  'sts:GetSessionToken',
];

/** The one thing that the policies of a service may do in IAM. */
export function serviceLinkedRole(...services: readonly string[]): Statement {
  return {
    Effect: 'Allow',
    Action: 'iam:CreateServiceLinkedRole',
    Resource: '*',
    Condition: { StringEquals: { 'iam:AWSServiceName': services } },
  };
}

export function allow(...actions: readonly string[]): Statement {
  return { Effect: 'Allow', Action: actions, Resource: '*' };
}

export type Row = readonly [
  name: string,
  description: string,
  statements: readonly Statement[],
  path?: string,
];
