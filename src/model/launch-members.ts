/** What a launch can be told of, by the names that RunInstances, launch templates and CloudFormation have for it. */
import type { MetadataOptions } from './launch-template-resources.ts';

/** The members of a request that options of metadata are stated by. */
export const metadataOptionMembers = [
  'HttpTokens',
  'HttpPutResponseHopLimit',
  'HttpEndpoint',
  'HttpProtocolIpv6',
  'InstanceMetadataTags',
] as const satisfies readonly (keyof MetadataOptions)[];

/** The members that a launch takes from its request as from a template, as an operation lists them. */
export const launchMembers = [
  'ImageId',
  'InstanceType',
  'UserData',
  'IamInstanceProfile.Arn',
  'IamInstanceProfile.Name',
  'SecurityGroupIds',
  'SecurityGroups',
  'NetworkInterfaces.DeviceIndex',
  'NetworkInterfaces.SubnetId',
  'NetworkInterfaces.PrivateIpAddress',
  'NetworkInterfaces.Groups',
  'NetworkInterfaces.Description',
  'NetworkInterfaces.DeleteOnTermination',
  'NetworkInterfaces.AssociatePublicIpAddress',
  'Placement.AvailabilityZone',
  'Placement.Tenancy',
  ...metadataOptionMembers.map((name) => `MetadataOptions.${name}`),
  'Monitoring.Enabled',
  'EbsOptimized',
  'DisableApiTermination',
  'TagSpecifications',
];
