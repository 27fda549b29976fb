/**
 * The ways in which records are looked up other than by id. An index maps a record to the values it is found under.
 * Values that join two parts use a slash: `<account>/<region>`.
 */
import { loadBalancerDnsName } from './dns-names.ts';
import { fabricSlot } from './fabric-slot.ts';
import type { IamEntity, Role, User } from './identity-resources.ts';
import type { Owned } from './owned.ts';
import { levelsAbove } from './parameter-resources.ts';
import { domainOf } from './private-dns-name.ts';
import type { Kind, Kinds } from './resources.ts';
import { filesOf } from './storage-resources.ts';

const owner = (record: Owned) => [`${record.accountId}/${record.region}`];
/** `<account>/<name in lower case>`: IAM's names differ in more than case. */
const iamName = (record: IamEntity) => [`${record.accountId}/${record.name.toLowerCase()}`];
/** The managed policy that is the permissions boundary. */
const boundary = ({ permissionsBoundaryArn: arn }: User | Role) => (arn === undefined ? [] : [arn]);

export const indexes = {
  account: {},
  accessKey: {
    account: (record) => [record.accountId],
    user: (record) => (record.userId === undefined ? [] : [record.userId]),
  },
  user: {
    account: (record) => [record.accountId],
    name: iamName,
    group: (record) => record.groupIds,
    policy: (record) => record.attachedPolicyArns,
    boundary,
  },
  group: {
    account: (record) => [record.accountId],
    name: iamName,
    policy: (record) => record.attachedPolicyArns,
  },
  role: {
    account: (record) => [record.accountId],
    name: iamName,
    policy: (record) => record.attachedPolicyArns,
    boundary,
  },
  managedPolicy: { account: (record) => [record.accountId], name: iamName },
  instanceProfile: {
    account: (record) => [record.accountId],
    name: iamName,
    role: (record) => (record.roleId === undefined ? [] : [record.roleId]),
  },
  session: { account: (record) => [record.accountId] },
  vpc: {
    owner,
    fabricSlot: (record) => [fabricSlot(record.id)],
    dhcpOptions: (record) => (record.dhcpOptionsId === undefined ? [] : [record.dhcpOptionsId]),
  },
  subnet: { owner, vpc: (record) => [record.vpcId] },
  routeTable: {
    owner,
    vpc: (record) => [record.vpcId],
    association: (record) => record.associations.map(({ id }) => id),
    /** Of the table that the subnet is explicitly associated with. */
    subnet: (record) => record.associations.flatMap(({ subnetId }) => subnetId ?? []),
    destination: (record) => record.routes.map(({ destination }) => destination),
    target: (record) => [...new Set(record.routes.map(({ target }) => target.id))],
  },
  networkAcl: { owner, vpc: (record) => [record.vpcId] },
  internetGateway: { owner, vpc: (record) => (record.vpcId === undefined ? [] : [record.vpcId]) },
  natGateway: { owner, vpc: (record) => [record.vpcId], subnet: (record) => [record.subnetId] },
  elasticAddress: { owner },
  dhcpOptions: { owner },
  prefixList: { owner },
  securityGroup: {
    owner,
    vpc: (record) => [record.vpcId],
    rule: (record) => record.rules.map(({ id }) => id),
    /** Of the groups that a rule names a prefix list in. */
    prefixList: (record) => [
      ...new Set(
        record.rules.flatMap(({ source }) => (source.kind === 'prefixList' ? source.prefixListId : [])),
      ),
    ],
  },
  networkInterface: {
    owner,
    vpc: (record) => [record.vpcId],
    subnet: (record) => [record.subnetId],
    securityGroup: (record) => record.securityGroupIds,
    /** `<vpc>/<address>` */
    address: (record) => [`${record.vpcId}/${record.privateIp}`],
    /** Of load balancers' nodes. */
    fabricSlot: (record) => (record.attachment.kind === 'loadBalancer' ? [fabricSlot(record.id)] : []),
  },
  instance: { owner, vpc: (record) => [record.vpcId], subnet: (record) => [record.subnetId] },
  launchTemplate: { owner },
  launchTemplateVersion: { template: (record) => [record.templateId] },
  endpointService: {
    owner,
    name: (record) => [record.name],
    loadBalancer: (record) => record.loadBalancerArns,
    permission: (record) => record.permissions.map(({ id }) => id),
  },
  endpoint: {
    owner,
    vpc: (record) => [record.vpcId],
    service: (record) => [record.serviceId],
    connection: (record) => [record.connectionId],
    /** `<vpc>/<domain of the private name, with a dot at the end>` */
    privateDomain: (record) =>
      record.privateDnsName === undefined ? [] : [`${record.vpcId}/${domainOf(record.privateDnsName)}.`],
  },
  /** `subject` is the service or the endpoint that it tells of. */
  connectionNotification: { owner, subject: (record) => [record.serviceId ?? record.endpointId ?? ''] },
  loadBalancer: {
    owner,
    name: (record) => [`${record.accountId}/${record.region}/${record.name}`],
    dnsName: (record) => [`${loadBalancerDnsName(record).toLowerCase()}.`],
  },
  targetGroup: {
    owner,
    name: (record) => [`${record.accountId}/${record.region}/${record.name}`],
    vpc: (record) => [record.vpcId],
  },
  listener: {
    owner,
    loadBalancer: (record) => [record.loadBalancerArn],
    targetGroup: (record) => record.targetGroups.map(({ arn }) => arn),
    certificate: (record) => record.certificateArns ?? [],
  },
  certificate: { owner },
  daemonKey: {},
  hostedZone: {
    account: (record) => [record.accountId],
    name: (record) => [record.name],
    vpc: (record) => record.vpcs.map(({ vpcId }) => vpcId),
    /** `<vpc>/<name>` */
    nameInVpc: (record) => record.vpcs.map(({ vpcId }) => `${vpcId}/${record.name}`),
  },
  recordSet: {
    zone: (record) => [record.zoneId],
    healthCheck: (record) => (record.healthCheckId === undefined ? [] : [record.healthCheckId]),
  },
  dnsChange: {},
  dnsHealthCheck: {
    account: (record) => [record.accountId],
    child: (record) => record.settings.childHealthChecks ?? [],
  },
  topic: { owner },
  subscription: {
    owner: (record) => [`${record.accountId}/${record.region}`],
    topic: (record) => [record.topicArn],
  },
  metricAlarm: {
    owner,
    /** `<account>/<region>/<namespace>/<metric name>` */
    metric: ({ accountId, region, metric }) => [
      `${accountId}/${region}/${metric.namespace}/${metric.metricName}`,
    ],
  },
  alarmHistory: {},
  alarmHistoryItem: {
    owner: (record) => [`${record.accountId}/${record.region}`],
    account: (record) => [record.accountId],
    /** `<account>/<region>/<name>` */
    alarm: (record) => [`${record.accountId}/${record.region}/${record.alarmName}`],
  },
  logGroup: { owner },
  repository: { owner },
  bucket: { owner, account: (record) => [record.accountId] },
  storedObject: { bucket: (record) => [record.bucket], file: filesOf },
  multipartUpload: { bucket: (record) => [record.bucket] },
  uploadedPart: { upload: (record) => [record.uploadId], file: filesOf },
  parameter: {
    owner,
    /** `<account>/<region>/<level>` of every level above: `/`, `/a`, `/a/b`. */
    level: (record) =>
      levelsAbove(record.name).map((level) => `${record.accountId}/${record.region}/${level}`),
  },
  parameterVersion: {},
  delivery: { subscription: (record) => [record.subscriptionArn] },
  stack: {
    owner,
    /** `<account>/<region>/<name>`, of those that are not deleted. */
    name: (record) =>
      record.status === 'DELETE_COMPLETE' ? [] : [`${record.accountId}/${record.region}/${record.name}`],
    /** `yes`: an operation is under way. */
    underWay: (record) => (record.run === undefined || record.run.phase === 'stopped' ? [] : ['yes']),
    /** `yes` */
    deleted: (record) => (record.status === 'DELETE_COMPLETE' ? ['yes'] : []),
    parent: (record) => (record.parentId === undefined ? [] : [record.parentId]),
    /** Of exports: `<account>/<region>/<name>`. */
    import: (record) => record.imports.map((name) => `${record.accountId}/${record.region}/${name}`),
  },
  stackResource: {
    stack: (record) => [record.stackId],
    physicalId: (record) => (record.current === undefined ? [] : [record.current.physicalId]),
  },
  stackEvent: { stack: (record) => [record.stackId] },
  stackTemplate: { stack: (record) => [record.stackId] },
  stackChangeSet: { stack: (record) => [record.stackId] },
  stackExport: {
    owner: (record) => [`${record.accountId}/${record.region}`],
    stack: (record) => [record.stackId],
  },
  stackDriftDetection: { stack: (record) => [record.stackId] },
  clientToken: {},
  claim: {},
  addressPool: {},
} as const satisfies { [K in Kind]: Record<string, (record: Kinds[K]) => readonly string[]> };

export type IndexName<K extends Kind> = keyof (typeof indexes)[K] & string;
