/** AWS resource ids: a prefix and 17 lower-case hexadecimal digits. */
export type Id<Prefix extends string> = `${Prefix}-${string}`;

export type VpcId = Id<'vpc'>;
export type SubnetId = Id<'subnet'>;
export type SecurityGroupId = Id<'sg'>;
export type SecurityGroupRuleId = Id<'sgr'>;
export type NetworkInterfaceId = Id<'eni'>;
export type InstanceId = Id<'i'>;
export type LaunchTemplateId = Id<'lt'>;
export type RouteTableId = Id<'rtb'>;
export type RouteTableAssociationId = Id<'rtbassoc'>;
export type NetworkAclId = Id<'acl'>;
export type InternetGatewayId = Id<'igw'>;
export type NatGatewayId = Id<'nat'>;
export type AllocationId = Id<'eipalloc'>;
export type DhcpOptionsId = Id<'dopt'>;
export type PrefixListId = Id<'pl'>;
export type ReservationId = Id<'r'>;
export type VpcEndpointId = Id<'vpce'>;
export type EndpointServiceId = Id<'vpce-svc'>;
export type ServicePermissionId = Id<'vpce-svc-perm'>;
export type ConnectionNotificationId = Id<'vpce-nfn'>;
export type EndpointConnectionId = Id<'vpce-con'>;
/** Twelve decimal digits. */
export type AccountId = string;
/** `arn:aws:...` */
export type Arn = `arn:aws:${string}`;

/** The source of everything random that ends up in a resource, a parameter so that tests can fix it. */
export interface Ids {
  /** A new id: the prefix, a dash and 17 random hexadecimal digits. */
  next<Prefix extends string>(prefix: Prefix): Id<Prefix>;
  /** `length` random lower-case hexadecimal digits. */
  hex(length: number): string;
  /** `length` random characters of `a-z0-9`. */
  alphanumeric(length: number): string;
  /** `length` random characters of `A-Za-z0-9`, as in secret keys. */
  token(length: number): string;
}

const hexPattern = /^[0-9a-f]{8}(?:[0-9a-f]{9})?$/;

/** Whether `text` is a well-formed id with this prefix (17 digits, or the 8 of ids made before 2018). */
export function isId<Prefix extends string>(prefix: Prefix, text: string): text is Id<Prefix> {
  return text.startsWith(`${prefix}-`) && hexPattern.test(text.slice(prefix.length + 1));
}
