/**
 * Private DNS names of endpoint services: a domain of the provider's, by which consumers reach the service in their VPCs.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */

const labelPattern = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

/** Whether a service may have this name: a domain of at least two labels in lower case, `*.` in front or not. */
export function isPrivateDnsName(text: string): boolean {
  const labels = domainOf(text).split('.');
  return text.length <= 253 && labels.length >= 2 && labels.every((label) => labelPattern.test(label));
}

/** The name without its wildcard: what is proven to be the provider's, and what a zone in a VPC is made for. */
export function domainOf(name: string): string {
  return name.startsWith('*.') ? name.slice('*.'.length) : name;
}

/** The domain and those above it that have at least two labels, the longest first. */
export function provingDomains(name: string): readonly string[] {
  const labels = domainOf(name).split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}
