/** The ids of claims that several places name. */
import type { AccountId } from './ids.ts';

/** Written by whoever comes to need the resource; its holder is the latest dependent and how many times there was one. */
export function dependentsClaimId(parentId: string): string {
  return `${parentId}/dependents`;
}

/** Its holder is the launch template that has the name. */
export function launchTemplateNameClaimId(accountId: AccountId, region: string, name: string): string {
  return `launch-template/${accountId}/${region}/${name}`;
}

/** There once the account has used the region; its holder is the default VPC that was made then. */
export function defaultVpcClaimId(accountId: AccountId, region: string): string {
  return `default-vpc/${accountId}/${region}`;
}

/** Its holder is the set of DHCP options that VPCs of the account are made with in the region. */
export function defaultDhcpOptionsClaimId(accountId: AccountId, region: string): string {
  return `default-dhcp-options/${accountId}/${region}`;
}
