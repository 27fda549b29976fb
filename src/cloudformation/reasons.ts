const noCertificates =
  'nobody signs certificates here. Import one with `aws acm import-certificate` and give its ARN as a parameter.';
const noAcls = 'every subnet has the default network ACL, which lets everything pass. Use security groups.';

/** Why resource types, and properties of those that there are, cannot be had here; said when a template has them. */
export const reasons: Readonly<Record<string, string | undefined>> = {
  'AWS::CertificateManager::Certificate': noCertificates,
  'AWS::EC2::EIPAssociation':
    'addresses are for NAT gateways only: nothing reaches an instance from outside.',
  'AWS::EC2::FlowLog': 'packets are counted (see the metrics), not logged.',
  'AWS::EC2::Instance.BlockDeviceMappings':
    "instances have this machine's own file system and no disks. Leave it out.",
  'AWS::EC2::Instance.KeyName': 'nobody logs in by keys; `postern exec` runs a command in an instance.',
  'AWS::EC2::NetworkAcl': noAcls,
  'AWS::EC2::NetworkAclEntry': noAcls,
  'AWS::EC2::SubnetNetworkAclAssociation': noAcls,
  'AWS::EC2::Volume': 'instances have no disks.',
};
