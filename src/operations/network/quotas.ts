/**
 * How much one account may have in a region, unless the operator says otherwise. These are the quotas that a new AWS
 * account has, so that what works here works there; where AWS's is so low that everyone has it raised, this is what it
 * is commonly raised to.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export const quotas = {
  /** 5 on a new account. `VpcLimitExceeded` */
  vpcsPerRegion: 100,
  /** `SubnetLimitExceeded` */
  subnetsPerVpc: 200,
  /** The main one counts. `RouteTableLimitExceeded` */
  routeTablesPerVpc: 200,
  /** Those that were added, not the local ones. `RouteLimitExceeded` */
  routesPerTable: 500,
  /** 5 on a new account. `InternetGatewayLimitExceeded` */
  internetGatewaysPerRegion: 100,
  /** 5 on a new account. `NatGatewayLimitExceeded` */
  natGatewaysPerZone: 100,
  /** 5 on a new account. `AddressLimitExceeded` */
  addressesPerRegion: 100,
  /** `PrefixListLimitExceeded` */
  prefixListsPerRegion: 100,
  /** The first one counts. `CidrLimitExceeded` */
  cidrsPerVpc: 5,
  /** `SecurityGroupLimitExceeded` */
  securityGroupsPerRegion: 2500,
  /** Inbound and outbound apart, IPv4 and IPv6 apart; a group reference counts as both. `RulesPerSecurityGroupLimitExceeded` */
  rulesPerSecurityGroup: 60,
  /** `SecurityGroupsPerInterfaceLimitExceeded` */
  securityGroupsPerInterface: 5,
  /** Not AWS's, which counts vCPUs: an instance here is a process on this machine. `InstanceLimitExceeded` */
  instancesPerRegion: 100,
  /** `ResourceLimitExceeded`, here and below. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-template-restrictions.html */
  launchTemplatesPerRegion: 5000,
  versionsPerLaunchTemplate: 10_000,
  /** `VpcEndpointLimitExceeded`. @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html */
  interfaceEndpointsPerVpc: 50,
  /** Not AWS's, which names none: of one service. `ResourceLimitExceeded` */
  principalsPerService: 1000,
  /** Not AWS's, which names none: of one service or endpoint. `ResourceLimitExceeded` */
  connectionNotificationsPerResource: 20,
  /** `TooManyLoadBalancers`. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html */
  networkLoadBalancersPerRegion: 50,
  /** `TooManyListeners` */
  listenersPerLoadBalancer: 50,
  /** `TooManyCertificates`, besides the default ones. */
  certificatesPerLoadBalancer: 25,
  /** `TooManyTargetGroups` */
  targetGroupsPerRegion: 3000,
  /** `TooManyTargets`, here and below. */
  targetsPerTargetGroup: 1000,
  targetsPerLoadBalancer: 3000,
  /** With cross-zone load balancing, in all zones together. */
  targetsPerZonePerLoadBalancer: 500,
  /** `LimitExceededException`. @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
  certificatesPerRegion: 2500,
  /** `LimitExceeded`. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
  alarmsPerRegion: 5000,
  /** `LimitExceededException` */
  logGroupsPerRegion: 1_000_000,
  /** IAM's, whatever the region: `LimitExceeded`. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  usersPerAccount: 5000,
  groupsPerAccount: 300,
  rolesPerAccount: 1000,
  policiesPerAccount: 1500,
  instanceProfilesPerAccount: 1000,
  /** Managed ones that are attached. */
  policiesPerUser: 10,
  policiesPerGroup: 10,
  policiesPerRole: 10,
} as const;

export type QuotaName = keyof typeof quotas;

/** Quotas by name; those that are left out are as `quotas` has them. */
export type Quotas = Readonly<Partial<Record<QuotaName, number>>>;

/** The quota that holds. */
export function quota(
  { settings }: { readonly settings: { readonly quotas?: Quotas } },
  name: QuotaName,
): number {
  return settings.quotas?.[name] ?? quotas[name];
}
