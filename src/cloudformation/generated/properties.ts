// Made by scripts/generate-resource-types.ts (npm run generate). Do not edit.

/** Properties of `AWS::CloudFormation::WaitConditionHandle`. */
export interface CloudFormationWaitConditionHandle {
}

/** Properties of `AWS::EC2::EIP`. */
export interface EC2EIP {
  readonly Address?: string;
  readonly Domain?: string;
  readonly InstanceId?: string;
  readonly IpamPoolId?: string;
  readonly NetworkBorderGroup?: string;
  readonly PublicIpv4Pool?: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly TransferAddress?: string;
}

/** Properties of `AWS::EC2::InternetGateway`. */
export interface EC2InternetGateway {
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}

/** Properties of `AWS::EC2::NatGateway`. */
export interface EC2NatGateway {
  readonly AllocationId?: string;
  readonly AvailabilityMode?: string;
  readonly AvailabilityZoneAddresses?: readonly (EC2NatGateway_AvailabilityZoneAddress)[];
  readonly ConnectivityType?: string;
  readonly MaxDrainDurationSeconds?: number;
  readonly PrivateIpAddress?: string;
  readonly SecondaryAllocationIds?: readonly (string)[];
  readonly SecondaryPrivateIpAddressCount?: number;
  readonly SecondaryPrivateIpAddresses?: readonly (string)[];
  readonly SubnetId?: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly VpcId?: string;
}

export interface EC2NatGateway_AvailabilityZoneAddress {
  readonly AllocationIds: readonly (string)[];
  readonly AvailabilityZone?: string;
  readonly AvailabilityZoneId?: string;
}

/** Properties of `AWS::EC2::Route`. */
export interface EC2Route {
  readonly CarrierGatewayId?: string;
  readonly CoreNetworkArn?: string;
  readonly DestinationCidrBlock?: string;
  readonly DestinationIpv6CidrBlock?: string;
  readonly DestinationPrefixListId?: string;
  readonly EgressOnlyInternetGatewayId?: string;
  readonly GatewayId?: string;
  readonly InstanceId?: string;
  readonly LocalGatewayId?: string;
  readonly NatGatewayId?: string;
  readonly NetworkInterfaceId?: string;
  readonly OdbNetworkArn?: string;
  readonly RouteTableId: string;
  readonly TransitGatewayId?: string;
  readonly VpcEndpointId?: string;
  readonly VpcPeeringConnectionId?: string;
}

/** Properties of `AWS::EC2::RouteTable`. */
export interface EC2RouteTable {
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly VpcId: string;
}

/** Properties of `AWS::EC2::Subnet`. */
export interface EC2Subnet {
  readonly AssignIpv6AddressOnCreation?: boolean;
  readonly AvailabilityZone?: string;
  readonly AvailabilityZoneId?: string;
  readonly CidrBlock?: string;
  readonly EnableDns64?: boolean;
  readonly EnableLniAtDeviceIndex?: number;
  readonly Ipv4IpamPoolId?: string;
  readonly Ipv4NetmaskLength?: number;
  readonly Ipv6CidrBlock?: string;
  readonly Ipv6IpamPoolId?: string;
  readonly Ipv6Native?: boolean;
  readonly Ipv6NetmaskLength?: number;
  readonly MapPublicIpOnLaunch?: boolean;
  readonly OutpostArn?: string;
  readonly PrivateDnsNameOptionsOnLaunch?: EC2Subnet_PrivateDnsNameOptionsOnLaunch;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly VpcId: string;
}

export interface EC2Subnet_PrivateDnsNameOptionsOnLaunch {
  readonly EnableResourceNameDnsAAAARecord?: boolean;
  readonly EnableResourceNameDnsARecord?: boolean;
  readonly HostnameType?: string;
}

/** Properties of `AWS::EC2::SubnetRouteTableAssociation`. */
export interface EC2SubnetRouteTableAssociation {
  readonly RouteTableId: string;
  readonly SubnetId: string;
}

/** Properties of `AWS::EC2::VPC`. */
export interface EC2VPC {
  readonly CidrBlock?: string;
  readonly EnableDnsHostnames?: boolean;
  readonly EnableDnsSupport?: boolean;
  readonly InstanceTenancy?: string;
  readonly Ipv4IpamPoolId?: string;
  readonly Ipv4NetmaskLength?: number;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly VpcEncryptionControl?: EC2VPC_VpcEncryptionControl;
}

export interface EC2VPC_VpcEncryptionControl {
  readonly EgressOnlyInternetGatewayExclusion?: string;
  readonly ElasticFileSystemExclusion?: string;
  readonly InternetGatewayExclusion?: string;
  readonly LambdaExclusion?: string;
  readonly Mode?: string;
  readonly NatGatewayExclusion?: string;
  readonly ResourceExclusions?: EC2VPC_VpcEncryptionControlExclusions;
  readonly State?: string;
  readonly StateMessage?: string;
  readonly VirtualPrivateGatewayExclusion?: string;
  readonly VpcEncryptionControlId?: string;
  readonly VpcId?: string;
  readonly VpcLatticeExclusion?: string;
  readonly VpcPeeringExclusion?: string;
}

export interface EC2VPC_VpcEncryptionControlExclusions {
  readonly EgressOnlyInternetGateway?: EC2VPC_VpcEncryptionControlExclusion;
  readonly ElasticFileSystem?: EC2VPC_VpcEncryptionControlExclusion;
  readonly InternetGateway?: EC2VPC_VpcEncryptionControlExclusion;
  readonly Lambda?: EC2VPC_VpcEncryptionControlExclusion;
  readonly NatGateway?: EC2VPC_VpcEncryptionControlExclusion;
  readonly VirtualPrivateGateway?: EC2VPC_VpcEncryptionControlExclusion;
  readonly VpcLattice?: EC2VPC_VpcEncryptionControlExclusion;
  readonly VpcPeering?: EC2VPC_VpcEncryptionControlExclusion;
}

export interface EC2VPC_VpcEncryptionControlExclusion {
  readonly State?: string;
  readonly StateMessage?: string;
}

/** Properties of `AWS::EC2::VPCCidrBlock`. */
export interface EC2VPCCidrBlock {
  readonly AmazonProvidedIpv6CidrBlock?: boolean;
  readonly CidrBlock?: string;
  readonly Ipv4IpamPoolId?: string;
  readonly Ipv4NetmaskLength?: number;
  readonly Ipv6CidrBlock?: string;
  readonly Ipv6CidrBlockNetworkBorderGroup?: string;
  readonly Ipv6IpamPoolId?: string;
  readonly Ipv6NetmaskLength?: number;
  readonly Ipv6Pool?: string;
  readonly VpcId: string;
}

/** Properties of `AWS::EC2::VPCGatewayAttachment`. */
export interface EC2VPCGatewayAttachment {
  readonly InternetGatewayId?: string;
  readonly VpcId: string;
  readonly VpnGatewayId?: string;
}
