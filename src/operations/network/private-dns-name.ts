/**
 * The name that AWS gives to an address: `ip-10-0-0-5.ec2.internal` in us-east-1,
 * `ip-10-0-0-5.<region>.compute.internal` elsewhere.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-naming.html
 */
export function privateDnsName(region: string, address: string): string {
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${address.replaceAll('.', '-')}.${domain}`;
}
