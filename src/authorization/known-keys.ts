/**
 * The condition keys that requests here have, beside those that every request has (`request-context.ts`). What AWS's
 * reference lists and is not here is left out of the generated table: nothing here has such a value. A key that ends in
 * `/` stands for all that start so.
 */
export const knownKeys: readonly string[] = [
  'aws:RequestTag/',
  'aws:ResourceTag/',
  'aws:TagKeys',
  'cloudformation:ChangeSetName',
  'cloudformation:RoleArn',
  'cloudformation:TemplateUrl',
  'ec2:Attribute',
  'ec2:AvailabilityZone',
  'ec2:AvailabilityZoneId',
  'ec2:CreateAction',
  'ec2:ImageID',
  'ec2:InstanceID',
  'ec2:InstanceType',
  'ec2:NetworkAclID',
  'ec2:NetworkInterfaceID',
  'ec2:Region',
  'ec2:ResourceTag/',
  'ec2:RouteTableID',
  'ec2:SecurityGroupID',
  'ec2:Subnet',
  'ec2:SubnetID',
  'ec2:Tenancy',
  'ec2:Vpc',
  'ec2:VpcID',
  'ec2:VpceMultiRegion',
  'ec2:VpceServiceName',
  'ec2:VpceServiceOwner',
  'ec2:VpceServicePrivateDnsName',
  'ec2:VpceServiceRegion',
  'ec2:VpceSupportedRegion',
  'elasticloadbalancing:CreateAction',
  'elasticloadbalancing:ListenerProtocol',
  'elasticloadbalancing:ResourceTag/',
  'elasticloadbalancing:Scheme',
  'elasticloadbalancing:SecurityGroup',
  'elasticloadbalancing:SecurityPolicy',
  'elasticloadbalancing:Subnet',
  'iam:PassedToService',
  'iam:PermissionsBoundary',
  'iam:PolicyARN',
  'iam:ResourceTag/',
  'route53:ChangeResourceRecordSetsActions',
  'route53:ChangeResourceRecordSetsNormalizedRecordNames',
  'route53:ChangeResourceRecordSetsRecordTypes',
  'route53:VPCs',
  'sns:Endpoint',
  'sns:Protocol',
  'ssm:Overwrite',
  'ssm:Recursive',
  'sts:ExternalId',
  'sts:RoleSessionName',
  'sts:SourceIdentity',
  'sts:TransitiveTagKeys',
];

/** The known key, in the spelling of the list, that a key of the reference is: `aws:ResourceTag/${TagKey}`. */
export function knownKey(key: string): string | undefined {
  const plain = key.replace(/\/\$\{.*$/, '/').toLowerCase();
  return knownKeys.find((known) => known.toLowerCase() === plain);
}
