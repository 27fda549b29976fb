/** The tags that CloudFormation itself gives to what it makes, besides those of the stack. */
import type { Reader, Writer } from '../../model/access.ts';
import { alarmArn } from '../../model/alarm-resources.ts';
import { logGroupArn } from '../../model/log-resources.ts';
import type { Tag } from '../../model/owned.ts';
import { parameterId } from '../../model/parameter-resources.ts';
import { repositoryArn } from '../../model/repository-resources.ts';
import { isReservedKey, usersTags } from '../../model/reserved-tags.ts';
import type { Kind, Kinds } from '../../model/resources.ts';
import type { Stack } from '../../model/stack-resources.ts';

/** Kinds of records that have tags. */
type TaggedKind = { [K in Kind]: Kinds[K] extends { readonly tags: readonly Tag[] } ? K : never }[Kind];

interface Place {
  readonly kind: TaggedKind;
  /** The record's id; it is the physical id when left out. @returns undefined when there is none */
  id?(resources: Reader, stack: Stack, physicalId: string): string | undefined;
}

const iamName =
  (kind: 'role' | 'user') =>
  (resources: Reader, { accountId }: Stack, name: string) =>
    resources.find(kind, 'name', `${accountId}/${name.toLowerCase()}`)[0]?.id;

/** Where the tags of a type's resources are kept. A type that is not here has none of these tags. */
const places: Readonly<Record<string, Place | undefined>> = {
  'AWS::CloudWatch::Alarm': {
    kind: 'metricAlarm',
    id: (_, { accountId, region }, name) => alarmArn(accountId, region, name),
  },
  'AWS::EC2::DHCPOptions': { kind: 'dhcpOptions' },
  'AWS::EC2::EIP': {
    kind: 'elasticAddress',
    id: (resources, { accountId, region }, physicalId) =>
      resources
        .find('elasticAddress', 'owner', `${accountId}/${region}`)
        .find(({ publicIp }) => publicIp === physicalId)?.id,
  },
  'AWS::EC2::Instance': { kind: 'instance' },
  'AWS::EC2::InternetGateway': { kind: 'internetGateway' },
  'AWS::EC2::LaunchTemplate': { kind: 'launchTemplate' },
  'AWS::EC2::NatGateway': { kind: 'natGateway' },
  'AWS::EC2::NetworkInterface': { kind: 'networkInterface' },
  'AWS::EC2::PrefixList': { kind: 'prefixList' },
  'AWS::EC2::RouteTable': { kind: 'routeTable' },
  'AWS::EC2::SecurityGroup': { kind: 'securityGroup' },
  'AWS::EC2::Subnet': { kind: 'subnet' },
  'AWS::EC2::VPC': { kind: 'vpc' },
  'AWS::EC2::VPCEndpoint': { kind: 'endpoint' },
  'AWS::EC2::VPCEndpointService': { kind: 'endpointService' },
  'AWS::ECR::Repository': {
    kind: 'repository',
    id: (_, { accountId, region }, name) => repositoryArn(accountId, region, name),
  },
  'AWS::ElasticLoadBalancingV2::Listener': { kind: 'listener' },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': { kind: 'loadBalancer' },
  'AWS::ElasticLoadBalancingV2::TargetGroup': { kind: 'targetGroup' },
  'AWS::IAM::Role': { kind: 'role', id: iamName('role') },
  'AWS::IAM::User': { kind: 'user', id: iamName('user') },
  'AWS::Logs::LogGroup': {
    kind: 'logGroup',
    id: (_, { accountId, region }, name) => logGroupArn(accountId, region, name),
  },
  'AWS::Route53::HealthCheck': { kind: 'dnsHealthCheck' },
  'AWS::Route53::HostedZone': { kind: 'hostedZone' },
  'AWS::S3::Bucket': { kind: 'bucket' },
  'AWS::SNS::Topic': { kind: 'topic' },
  'AWS::SSM::Parameter': {
    kind: 'parameter',
    id: (_, { accountId, region }, name) => parameterId(accountId, region, name),
  },
};

/** Gives a resource that was just made, changed or imported the tags of its stack that are AWS's own. */
export function putSystemTags(
  resources: Writer,
  stack: Stack,
  type: string,
  { physicalId, tags }: { readonly physicalId: string; readonly tags: Readonly<Record<string, string>> },
): void {
  const place = places[type];
  const id = place?.id === undefined ? physicalId : place.id(resources, stack, physicalId);
  // Any of the kinds will do: what is read and written are tags.
  const kind = place?.kind as 'vpc' | undefined;
  const record = kind && id !== undefined ? resources.get(kind, id as Kinds['vpc']['id']) : undefined;
  if (kind === undefined || record === undefined) return;
  const own = Object.entries(tags)
    .filter(([key]) => isReservedKey(key))
    .map(([key, value]) => ({ key, value }));
  resources.put(kind, { ...record, tags: [...usersTags(record.tags), ...own] });
}

/** Names of the types that get these tags. */
export const systemTagged: readonly string[] = Object.keys(places);
