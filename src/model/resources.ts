/**
 * Every record that the store holds. Plain JSON: no Date, no bigint, no undefined in lists.
 * Times are ISO 8601 strings in UTC. Names and states are AWS's.
 */

import type { AlarmHistory, AlarmHistoryItem, MetricAlarm } from './alarm-resources.ts';
import type { Certificate } from './certificate-resources.ts';
import type { ConnectionNotification } from './connection-notification.ts';
import type { DnsChange, DnsHealthCheck, HostedZone, RecordSet } from './dns-resources.ts';
import type {
  AccessKey,
  DaemonKey,
  Group,
  InstanceProfile,
  ManagedPolicy,
  Role,
  Session,
  User,
} from './identity-resources.ts';
import type {
  AccountId,
  Arn,
  DhcpOptionsId,
  EndpointConnectionId,
  EndpointServiceId,
  InstanceId,
  NatGatewayId,
  NetworkInterfaceId,
  PrefixListId,
  ReservationId,
  SecurityGroupId,
  SecurityGroupRuleId,
  ServicePermissionId,
  SubnetId,
  VpcEndpointId,
  VpcId,
} from './ids.ts';
import type { LaunchTemplate, LaunchTemplateVersion, MetadataOptions } from './launch-template-resources.ts';
import type { Listener, LoadBalancer, TargetGroup } from './load-balancing-resources.ts';
import type { LogGroup } from './log-resources.ts';
import type {
  DhcpOptions,
  ElasticAddress,
  InternetGateway,
  NatGateway,
  NetworkAcl,
  PrefixList,
  RouteTable,
} from './network-resources.ts';
import type { Delivery, Subscription, Topic } from './notification-resources.ts';
import type { Owned, Tag } from './owned.ts';
import type { Parameter, ParameterVersion } from './parameter-resources.ts';
import type { Repository } from './repository-resources.ts';
import type {
  Stack,
  StackChangeSet,
  StackDriftDetection,
  StackEvent,
  StackExport,
  StackResource,
  StackTemplate,
} from './stack-resources.ts';
import type { Bucket, MultipartUpload, StoredObject, UploadedPart } from './storage-resources.ts';

export interface Account {
  readonly id: AccountId;
  readonly name: string;
  readonly createdAt: string;
}

export interface Vpc extends Owned {
  readonly id: VpcId;
  readonly cidr: string;
  /** Blocks that were associated later; `id` is the association's. */
  readonly secondaryCidrs?: readonly { readonly id: string; readonly cidr: string }[];
  readonly isDefault: boolean;
  readonly enableDnsSupport: boolean;
  readonly enableDnsHostnames: boolean;
  readonly enableNetworkAddressUsageMetrics?: boolean;
  /** Left out for AWS's `default`: no options. */
  readonly dhcpOptionsId?: DhcpOptionsId;
  readonly instanceTenancy: 'default' | 'dedicated';
  readonly createdAt: string;
}

export interface Subnet extends Owned {
  readonly id: SubnetId;
  readonly vpcId: VpcId;
  readonly cidr: string;
  /** `us-east-1a` */
  readonly zone: string;
  /** `use1-az1` */
  readonly zoneId: string;
  readonly mapPublicIpOnLaunch: boolean;
  /** Whether it is the zone's subnet in a default VPC. */
  readonly defaultForAz?: boolean;
  readonly createdAt: string;
}

export interface SecurityGroup extends Owned {
  readonly id: SecurityGroupId;
  readonly vpcId: VpcId;
  readonly name: string;
  readonly description: string;
  readonly rules: readonly SecurityGroupRule[];
}

/** One rule has exactly one source (or destination, for egress). */
export interface SecurityGroupRule {
  readonly id: SecurityGroupRuleId;
  readonly direction: 'ingress' | 'egress';
  /** IANA protocol: `tcp`, `udp`, `icmp`, `icmpv6`, a number as text, or `-1` for all. */
  readonly protocol: string;
  /** First port (or ICMP type), -1 for all. */
  readonly fromPort: number;
  /** Last port (or ICMP code), -1 for all. */
  readonly toPort: number;
  readonly source: RuleSource;
  readonly description?: string;
  readonly tags: readonly Tag[];
}

export type RuleSource =
  | { readonly kind: 'cidr4'; readonly cidr: string }
  | { readonly kind: 'cidr6'; readonly cidr: string }
  | { readonly kind: 'group'; readonly groupId: SecurityGroupId; readonly accountId: AccountId }
  | { readonly kind: 'prefixList'; readonly prefixListId: PrefixListId };

export interface NetworkInterface extends Owned {
  readonly id: NetworkInterfaceId;
  readonly vpcId: VpcId;
  readonly subnetId: SubnetId;
  readonly zone: string;
  readonly zoneId: string;
  readonly privateIp: string;
  /** Further addresses of the same subnet. */
  readonly secondaryPrivateIps?: readonly string[];
  /** `02:..`: unique, the address that the interface answers ARP with. */
  readonly mac: string;
  readonly description: string;
  readonly securityGroupIds: readonly SecurityGroupId[];
  readonly attachment: NetworkInterfaceAttachment;
  readonly createdAt: string;
}

export type NetworkInterfaceAttachment =
  | { readonly kind: 'instance'; readonly instanceId: InstanceId }
  | { readonly kind: 'endpoint'; readonly endpointId: VpcEndpointId }
  | { readonly kind: 'loadBalancer'; readonly loadBalancerArn: Arn }
  | { readonly kind: 'natGateway'; readonly natGatewayId: NatGatewayId }
  | { readonly kind: 'none' };

export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated';

export interface Instance extends Owned {
  readonly id: InstanceId;
  readonly reservationId: ReservationId;
  readonly launchIndex: number;
  readonly imageId: string;
  readonly instanceType: string;
  readonly vpcId: VpcId;
  readonly subnetId: SubnetId;
  readonly networkInterfaceId: NetworkInterfaceId;
  readonly privateIp: string;
  readonly securityGroupIds: readonly SecurityGroupId[];
  /** Base64, as it was given. */
  readonly userData?: string;
  /** Kept and shown; nothing hands its role's keys to what runs. */
  readonly profile?: { readonly id: string; readonly arn: string };
  /** Left out: `defaultMetadataOptions`. */
  readonly metadataOptions?: MetadataOptions;
  /** Detailed monitoring and EBS optimisation were asked for; kept and shown. */
  readonly monitored?: true;
  readonly ebsOptimized?: true;
  /** TerminateInstances is refused. */
  readonly terminationProtected?: true;
  readonly state: InstanceState;
  readonly launchedAt: string;
  readonly terminatedAt?: string;
  /** Why it is not running, when it could not be started. */
  readonly stateReason?: string;
}

export type EndpointServiceState = 'Pending' | 'Available' | 'Deleting' | 'Deleted' | 'Failed';

export type PrincipalType = 'All' | 'Service' | 'OrganizationUnit' | 'Account' | 'User' | 'Role';

export interface ServicePermission {
  readonly id: ServicePermissionId;
  /** `*`, or an ARN of an account's root, a user or a role. */
  readonly principal: string;
  readonly principalType: PrincipalType;
  readonly tags?: readonly Tag[];
}

/** A name of the provider's by which consumers may reach a service, and the proof that it is the provider's. */
export interface ServicePrivateDns {
  /** In lower case; `*.` in front stands for every name below. */
  readonly name: string;
  readonly state: 'pendingVerification' | 'verified' | 'failed';
  /** Where the proof is looked for, below the name's domain: an underscore and 20 characters. */
  readonly recordName: string;
  /** The text that is looked for in a TXT record there. */
  readonly recordValue: string;
  /** When a check was asked for whose result is still to come. */
  readonly checkRequestedAt?: string;
}

/** A region besides its own from which a service can, or could, be connected to. */
export interface SupportedRegion {
  readonly region: string;
  /** `Closed`: no new endpoints; those that are there go on. */
  readonly state: 'Available' | 'Closed';
}

export interface EndpointService extends Owned {
  readonly id: EndpointServiceId;
  /** `com.amazonaws.vpce.<region>.<id>` */
  readonly name: string;
  readonly state: EndpointServiceState;
  readonly acceptanceRequired: boolean;
  readonly loadBalancerArns: readonly Arn[];
  readonly permissions: readonly ServicePermission[];
  readonly privateDns?: ServicePrivateDns;
  readonly supportedRegions?: readonly SupportedRegion[];
  readonly payerResponsibility?: 'ServiceOwner';
  readonly createdAt: string;
}

export type EndpointState =
  | 'pendingAcceptance'
  | 'pending'
  | 'available'
  | 'rejected'
  | 'expired'
  | 'failed'
  | 'deleting'
  | 'deleted';

/** An interface endpoint and, as on AWS, the connection of that endpoint to its service: one record, two views. */
export interface Endpoint extends Owned {
  readonly id: VpcEndpointId;
  readonly connectionId: EndpointConnectionId;
  readonly vpcId: VpcId;
  readonly serviceId: EndpointServiceId;
  readonly serviceName: string;
  /** The service's, when it is another than the endpoint's own. */
  readonly serviceRegion?: string;
  readonly state: EndpointState;
  /** Whether the data plane held it once since it was accepted: `pending` is then a change under way. */
  readonly wasAvailable?: boolean;
  /** The principals, as services allow them, that cover who created it; `*` is not among them. */
  readonly requesterPrincipals?: readonly string[];
  readonly subnetIds: readonly SubnetId[];
  readonly networkInterfaceIds: readonly NetworkInterfaceId[];
  readonly securityGroupIds: readonly SecurityGroupId[];
  readonly privateDnsEnabled: boolean;
  /** The service's private name when it was enabled; what the provider does to it later does not reach here. */
  readonly privateDnsName?: string;
  /** `ipv4` when left out. */
  readonly dnsRecordIpType?: 'service-defined';
  readonly policyDocument: string;
  /** Eight characters, constant for the endpoint's life, part of its DNS names. */
  readonly dnsToken: string;
  /** Grows by one at each rejection: flows that carry an older number are cut at their next packet. */
  readonly epoch: number;
  readonly lastError?: { readonly code: string; readonly message: string };
  /** What the service's owner tagged the connection with; the endpoint's own tags are the consumer's. */
  readonly connectionTags?: readonly Tag[];
  readonly createdAt: string;
}

/** What was answered to a request that carried a client token. `id` is account/region/operation/token. */
export interface ClientToken {
  readonly id: string;
  /** SHA-256 of the request's parameters, hexadecimal. */
  readonly parametersHash: string;
  /** The output as JSON. */
  readonly output: string;
  readonly createdAt: string;
}

/**
 * Something only one may hold, such as a name, under an id that says what. Made with the resource and deleted
 * with it; two writers at once cannot both make it. Also what a resource's dependents are told apart from its
 * deletion by: see `operations/shared/dependents.ts`.
 */
export interface Claim {
  readonly id: string;
  /** Who holds it: an id, and more where the writer says so. */
  readonly holder: string;
}

/** The addresses of a subnet that are taken or reserved. `id` is the subnet's. */
export interface AddressPool {
  readonly id: SubnetId;
  /** Ascending, disjoint, not adjacent; first and last offset from the block's first address, both inclusive. */
  readonly taken: readonly (readonly [first: number, last: number])[];
}

/** Record type by kind. */
export interface Kinds {
  readonly account: Account;
  readonly accessKey: AccessKey;
  readonly user: User;
  readonly group: Group;
  readonly role: Role;
  readonly managedPolicy: ManagedPolicy;
  readonly instanceProfile: InstanceProfile;
  readonly session: Session;
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  readonly routeTable: RouteTable;
  readonly networkAcl: NetworkAcl;
  readonly internetGateway: InternetGateway;
  readonly natGateway: NatGateway;
  readonly elasticAddress: ElasticAddress;
  readonly dhcpOptions: DhcpOptions;
  readonly prefixList: PrefixList;
  readonly securityGroup: SecurityGroup;
  readonly networkInterface: NetworkInterface;
  readonly instance: Instance;
  readonly launchTemplate: LaunchTemplate;
  readonly launchTemplateVersion: LaunchTemplateVersion;
  readonly endpointService: EndpointService;
  readonly endpoint: Endpoint;
  readonly connectionNotification: ConnectionNotification;
  readonly loadBalancer: LoadBalancer;
  readonly targetGroup: TargetGroup;
  readonly listener: Listener;
  readonly certificate: Certificate;
  readonly daemonKey: DaemonKey;
  readonly hostedZone: HostedZone;
  readonly recordSet: RecordSet;
  readonly dnsChange: DnsChange;
  readonly dnsHealthCheck: DnsHealthCheck;
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly delivery: Delivery;
  readonly bucket: Bucket;
  readonly metricAlarm: MetricAlarm;
  readonly alarmHistory: AlarmHistory;
  readonly alarmHistoryItem: AlarmHistoryItem;
  readonly logGroup: LogGroup;
  readonly repository: Repository;
  readonly storedObject: StoredObject;
  readonly multipartUpload: MultipartUpload;
  readonly uploadedPart: UploadedPart;
  readonly parameter: Parameter;
  readonly parameterVersion: ParameterVersion;
  readonly stack: Stack;
  readonly stackResource: StackResource;
  readonly stackEvent: StackEvent;
  readonly stackTemplate: StackTemplate;
  readonly stackChangeSet: StackChangeSet;
  readonly stackExport: StackExport;
  readonly stackDriftDetection: StackDriftDetection;
  readonly clientToken: ClientToken;
  readonly claim: Claim;
  readonly addressPool: AddressPool;
}

export type Kind = keyof Kinds;
