/**
 * The name that AWS gives to an address: `ip-10-0-0-5.ec2.internal` in us-east-1,
 * `ip-10-0-0-5.<region>.compute.internal` elsewhere.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-naming.html
 */
export function privateDnsName(region: string, address: string): string {
  return `ip-${address.replaceAll('.', '-')}.${internalDomain(region)}`;
}

/** The domain of hosts in the region. */
export function internalDomain(region: string): string {
  return region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
}
