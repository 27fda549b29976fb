/** Which resources a call is about: what LookupEvents finds events by. */

/** CloudFormation's names of types, by the members that name a resource. */
const types: ReadonlyMap<string, string> = new Map(
  Object.entries({
    vpcId: 'AWS::EC2::VPC',
    subnetId: 'AWS::EC2::Subnet',
    subnetIds: 'AWS::EC2::Subnet',
    groupId: 'AWS::EC2::SecurityGroup',
    securityGroupIds: 'AWS::EC2::SecurityGroup',
    routeTableId: 'AWS::EC2::RouteTable',
    networkInterfaceId: 'AWS::EC2::NetworkInterface',
    instanceId: 'AWS::EC2::Instance',
    instanceIds: 'AWS::EC2::Instance',
    vpcEndpointId: 'AWS::EC2::VPCEndpoint',
    vpcEndpointIds: 'AWS::EC2::VPCEndpoint',
    serviceId: 'AWS::EC2::VPCEndpointService',
    serviceIds: 'AWS::EC2::VPCEndpointService',
    loadBalancerArn: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    targetGroupArn: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    listenerArn: 'AWS::ElasticLoadBalancingV2::Listener',
    topicArn: 'AWS::SNS::Topic',
    subscriptionArn: 'AWS::SNS::Subscription',
    userName: 'AWS::IAM::User',
    roleName: 'AWS::IAM::Role',
    roleArn: 'AWS::IAM::Role',
    groupName: 'AWS::IAM::Group',
    policyArn: 'AWS::IAM::Policy',
    accessKeyId: 'AWS::IAM::AccessKey',
    instanceProfileName: 'AWS::IAM::InstanceProfile',
    hostedZoneId: 'AWS::Route53::HostedZone',
  }),
);

/** Resources of one event. */
const resourcesMax = 20;
const depthMax = 4;
const nameCharactersMax = 512;

export interface AuditedResource {
  readonly type: string;
  readonly name: string;
}

/** @param shown what the event shows of input and output */
export function resourcesOf(eventSource: string, ...shown: readonly unknown[]): readonly AuditedResource[] {
  const found = new Map<string, AuditedResource>();
  for (const each of shown) collect(eventSource, each, 0, found);
  return [...found.values()].slice(0, resourcesMax);
}

function collect(source: string, value: unknown, depth: number, found: Map<string, AuditedResource>): void {
  if (typeof value !== 'object' || value === null || depth > depthMax || found.size >= resourcesMax) return;
  for (const [key, inner] of Object.entries(value)) {
    // EC2 names security groups too, by other words than their ids.
    const isNamed = key !== 'groupName' || source === 'iam.amazonaws.com';
    const type = isNamed ? types.get(key) : undefined;
    if (type !== undefined) add(type, inner, found);
    if (typeof inner === 'object') collect(source, inner, depth + 1, found);
  }
}

function add(type: string, names: unknown, found: Map<string, AuditedResource>): void {
  for (const name of Array.isArray(names) ? names : [names]) {
    if (typeof name !== 'string' || name.length > nameCharactersMax) continue;
    found.set(`${type}/${name}`, { type, name });
  }
}
