/**
 * How much one account may have in a region. These are the quotas that a new AWS account has, so that what works
 * here works there; where AWS's is so low that everyone has it raised, this is what it is commonly raised to.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export const quotas = {
  /** 5 on a new account. `VpcLimitExceeded` */
  vpcsPerRegion: 100,
  /** `SubnetLimitExceeded` */
  subnetsPerVpc: 200,
  /** `SecurityGroupLimitExceeded` */
  securityGroupsPerRegion: 2500,
  /** Inbound and outbound apart, IPv4 and IPv6 apart; a group reference counts as both. `RulesPerSecurityGroupLimitExceeded` */
  rulesPerSecurityGroup: 60,
  /** Not AWS's, which counts vCPUs: an instance here is a process on this machine. `InstanceLimitExceeded` */
  instancesPerRegion: 100,
} as const;
