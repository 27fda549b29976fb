/**
 * The domains that a VPC resolves by itself: private hosted zones associated with it and private DNS names enabled for
 * its endpoints. No two may have the same name in one VPC, whoever owns them.
 */
import type { Reader, Writer } from './access.ts';

/**
 * Takes the name in the VPC for the holder.
 * @param name as `parseDomainName` gives it; of a private DNS name `*.example.com` it is `example.com.`
 * @param holder a hosted zone's or an endpoint's id
 * @returns the other holder when the name is taken, and then nothing has changed
 */
export function takeDomain(
  resources: Writer,
  vpcId: string,
  name: string,
  holder: string,
): string | undefined {
  const other = domainHolder(resources, vpcId, name);
  if (other !== undefined && other !== holder) return other;
  resources.put('claim', { id: claimId(vpcId, name), holder });
  return undefined;
}

/** Gives back what `takeDomain` took. */
export function releaseDomain(resources: Writer, vpcId: string, name: string, holder: string): void {
  if (domainHolder(resources, vpcId, name) === holder) resources.delete('claim', claimId(vpcId, name));
}

/** The id of the hosted zone or endpoint that has the name in the VPC. */
export function domainHolder(resources: Reader, vpcId: string, name: string): string | undefined {
  return resources.get('claim', claimId(vpcId, name))?.holder;
}

function claimId(vpcId: string, name: string): string {
  return `vpcDomain/${vpcId}/${name}`;
}
