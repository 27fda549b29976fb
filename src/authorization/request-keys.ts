/** The condition keys that come from the members of an input, by service. Which of them a check has, its action says. */
import type { MetadataOptions } from '../model/launch-template-resources.ts';
import { ec2Arn, instanceKeys, serviceOwner } from './ec2-targets.ts';
import { textsAt } from './member-table.ts';
import { multiRegionKeys } from './multi-region.ts';
import { type RequestFacts, textOf } from './request.ts';
import type { ContextKey } from './request-context.ts';

export function requestKeys(request: RequestFacts): readonly ContextKey[] {
  return keysByService[request.service]?.(request) ?? [];
}

const keysByService: Readonly<Record<string, (request: RequestFacts) => ContextKey[]>> = {
  cloudformation: ({ input }) => [
    ...texts(input, 'cloudformation:ChangeSetName', 'ChangeSetName'),
    ...texts(input, 'cloudformation:RoleArn', 'RoleARN'),
    ...texts(input, 'cloudformation:TemplateUrl', 'TemplateURL'),
  ],
  ec2: ec2Keys,
  elasticloadbalancing: ({ input }) => [
    ...texts(input, 'elasticloadbalancing:ListenerProtocol', 'Protocol'),
    ...texts(input, 'elasticloadbalancing:Scheme', 'Scheme'),
    ['elasticloadbalancing:SecurityGroup', textsAt(input, 'SecurityGroups')],
    ...texts(input, 'elasticloadbalancing:SecurityPolicy', 'SslPolicy'),
    [
      'elasticloadbalancing:Subnet',
      [...textsAt(input, 'Subnets'), ...textsAt(input, 'SubnetMappings.SubnetId')],
    ],
  ],
  iam: ({ input }) => [
    ...texts(input, 'iam:PolicyARN', 'PolicyArn'),
    ...texts(input, 'iam:PermissionsBoundary', 'PermissionsBoundary'),
  ],
  route53: route53Keys,
  sns: ({ input }) => [
    ...texts(input, 'sns:Endpoint', 'Endpoint'),
    ...texts(input, 'sns:Protocol', 'Protocol'),
  ],
  ssm: ({ input }) => [
    ['ssm:Overwrite', String(input.Overwrite === true)],
    ['ssm:Recursive', String(input.Recursive === true)],
  ],
  sts: ({ input }) => [
    ...texts(input, 'sts:ExternalId', 'ExternalId'),
    ...texts(input, 'sts:RoleSessionName', 'RoleSessionName'),
    ...texts(input, 'sts:SourceIdentity', 'SourceIdentity'),
    ['sts:TransitiveTagKeys', textsAt(input, 'TransitiveTagKeys')],
  ],
};

/** Members that name a resource or steer the request, and are no attribute of anything. */
const noAttribute = /Ids?$|^(?:DryRun|ClientToken|TagSpecifications)$/;

function ec2Keys(request: RequestFacts): ContextKey[] {
  const { input, operation, region } = request;
  const serviceName = textOf(request, 'ServiceName');
  const owner = serviceName && serviceOwner(request, serviceName);
  const [subnet] = [...textsAt(input, 'SubnetId'), ...textsAt(input, 'NetworkInterfaces.SubnetId')];
  const vpcId = vpcOfOwnSubnet(request, subnet);
  return [
    ['ec2:Region', region],
    ...texts(input, 'ec2:VpceServiceName', 'ServiceName'),
    ...texts(input, 'ec2:VpceServicePrivateDnsName', 'PrivateDnsName'),
    ...(owner ? [['ec2:VpceServiceOwner', owner] as const] : []),
    ...(serviceName ? [['ec2:VpceServiceRegion', textOf(request, 'ServiceRegion') ?? region] as const] : []),
    ...multiRegionKeys(request),
    ...(/^Run/.test(operation) ? launchKeys(input) : []),
    ...(/^Modify/.test(operation) ? [['ec2:Attribute', attributesOf(input)] as const] : []),
    ...(/^(?:Run|CreateNetworkInterface)/.test(operation) && subnet
      ? [
          ['ec2:Subnet', ec2Arn(request, 'subnet', subnet)] as const,
          ...(vpcId ? [['ec2:Vpc', ec2Arn(request, 'vpc', vpcId)] as const] : []),
        ]
      : []),
  ];
}

function launchKeys(input: RequestFacts['input']): ContextKey[] {
  return [
    ...texts(input, 'ec2:InstanceType', 'InstanceType'),
    ...instanceKeys({
      // Decoded by the model, which has these types.
      ebsOptimized: input.EbsOptimized as boolean | undefined,
      metadataOptions: input.MetadataOptions as Partial<MetadataOptions> | undefined,
    }),
  ];
}

/** Of the caller's own only: the decoded message of a refusal shows the keys. */
function vpcOfOwnSubnet({ resources, caller, region }: RequestFacts, id = ''): string | undefined {
  const subnet = resources.get('subnet', id);
  return subnet?.accountId === caller.accountId && subnet.region === region ? subnet.vpcId : undefined;
}

function attributesOf(input: RequestFacts['input']): string[] {
  return Object.keys(input).filter((name) => input[name] !== undefined && !noAttribute.test(name));
}

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html */
function route53Keys({ input }: RequestFacts): ContextKey[] {
  const vpc = input.VPC as { readonly VPCId?: unknown; readonly VPCRegion?: unknown } | undefined;
  const names = textsAt(input, 'ChangeBatch.Changes.ResourceRecordSet.Name').map(normalized);
  return [
    ...(vpc ? [['route53:VPCs', [`VPCId=${vpc.VPCId},VPCRegion=${vpc.VPCRegion}`]] as const] : []),
    ['route53:ChangeResourceRecordSetsActions', unique(textsAt(input, 'ChangeBatch.Changes.Action'))],
    ['route53:ChangeResourceRecordSetsNormalizedRecordNames', unique(names)],
    [
      'route53:ChangeResourceRecordSetsRecordTypes',
      unique(textsAt(input, 'ChangeBatch.Changes.ResourceRecordSet.Type')),
    ],
  ];
}

/** Lower case, no dot at the end, and octal escapes for all but letters, digits, `-`, `_` and dots. */
function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/\\\d{3}|[^a-z0-9_.\-\\]/g, (found) =>
      found.length === 4 ? found : `\\${found.charCodeAt(0).toString(8).padStart(3, '0')}`,
    );
}

function texts(input: RequestFacts['input'], key: string, member: string): ContextKey[] {
  const value = input[member];
  return typeof value === 'string' ? [[key, value]] : [];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
