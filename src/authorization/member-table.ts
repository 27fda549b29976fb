/**
 * Which members of an input name resources, by service prefix and resource type. A dot goes one level down, lists are
 * passed through. A member counts only for actions that have the resource type in AWS's reference, so `GroupId` of a
 * rule's source is no resource of AuthorizeSecurityGroupIngress.
 */
export const memberTable: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  ec2: {
    'elastic-ip': ['AllocationId', 'AllocationIds'],
    'dhcp-options': ['DhcpOptionsId', 'DhcpOptionsIds'],
    image: ['ImageId'],
    instance: ['InstanceId', 'InstanceIds', 'Attachment.InstanceId'],
    'internet-gateway': ['InternetGatewayId', 'InternetGatewayIds'],
    'key-pair': ['KeyName', 'KeyPairId'],
    'launch-template': ['LaunchTemplateId', 'LaunchTemplate.LaunchTemplateId'],
    natgateway: ['NatGatewayId', 'NatGatewayIds'],
    'network-acl': ['NetworkAclId', 'NetworkAclIds'],
    'network-interface': [
      'NetworkInterfaceId',
      'NetworkInterfaceIds',
      'NetworkInterfaces.NetworkInterfaceId',
    ],
    'prefix-list': ['PrefixListId', 'PrefixListIds'],
    'route-table': ['RouteTableId', 'RouteTableIds', 'AddRouteTableIds', 'RemoveRouteTableIds'],
    'security-group': [
      'GroupId',
      'GroupIds',
      'Groups',
      'SecurityGroupIds',
      'AddSecurityGroupIds',
      'RemoveSecurityGroupIds',
      'NetworkInterfaces.Groups',
    ],
    'security-group-rule': ['SecurityGroupRuleIds', 'SecurityGroupRules.SecurityGroupRuleId'],
    subnet: [
      'SubnetId',
      'SubnetIds',
      'AddSubnetIds',
      'RemoveSubnetIds',
      'SubnetConfigurations.SubnetId',
      'NetworkInterfaces.SubnetId',
    ],
    vpc: ['VpcId', 'VpcIds'],
    'vpc-endpoint': ['VpcEndpointId', 'VpcEndpointIds'],
    'vpc-endpoint-service': ['ServiceId', 'ServiceIds'],
    // Named by their ids when they are tagged, and nowhere else.
    'vpc-endpoint-connection': [],
    'vpc-endpoint-service-permission': [],
  },
  cloudwatch: {
    alarm: ['AlarmName', 'AlarmNames', 'ResourceARN'],
  },
  ecr: {
    repository: ['repositoryName', 'repositoryNames', 'resourceArn'],
  },
  elasticloadbalancing: {
    listener: ['ListenerArn', 'ListenerArns'],
    loadbalancer: ['LoadBalancerArn', 'LoadBalancerArns'],
    'listener-rule': ['RuleArn', 'RuleArns'],
    targetgroup: ['TargetGroupArn', 'TargetGroupArns'],
    any: ['ResourceArn', 'ResourceArns'],
  },
  iam: {
    group: ['GroupName'],
    'instance-profile': ['InstanceProfileName'],
    policy: ['PolicyArn'],
    role: ['RoleName'],
    user: ['UserName'],
  },
  cloudformation: {
    stack: ['StackName', 'ChangeSetName', 'PhysicalResourceId'],
  },
  logs: {
    'log-group': ['logGroupName', 'resourceArn'],
  },
  route53: {
    change: ['Id'],
    healthcheck: ['HealthCheckId'],
    hostedzone: ['HostedZoneId', 'Id', 'ResourceId', 'ResourceIds'],
  },
  sns: {
    topic: ['TopicArn', 'TargetArn', 'SubscriptionArn', 'ResourceArn'],
  },
  acm: {
    certificate: ['CertificateArn'],
  },
  ssm: {
    parameter: ['Name', 'Names', 'Path', 'ResourceId'],
  },
  sts: {
    role: ['RoleArn'],
    'federated-user': ['Name'],
  },
};

/** The texts at a path of an input. */
export function textsAt(input: unknown, path: string): string[] {
  let found: unknown[] = [input];
  for (const name of path.split('.')) {
    found = found.flatMap((value) =>
      typeof value === 'object' && value !== null ? [(value as Readonly<Record<string, unknown>>)[name]] : [],
    );
    // Lists of lists do not occur in the members above.
    found = found.flat();
  }
  return found.filter((value) => typeof value === 'string');
}
