// Made by scripts/generate-resource-types.ts (npm run generate). Do not edit.

/** Properties of `AWS::CloudFormation::Stack`. */
export interface CloudFormationStack {
  readonly NotificationARNs?: readonly (string)[];
  readonly Parameters?: Readonly<Record<string, string>>;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly TemplateURL?: string;
  readonly TimeoutInMinutes?: number;
}

/** Properties of `AWS::CloudFormation::WaitConditionHandle`. */
export interface CloudFormationWaitConditionHandle {
}

/** Properties of `AWS::CloudWatch::Alarm`. */
export interface CloudWatchAlarm {
  readonly ActionsEnabled?: boolean;
  readonly AlarmActions?: readonly (string)[];
  readonly AlarmDescription?: string;
  readonly AlarmName?: string;
  readonly ComparisonOperator?: string;
  readonly DatapointsToAlarm?: number;
  readonly Dimensions?: readonly (CloudWatchAlarm_Dimension)[];
  readonly EvaluateLowSampleCountPercentile?: string;
  readonly EvaluationCriteria?: CloudWatchAlarm_EvaluationCriteria;
  readonly EvaluationInterval?: number;
  readonly EvaluationPeriods?: number;
  readonly EvaluationWindow?: CloudWatchAlarm_EvaluationWindow;
  readonly ExtendedStatistic?: string;
  readonly InsufficientDataActions?: readonly (string)[];
  readonly MetricName?: string;
  readonly Metrics?: readonly (CloudWatchAlarm_MetricDataQuery)[];
  readonly Namespace?: string;
  readonly OKActions?: readonly (string)[];
  readonly Period?: number;
  readonly Statistic?: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly Threshold?: number;
  readonly ThresholdMetricId?: string;
  readonly TreatMissingData?: string;
  readonly Unit?: string;
  readonly WarmUpConfiguration?: CloudWatchAlarm_WarmUpConfiguration;
}

export interface CloudWatchAlarm_Dimension {
  readonly Name: string;
  readonly Value: string;
}

export interface CloudWatchAlarm_EvaluationCriteria {
  readonly PromQLCriteria?: CloudWatchAlarm_AlarmPromQLCriteria;
}

export interface CloudWatchAlarm_AlarmPromQLCriteria {
  readonly PendingPeriod?: number;
  readonly Query?: string;
  readonly RecoveryPeriod?: number;
}

export interface CloudWatchAlarm_EvaluationWindow {
  readonly SlidingWindow?: unknown;
  readonly WallClockWindow?: CloudWatchAlarm_WallClockWindow;
}

export interface CloudWatchAlarm_WallClockWindow {
  readonly Timezone?: string;
}

export interface CloudWatchAlarm_MetricDataQuery {
  readonly AccountId?: string;
  readonly Expression?: string;
  readonly Id: string;
  readonly Label?: string;
  readonly MetricStat?: CloudWatchAlarm_MetricStat;
  readonly Period?: number;
  readonly ReturnData?: boolean;
}

export interface CloudWatchAlarm_MetricStat {
  readonly Metric: CloudWatchAlarm_Metric;
  readonly Period: number;
  readonly Stat: string;
  readonly Unit?: string;
}

export interface CloudWatchAlarm_Metric {
  readonly Dimensions?: readonly (CloudWatchAlarm_Dimension)[];
  readonly MetricName?: string;
  readonly Namespace?: string;
}

export interface CloudWatchAlarm_WarmUpConfiguration {
  readonly OnlyStartEvaluatingAfterWarmUpPeriodEnds?: boolean;
  readonly WarmUpPeriodDurationInMinutes?: number;
}

/** Properties of `AWS::EC2::DHCPOptions`. */
export interface EC2DHCPOptions {
  readonly DomainName?: string;
  readonly DomainNameServers?: readonly (string)[];
  readonly Ipv6AddressPreferredLeaseTime?: number;
  readonly NetbiosNameServers?: readonly (string)[];
  readonly NetbiosNodeType?: number;
  readonly NtpServers?: readonly (string)[];
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
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

/** Properties of `AWS::EC2::Instance`. */
export interface EC2Instance {
  readonly AdditionalInfo?: string;
  readonly Affinity?: string;
  readonly AvailabilityZone?: string;
  readonly BlockDeviceMappings?: readonly (EC2Instance_BlockDeviceMapping)[];
  readonly CpuOptions?: EC2Instance_CpuOptions;
  readonly CreditSpecification?: EC2Instance_CreditSpecification;
  readonly DisableApiTermination?: boolean;
  readonly EbsOptimized?: boolean;
  readonly ElasticGpuSpecifications?: readonly (EC2Instance_ElasticGpuSpecification)[];
  readonly ElasticInferenceAccelerators?: readonly (EC2Instance_ElasticInferenceAccelerator)[];
  readonly EnclaveOptions?: EC2Instance_EnclaveOptions;
  readonly HibernationOptions?: EC2Instance_HibernationOptions;
  readonly HostId?: string;
  readonly HostResourceGroupArn?: string;
  readonly IamInstanceProfile?: string;
  readonly ImageId?: string;
  readonly InstanceInitiatedShutdownBehavior?: string;
  readonly InstanceType?: string;
  readonly Ipv6AddressCount?: number;
  readonly Ipv6Addresses?: readonly (EC2Instance_InstanceIpv6Address)[];
  readonly KernelId?: string;
  readonly KeyName?: string;
  readonly LaunchTemplate?: EC2Instance_LaunchTemplateSpecification;
  readonly LicenseSpecifications?: readonly (EC2Instance_LicenseSpecification)[];
  readonly MetadataOptions?: EC2Instance_MetadataOptions;
  readonly Monitoring?: boolean;
  readonly NetworkInterfaces?: readonly (EC2Instance_NetworkInterface)[];
  readonly PlacementGroupName?: string;
  readonly PrivateDnsNameOptions?: EC2Instance_PrivateDnsNameOptions;
  readonly PrivateIpAddress?: string;
  readonly PropagateTagsToVolumeOnCreation?: boolean;
  readonly RamdiskId?: string;
  readonly SecurityGroupIds?: readonly (string)[];
  readonly SecurityGroups?: readonly (string)[];
  readonly SourceDestCheck?: boolean;
  readonly SsmAssociations?: readonly (EC2Instance_SsmAssociation)[];
  readonly SubnetId?: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly Tenancy?: string;
  readonly UserData?: string;
  readonly Volumes?: readonly (EC2Instance_Volume)[];
}

export interface EC2Instance_BlockDeviceMapping {
  readonly DeviceName: string;
  readonly Ebs?: EC2Instance_Ebs;
  readonly NoDevice?: unknown;
  readonly VirtualName?: string;
}

export interface EC2Instance_Ebs {
  readonly DeleteOnTermination?: boolean;
  readonly Encrypted?: boolean;
  readonly Iops?: number;
  readonly KmsKeyId?: string;
  readonly SnapshotId?: string;
  readonly VolumeSize?: number;
  readonly VolumeType?: string;
}

export interface EC2Instance_CpuOptions {
  readonly CoreCount?: number;
  readonly ThreadsPerCore?: number;
}

export interface EC2Instance_CreditSpecification {
  readonly CPUCredits?: string;
}

export interface EC2Instance_ElasticGpuSpecification {
  readonly Type: string;
}

export interface EC2Instance_ElasticInferenceAccelerator {
  readonly Count?: number;
  readonly Type: string;
}

export interface EC2Instance_EnclaveOptions {
  readonly Enabled?: boolean;
}

export interface EC2Instance_HibernationOptions {
  readonly Configured?: boolean;
}

export interface EC2Instance_InstanceIpv6Address {
  readonly Ipv6Address: string;
}

export interface EC2Instance_LaunchTemplateSpecification {
  readonly LaunchTemplateId?: string;
  readonly LaunchTemplateName?: string;
  readonly Version: string;
}

export interface EC2Instance_LicenseSpecification {
  readonly LicenseConfigurationArn: string;
}

export interface EC2Instance_MetadataOptions {
  readonly HttpEndpoint?: string;
  readonly HttpProtocolIpv6?: string;
  readonly HttpPutResponseHopLimit?: number;
  readonly HttpTokens?: string;
  readonly InstanceMetadataTags?: string;
}

export interface EC2Instance_NetworkInterface {
  readonly AssociateCarrierIpAddress?: boolean;
  readonly AssociatePublicIpAddress?: boolean;
  readonly DeleteOnTermination?: boolean;
  readonly Description?: string;
  readonly DeviceIndex: string;
  readonly EnaSrdSpecification?: EC2Instance_EnaSrdSpecification;
  readonly GroupSet?: readonly (string)[];
  readonly Ipv6AddressCount?: number;
  readonly Ipv6Addresses?: readonly (EC2Instance_InstanceIpv6Address)[];
  readonly NetworkInterfaceId?: string;
  readonly PrivateIpAddress?: string;
  readonly PrivateIpAddresses?: readonly (EC2Instance_PrivateIpAddressSpecification)[];
  readonly SecondaryPrivateIpAddressCount?: number;
  readonly SubnetId?: string;
}

export interface EC2Instance_EnaSrdSpecification {
  readonly EnaSrdEnabled?: boolean;
  readonly EnaSrdUdpSpecification?: EC2Instance_EnaSrdUdpSpecification;
}

export interface EC2Instance_EnaSrdUdpSpecification {
  readonly EnaSrdUdpEnabled?: boolean;
}

export interface EC2Instance_PrivateIpAddressSpecification {
  readonly Primary: boolean;
  readonly PrivateIpAddress: string;
}

export interface EC2Instance_PrivateDnsNameOptions {
  readonly EnableResourceNameDnsAAAARecord?: boolean;
  readonly EnableResourceNameDnsARecord?: boolean;
  readonly HostnameType?: string;
}

export interface EC2Instance_SsmAssociation {
  readonly AssociationParameters?: readonly (EC2Instance_AssociationParameter)[];
  readonly DocumentName: string;
}

export interface EC2Instance_AssociationParameter {
  readonly Key: string;
  readonly Value: readonly (string)[];
}

export interface EC2Instance_Volume {
  readonly Device: string;
  readonly VolumeId: string;
}

/** Properties of `AWS::EC2::InternetGateway`. */
export interface EC2InternetGateway {
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}

/** Properties of `AWS::EC2::LaunchTemplate`. */
export interface EC2LaunchTemplate {
  readonly LaunchTemplateData: EC2LaunchTemplate_LaunchTemplateData;
  readonly LaunchTemplateName?: string;
  readonly TagSpecifications?: readonly (EC2LaunchTemplate_LaunchTemplateTagSpecification)[];
  readonly VersionDescription?: string;
}

export interface EC2LaunchTemplate_LaunchTemplateData {
  readonly BlockDeviceMappings?: readonly (EC2LaunchTemplate_BlockDeviceMapping)[];
  readonly CapacityReservationSpecification?: EC2LaunchTemplate_CapacityReservationSpecification;
  readonly CpuOptions?: EC2LaunchTemplate_CpuOptions;
  readonly CreditSpecification?: EC2LaunchTemplate_CreditSpecification;
  readonly DisableApiStop?: boolean;
  readonly DisableApiTermination?: boolean;
  readonly EbsOptimized?: boolean;
  readonly ElasticGpuSpecifications?: readonly (EC2LaunchTemplate_ElasticGpuSpecification)[];
  readonly ElasticInferenceAccelerators?: readonly (EC2LaunchTemplate_LaunchTemplateElasticInferenceAccelerator)[];
  readonly EnclaveOptions?: EC2LaunchTemplate_EnclaveOptions;
  readonly HibernationOptions?: EC2LaunchTemplate_HibernationOptions;
  readonly IamInstanceProfile?: EC2LaunchTemplate_IamInstanceProfile;
  readonly ImageId?: string;
  readonly InstanceInitiatedShutdownBehavior?: string;
  readonly InstanceMarketOptions?: EC2LaunchTemplate_InstanceMarketOptions;
  readonly InstanceRequirements?: EC2LaunchTemplate_InstanceRequirements;
  readonly InstanceType?: string;
  readonly KernelId?: string;
  readonly KeyName?: string;
  readonly LicenseSpecifications?: readonly (EC2LaunchTemplate_LicenseSpecification)[];
  readonly MaintenanceOptions?: EC2LaunchTemplate_MaintenanceOptions;
  readonly MetadataOptions?: EC2LaunchTemplate_MetadataOptions;
  readonly Monitoring?: EC2LaunchTemplate_Monitoring;
  readonly NetworkInterfaces?: readonly (EC2LaunchTemplate_NetworkInterface)[];
  readonly NetworkPerformanceOptions?: EC2LaunchTemplate_NetworkPerformanceOptions;
  readonly Placement?: EC2LaunchTemplate_Placement;
  readonly PrivateDnsNameOptions?: EC2LaunchTemplate_PrivateDnsNameOptions;
  readonly RamDiskId?: string;
  readonly SecurityGroupIds?: readonly (string)[];
  readonly SecurityGroups?: readonly (string)[];
  readonly TagSpecifications?: readonly (EC2LaunchTemplate_TagSpecification)[];
  readonly UserData?: string;
}

export interface EC2LaunchTemplate_BlockDeviceMapping {
  readonly DeviceName?: string;
  readonly Ebs?: EC2LaunchTemplate_Ebs;
  readonly NoDevice?: string;
  readonly VirtualName?: string;
}

export interface EC2LaunchTemplate_Ebs {
  readonly DeleteOnTermination?: boolean;
  readonly EbsCardIndex?: number;
  readonly Encrypted?: boolean;
  readonly Iops?: number;
  readonly KmsKeyId?: string;
  readonly SnapshotId?: string;
  readonly Throughput?: number;
  readonly VolumeInitializationRate?: number;
  readonly VolumeSize?: number;
  readonly VolumeType?: string;
}

export interface EC2LaunchTemplate_CapacityReservationSpecification {
  readonly CapacityReservationPreference?: string;
  readonly CapacityReservationTarget?: EC2LaunchTemplate_CapacityReservationTarget;
}

export interface EC2LaunchTemplate_CapacityReservationTarget {
  readonly CapacityReservationId?: string;
  readonly CapacityReservationResourceGroupArn?: string;
}

export interface EC2LaunchTemplate_CpuOptions {
  readonly AmdSevSnp?: string;
  readonly CoreCount?: number;
  readonly NestedVirtualization?: string;
  readonly ThreadsPerCore?: number;
}

export interface EC2LaunchTemplate_CreditSpecification {
  readonly CpuCredits?: string;
}

export interface EC2LaunchTemplate_ElasticGpuSpecification {
  readonly Type?: string;
}

export interface EC2LaunchTemplate_LaunchTemplateElasticInferenceAccelerator {
  readonly Count?: number;
  readonly Type?: string;
}

export interface EC2LaunchTemplate_EnclaveOptions {
  readonly Enabled?: boolean;
}

export interface EC2LaunchTemplate_HibernationOptions {
  readonly Configured?: boolean;
}

export interface EC2LaunchTemplate_IamInstanceProfile {
  readonly Arn?: string;
  readonly Name?: string;
}

export interface EC2LaunchTemplate_InstanceMarketOptions {
  readonly MarketType?: string;
  readonly SpotOptions?: EC2LaunchTemplate_SpotOptions;
}

export interface EC2LaunchTemplate_SpotOptions {
  readonly BlockDurationMinutes?: number;
  readonly InstanceInterruptionBehavior?: string;
  readonly MaxPrice?: string;
  readonly SpotInstanceType?: string;
  readonly ValidUntil?: string;
}

export interface EC2LaunchTemplate_InstanceRequirements {
  readonly AcceleratorCount?: EC2LaunchTemplate_AcceleratorCount;
  readonly AcceleratorManufacturers?: readonly (string)[];
  readonly AcceleratorNames?: readonly (string)[];
  readonly AcceleratorTotalMemoryMiB?: EC2LaunchTemplate_AcceleratorTotalMemoryMiB;
  readonly AcceleratorTypes?: readonly (string)[];
  readonly AllowedInstanceTypes?: readonly (string)[];
  readonly BareMetal?: string;
  readonly BaselineEbsBandwidthMbps?: EC2LaunchTemplate_BaselineEbsBandwidthMbps;
  readonly BaselinePerformanceFactors?: EC2LaunchTemplate_BaselinePerformanceFactors;
  readonly BurstablePerformance?: string;
  readonly CpuManufacturers?: readonly (string)[];
  readonly ExcludedInstanceTypes?: readonly (string)[];
  readonly InstanceGenerations?: readonly (string)[];
  readonly LocalStorage?: string;
  readonly LocalStorageTypes?: readonly (string)[];
  readonly MaxSpotPriceAsPercentageOfOptimalOnDemandPrice?: number;
  readonly MemoryGiBPerVCpu?: EC2LaunchTemplate_MemoryGiBPerVCpu;
  readonly MemoryMiB?: EC2LaunchTemplate_MemoryMiB;
  readonly NetworkBandwidthGbps?: EC2LaunchTemplate_NetworkBandwidthGbps;
  readonly NetworkInterfaceCount?: EC2LaunchTemplate_NetworkInterfaceCount;
  readonly OnDemandMaxPricePercentageOverLowestPrice?: number;
  readonly RequireHibernateSupport?: boolean;
  readonly SpotMaxPricePercentageOverLowestPrice?: number;
  readonly TotalLocalStorageGB?: EC2LaunchTemplate_TotalLocalStorageGB;
  readonly VCpuCount?: EC2LaunchTemplate_VCpuCount;
}

export interface EC2LaunchTemplate_AcceleratorCount {
  readonly Max?: number;
  readonly Min?: number;
}

export interface EC2LaunchTemplate_AcceleratorTotalMemoryMiB {
  readonly Max?: number;
  readonly Min?: number;
}

export interface EC2LaunchTemplate_BaselineEbsBandwidthMbps {
  readonly Max?: number;
  readonly Min?: number;
}

export interface EC2LaunchTemplate_BaselinePerformanceFactors {
  readonly Cpu?: EC2LaunchTemplate_Cpu;
}

export interface EC2LaunchTemplate_Cpu {
  readonly References?: readonly (EC2LaunchTemplate_Reference)[];
}

export interface EC2LaunchTemplate_Reference {
  readonly InstanceFamily?: string;
}

export interface EC2LaunchTemplate_MemoryGiBPerVCpu {
  readonly Max?: number;
  readonly Min?: number;
}

export interface EC2LaunchTemplate_MemoryMiB {
  readonly Max?: number;
  readonly Min?: number;
}

export interface EC2LaunchTemplate_NetworkBandwidthGbps {
  readonly Max?: number;
  readonly Min?: number;
}

export interface EC2LaunchTemplate_NetworkInterfaceCount {
  readonly Max?: number;
  readonly Min?: number;
}

export interface EC2LaunchTemplate_TotalLocalStorageGB {
  readonly Max?: number;
  readonly Min?: number;
}

export interface EC2LaunchTemplate_VCpuCount {
  readonly Max?: number;
  readonly Min?: number;
}

export interface EC2LaunchTemplate_LicenseSpecification {
  readonly LicenseConfigurationArn?: string;
}

export interface EC2LaunchTemplate_MaintenanceOptions {
  readonly AutoRecovery?: string;
}

export interface EC2LaunchTemplate_MetadataOptions {
  readonly HttpEndpoint?: string;
  readonly HttpProtocolIpv6?: string;
  readonly HttpPutResponseHopLimit?: number;
  readonly HttpTokens?: string;
  readonly InstanceMetadataTags?: string;
}

export interface EC2LaunchTemplate_Monitoring {
  readonly Enabled?: boolean;
}

export interface EC2LaunchTemplate_NetworkInterface {
  readonly AssociateCarrierIpAddress?: boolean;
  readonly AssociatePublicIpAddress?: boolean;
  readonly ConnectionTrackingSpecification?: EC2LaunchTemplate_ConnectionTrackingSpecification;
  readonly DeleteOnTermination?: boolean;
  readonly Description?: string;
  readonly DeviceIndex?: number;
  readonly EnaQueueCount?: number;
  readonly EnaSrdSpecification?: EC2LaunchTemplate_EnaSrdSpecification;
  readonly Groups?: readonly (string)[];
  readonly InterfaceType?: string;
  readonly Ipv4PrefixCount?: number;
  readonly Ipv4Prefixes?: readonly (EC2LaunchTemplate_Ipv4PrefixSpecification)[];
  readonly Ipv6AddressCount?: number;
  readonly Ipv6Addresses?: readonly (EC2LaunchTemplate_Ipv6Add)[];
  readonly Ipv6PrefixCount?: number;
  readonly Ipv6Prefixes?: readonly (EC2LaunchTemplate_Ipv6PrefixSpecification)[];
  readonly NetworkCardIndex?: number;
  readonly NetworkInterfaceId?: string;
  readonly PrimaryIpv6?: boolean;
  readonly PrivateIpAddress?: string;
  readonly PrivateIpAddresses?: readonly (EC2LaunchTemplate_PrivateIpAdd)[];
  readonly SecondaryPrivateIpAddressCount?: number;
  readonly SubnetId?: string;
}

export interface EC2LaunchTemplate_ConnectionTrackingSpecification {
  readonly TcpEstablishedTimeout?: number;
  readonly UdpStreamTimeout?: number;
  readonly UdpTimeout?: number;
}

export interface EC2LaunchTemplate_EnaSrdSpecification {
  readonly EnaSrdEnabled?: boolean;
  readonly EnaSrdUdpSpecification?: EC2LaunchTemplate_EnaSrdUdpSpecification;
}

export interface EC2LaunchTemplate_EnaSrdUdpSpecification {
  readonly EnaSrdUdpEnabled?: boolean;
}

export interface EC2LaunchTemplate_Ipv4PrefixSpecification {
  readonly Ipv4Prefix?: string;
}

export interface EC2LaunchTemplate_Ipv6Add {
  readonly Ipv6Address?: string;
}

export interface EC2LaunchTemplate_Ipv6PrefixSpecification {
  readonly Ipv6Prefix?: string;
}

export interface EC2LaunchTemplate_PrivateIpAdd {
  readonly Primary?: boolean;
  readonly PrivateIpAddress?: string;
}

export interface EC2LaunchTemplate_NetworkPerformanceOptions {
  readonly BandwidthWeighting?: string;
}

export interface EC2LaunchTemplate_Placement {
  readonly Affinity?: string;
  readonly AvailabilityZone?: string;
  readonly GroupId?: string;
  readonly GroupName?: string;
  readonly HostId?: string;
  readonly HostResourceGroupArn?: string;
  readonly PartitionNumber?: number;
  readonly SpreadDomain?: string;
  readonly Tenancy?: string;
}

export interface EC2LaunchTemplate_PrivateDnsNameOptions {
  readonly EnableResourceNameDnsAAAARecord?: boolean;
  readonly EnableResourceNameDnsARecord?: boolean;
  readonly HostnameType?: string;
}

export interface EC2LaunchTemplate_TagSpecification {
  readonly ResourceType?: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}

export interface EC2LaunchTemplate_LaunchTemplateTagSpecification {
  readonly ResourceType?: string;
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

/** Properties of `AWS::EC2::NetworkInterface`. */
export interface EC2NetworkInterface {
  readonly ConnectionTrackingSpecification?: EC2NetworkInterface_ConnectionTrackingSpecification;
  readonly Description?: string;
  readonly EnablePrimaryIpv6?: boolean;
  readonly GroupSet?: readonly (string)[];
  readonly InterfaceType?: string;
  readonly Ipv4PrefixCount?: number;
  readonly Ipv4Prefixes?: readonly (EC2NetworkInterface_Ipv4PrefixSpecification)[];
  readonly Ipv6AddressCount?: number;
  readonly Ipv6Addresses?: readonly (EC2NetworkInterface_InstanceIpv6Address)[];
  readonly Ipv6PrefixCount?: number;
  readonly Ipv6Prefixes?: readonly (EC2NetworkInterface_Ipv6PrefixSpecification)[];
  readonly PrivateIpAddress?: string;
  readonly PrivateIpAddresses?: readonly (EC2NetworkInterface_PrivateIpAddressSpecification)[];
  readonly PublicIpDnsHostnameTypeSpecification?: string;
  readonly SecondaryPrivateIpAddressCount?: number;
  readonly SourceDestCheck?: boolean;
  readonly SubnetId: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}

export interface EC2NetworkInterface_ConnectionTrackingSpecification {
  readonly TcpEstablishedTimeout?: number;
  readonly UdpStreamTimeout?: number;
  readonly UdpTimeout?: number;
}

export interface EC2NetworkInterface_Ipv4PrefixSpecification {
  readonly Ipv4Prefix: string;
}

export interface EC2NetworkInterface_InstanceIpv6Address {
  readonly Ipv6Address: string;
}

export interface EC2NetworkInterface_Ipv6PrefixSpecification {
  readonly Ipv6Prefix: string;
}

export interface EC2NetworkInterface_PrivateIpAddressSpecification {
  readonly Primary: boolean;
  readonly PrivateIpAddress: string;
}

/** Properties of `AWS::EC2::PrefixList`. */
export interface EC2PrefixList {
  readonly AddressFamily: string;
  readonly Entries?: readonly (EC2PrefixList_Entry)[];
  readonly MaxEntries?: number;
  readonly PrefixListName: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}

export interface EC2PrefixList_Entry {
  readonly Cidr: string;
  readonly Description?: string;
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

/** Properties of `AWS::EC2::SecurityGroup`. */
export interface EC2SecurityGroup {
  readonly GroupDescription: string;
  readonly GroupName?: string;
  readonly SecurityGroupEgress?: readonly (EC2SecurityGroup_Egress)[];
  readonly SecurityGroupIngress?: readonly (EC2SecurityGroup_Ingress)[];
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly VpcId?: string;
}

export interface EC2SecurityGroup_Egress {
  readonly CidrIp?: string;
  readonly CidrIpv6?: string;
  readonly Description?: string;
  readonly DestinationPrefixListId?: string;
  readonly DestinationSecurityGroupId?: string;
  readonly FromPort?: number;
  readonly IpProtocol: string;
  readonly ToPort?: number;
}

export interface EC2SecurityGroup_Ingress {
  readonly CidrIp?: string;
  readonly CidrIpv6?: string;
  readonly Description?: string;
  readonly FromPort?: number;
  readonly IpProtocol: string;
  readonly SourcePrefixListId?: string;
  readonly SourceSecurityGroupId?: string;
  readonly SourceSecurityGroupName?: string;
  readonly SourceSecurityGroupOwnerId?: string;
  readonly ToPort?: number;
}

/** Properties of `AWS::EC2::SecurityGroupEgress`. */
export interface EC2SecurityGroupEgress {
  readonly CidrIp?: string;
  readonly CidrIpv6?: string;
  readonly Description?: string;
  readonly DestinationPrefixListId?: string;
  readonly DestinationSecurityGroupId?: string;
  readonly FromPort?: number;
  readonly GroupId: string;
  readonly IpProtocol: string;
  readonly ToPort?: number;
}

/** Properties of `AWS::EC2::SecurityGroupIngress`. */
export interface EC2SecurityGroupIngress {
  readonly CidrIp?: string;
  readonly CidrIpv6?: string;
  readonly Description?: string;
  readonly FromPort?: number;
  readonly GroupId?: string;
  readonly GroupName?: string;
  readonly IpProtocol: string;
  readonly SourcePrefixListId?: string;
  readonly SourceSecurityGroupId?: string;
  readonly SourceSecurityGroupName?: string;
  readonly SourceSecurityGroupOwnerId?: string;
  readonly ToPort?: number;
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

/** Properties of `AWS::EC2::VPCDHCPOptionsAssociation`. */
export interface EC2VPCDHCPOptionsAssociation {
  readonly DhcpOptionsId: string;
  readonly VpcId: string;
}

/** Properties of `AWS::EC2::VPCEndpoint`. */
export interface EC2VPCEndpoint {
  readonly DnsOptions?: EC2VPCEndpoint_DnsOptionsSpecification;
  readonly IpAddressType?: string;
  readonly PolicyDocument?: unknown;
  readonly PrivateDnsEnabled?: boolean;
  readonly ResourceConfigurationArn?: string;
  readonly RouteTableIds?: readonly (string)[];
  readonly SecurityGroupIds?: readonly (string)[];
  readonly ServiceName?: string;
  readonly ServiceNetworkArn?: string;
  readonly ServiceRegion?: string;
  readonly SubnetIds?: readonly (string)[];
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly VpcEndpointType?: string;
  readonly VpcId: string;
}

export interface EC2VPCEndpoint_DnsOptionsSpecification {
  readonly DnsRecordIpType?: string;
  readonly PrivateDnsOnlyForInboundResolverEndpoint?: string;
  readonly PrivateDnsPreference?: string;
  readonly PrivateDnsSpecifiedDomains?: readonly (string)[];
}

/** Properties of `AWS::EC2::VPCEndpointConnectionNotification`. */
export interface EC2VPCEndpointConnectionNotification {
  readonly ConnectionEvents: readonly (string)[];
  readonly ConnectionNotificationArn: string;
  readonly ServiceId?: string;
  readonly VPCEndpointId?: string;
}

/** Properties of `AWS::EC2::VPCEndpointService`. */
export interface EC2VPCEndpointService {
  readonly AcceptanceRequired?: boolean;
  readonly ContributorInsightsEnabled?: boolean;
  readonly GatewayLoadBalancerArns?: readonly (string)[];
  readonly NetworkLoadBalancerArns?: readonly (string)[];
  readonly PayerResponsibility?: string;
  readonly PrivateDnsName?: string;
  readonly PrivateDnsNameConfiguration?: EC2VPCEndpointService_PrivateDnsNameConfiguration;
  readonly SupportedIpAddressTypes?: readonly (string)[];
  readonly SupportedRegions?: readonly (string)[];
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}

export interface EC2VPCEndpointService_PrivateDnsNameConfiguration {
  readonly Name?: string;
  readonly State?: string;
  readonly Type?: string;
  readonly Value?: string;
}

/** Properties of `AWS::EC2::VPCEndpointServicePermissions`. */
export interface EC2VPCEndpointServicePermissions {
  readonly AllowedPrincipals?: readonly (string)[];
  readonly ServiceId: string;
}

/** Properties of `AWS::EC2::VPCGatewayAttachment`. */
export interface EC2VPCGatewayAttachment {
  readonly InternetGatewayId?: string;
  readonly VpcId: string;
  readonly VpnGatewayId?: string;
}

/** Properties of `AWS::ECR::Repository`. */
export interface ECRRepository {
  readonly EmptyOnDelete?: boolean;
  readonly EncryptionConfiguration?: ECRRepository_EncryptionConfiguration;
  readonly ImageScanningConfiguration?: ECRRepository_ImageScanningConfiguration;
  readonly ImageTagMutability?: string;
  readonly ImageTagMutabilityExclusionFilters?: readonly (ECRRepository_ImageTagMutabilityExclusionFilter)[];
  readonly LifecyclePolicy?: ECRRepository_LifecyclePolicy;
  readonly RepositoryName?: string;
  readonly RepositoryPolicyText?: unknown;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}

export interface ECRRepository_EncryptionConfiguration {
  readonly EncryptionType: string;
  readonly KmsKey?: string;
}

export interface ECRRepository_ImageScanningConfiguration {
  readonly ScanOnPush?: boolean;
}

export interface ECRRepository_ImageTagMutabilityExclusionFilter {
  readonly ImageTagMutabilityExclusionFilterType: string;
  readonly ImageTagMutabilityExclusionFilterValue: string;
}

export interface ECRRepository_LifecyclePolicy {
  readonly LifecyclePolicyText?: string;
  readonly RegistryId?: string;
}

/** Properties of `AWS::ElasticLoadBalancingV2::Listener`. */
export interface ElasticLoadBalancingV2Listener {
  readonly AlpnPolicy?: readonly (string)[];
  readonly Certificates?: readonly (ElasticLoadBalancingV2Listener_Certificate)[];
  readonly DefaultActions: readonly (ElasticLoadBalancingV2Listener_Action)[];
  readonly ListenerAttributes?: readonly (ElasticLoadBalancingV2Listener_ListenerAttribute)[];
  readonly LoadBalancerArn: string;
  readonly MutualAuthentication?: ElasticLoadBalancingV2Listener_MutualAuthentication;
  readonly Port?: number;
  readonly Protocol?: string;
  readonly SslPolicy?: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}

export interface ElasticLoadBalancingV2Listener_Certificate {
  readonly CertificateArn?: string;
}

export interface ElasticLoadBalancingV2Listener_Action {
  readonly AuthenticateCognitoConfig?: ElasticLoadBalancingV2Listener_AuthenticateCognitoConfig;
  readonly AuthenticateOidcConfig?: ElasticLoadBalancingV2Listener_AuthenticateOidcConfig;
  readonly FixedResponseConfig?: ElasticLoadBalancingV2Listener_FixedResponseConfig;
  readonly ForwardConfig?: ElasticLoadBalancingV2Listener_ForwardConfig;
  readonly JwtValidationConfig?: ElasticLoadBalancingV2Listener_JwtValidationConfig;
  readonly Order?: number;
  readonly RedirectConfig?: ElasticLoadBalancingV2Listener_RedirectConfig;
  readonly TargetGroupArn?: string;
  readonly Type: string;
}

export interface ElasticLoadBalancingV2Listener_AuthenticateCognitoConfig {
  readonly AuthenticationRequestExtraParams?: Readonly<Record<string, string>>;
  readonly OnUnauthenticatedRequest?: string;
  readonly Scope?: string;
  readonly SessionCookieName?: string;
  readonly SessionTimeout?: string;
  readonly UserPoolArn: string;
  readonly UserPoolClientId: string;
  readonly UserPoolDomain: string;
}

export interface ElasticLoadBalancingV2Listener_AuthenticateOidcConfig {
  readonly AuthenticationRequestExtraParams?: Readonly<Record<string, string>>;
  readonly AuthorizationEndpoint: string;
  readonly ClientId: string;
  readonly ClientSecret?: string;
  readonly Issuer: string;
  readonly OnUnauthenticatedRequest?: string;
  readonly Scope?: string;
  readonly SessionCookieName?: string;
  readonly SessionTimeout?: string;
  readonly TokenEndpoint: string;
  readonly UseExistingClientSecret?: boolean;
  readonly UserInfoEndpoint: string;
}

export interface ElasticLoadBalancingV2Listener_FixedResponseConfig {
  readonly ContentType?: string;
  readonly MessageBody?: string;
  readonly StatusCode: string;
}

export interface ElasticLoadBalancingV2Listener_ForwardConfig {
  readonly TargetGroupStickinessConfig?: ElasticLoadBalancingV2Listener_TargetGroupStickinessConfig;
  readonly TargetGroups?: readonly (ElasticLoadBalancingV2Listener_TargetGroupTuple)[];
}

export interface ElasticLoadBalancingV2Listener_TargetGroupStickinessConfig {
  readonly DurationSeconds?: number;
  readonly Enabled?: boolean;
}

export interface ElasticLoadBalancingV2Listener_TargetGroupTuple {
  readonly TargetGroupArn?: string;
  readonly Weight?: number;
}

export interface ElasticLoadBalancingV2Listener_JwtValidationConfig {
  readonly AdditionalClaims?: readonly (ElasticLoadBalancingV2Listener_JwtValidationActionAdditionalClaim)[];
  readonly Issuer: string;
  readonly JwksEndpoint: string;
}

export interface ElasticLoadBalancingV2Listener_JwtValidationActionAdditionalClaim {
  readonly Format: string;
  readonly Name: string;
  readonly Values: readonly (string)[];
}

export interface ElasticLoadBalancingV2Listener_RedirectConfig {
  readonly Host?: string;
  readonly Path?: string;
  readonly Port?: string;
  readonly Protocol?: string;
  readonly Query?: string;
  readonly StatusCode: string;
}

export interface ElasticLoadBalancingV2Listener_ListenerAttribute {
  readonly Key?: string;
  readonly Value?: string;
}

export interface ElasticLoadBalancingV2Listener_MutualAuthentication {
  readonly AdvertiseTrustStoreCaNames?: string;
  readonly IgnoreClientCertificateExpiry?: boolean;
  readonly Mode?: string;
  readonly TrustStoreArn?: string;
}

/** Properties of `AWS::ElasticLoadBalancingV2::ListenerCertificate`. */
export interface ElasticLoadBalancingV2ListenerCertificate {
  readonly Certificates: readonly (ElasticLoadBalancingV2ListenerCertificate_Certificate)[];
  readonly ListenerArn: string;
}

export interface ElasticLoadBalancingV2ListenerCertificate_Certificate {
  readonly CertificateArn?: string;
}

/** Properties of `AWS::ElasticLoadBalancingV2::LoadBalancer`. */
export interface ElasticLoadBalancingV2LoadBalancer {
  readonly EnableCapacityReservationProvisionStabilize?: boolean;
  readonly EnablePrefixForIpv6SourceNat?: string;
  readonly EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: string;
  readonly IpAddressType?: string;
  readonly Ipv4IpamPoolId?: string;
  readonly LoadBalancerAttributes?: readonly (ElasticLoadBalancingV2LoadBalancer_LoadBalancerAttribute)[];
  readonly MinimumLoadBalancerCapacity?: ElasticLoadBalancingV2LoadBalancer_MinimumLoadBalancerCapacity;
  readonly Name?: string;
  readonly Scheme?: string;
  readonly SecurityGroups?: readonly (string)[];
  readonly SubnetMappings?: readonly (ElasticLoadBalancingV2LoadBalancer_SubnetMapping)[];
  readonly Subnets?: readonly (string)[];
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly Type?: string;
}

export interface ElasticLoadBalancingV2LoadBalancer_LoadBalancerAttribute {
  readonly Key?: string;
  readonly Value?: string;
}

export interface ElasticLoadBalancingV2LoadBalancer_MinimumLoadBalancerCapacity {
  readonly CapacityUnits: number;
}

export interface ElasticLoadBalancingV2LoadBalancer_SubnetMapping {
  readonly AllocationId?: string;
  readonly IPv6Address?: string;
  readonly PrivateIPv4Address?: string;
  readonly SourceNatIpv6Prefix?: string;
  readonly SubnetId: string;
}

/** Properties of `AWS::ElasticLoadBalancingV2::TargetGroup`. */
export interface ElasticLoadBalancingV2TargetGroup {
  readonly HealthCheckEnabled?: boolean;
  readonly HealthCheckIntervalSeconds?: number;
  readonly HealthCheckPath?: string;
  readonly HealthCheckPort?: string;
  readonly HealthCheckProtocol?: string;
  readonly HealthCheckTimeoutSeconds?: number;
  readonly HealthyThresholdCount?: number;
  readonly IpAddressType?: string;
  readonly Matcher?: ElasticLoadBalancingV2TargetGroup_Matcher;
  readonly Name?: string;
  readonly Port?: number;
  readonly Protocol?: string;
  readonly ProtocolVersion?: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly TargetControlPort?: number;
  readonly TargetGroupAttributes?: readonly (ElasticLoadBalancingV2TargetGroup_TargetGroupAttribute)[];
  readonly TargetType?: string;
  readonly Targets?: readonly (ElasticLoadBalancingV2TargetGroup_TargetDescription)[];
  readonly UnhealthyThresholdCount?: number;
  readonly VpcId?: string;
}

export interface ElasticLoadBalancingV2TargetGroup_Matcher {
  readonly GrpcCode?: string;
  readonly HttpCode?: string;
}

export interface ElasticLoadBalancingV2TargetGroup_TargetGroupAttribute {
  readonly Key?: string;
  readonly Value?: string;
}

export interface ElasticLoadBalancingV2TargetGroup_TargetDescription {
  readonly AvailabilityZone?: string;
  readonly Id: string;
  readonly Port?: number;
  readonly QuicServerId?: string;
}

/** Properties of `AWS::IAM::AccessKey`. */
export interface IAMAccessKey {
  readonly Serial?: number;
  readonly Status?: string;
  readonly UserName: string;
}

/** Properties of `AWS::IAM::Group`. */
export interface IAMGroup {
  readonly GroupName?: string;
  readonly ManagedPolicyArns?: readonly (string)[];
  readonly Path?: string;
  readonly Policies?: readonly (IAMGroup_Policy)[];
}

export interface IAMGroup_Policy {
  readonly PolicyDocument: unknown;
  readonly PolicyName: string;
}

/** Properties of `AWS::IAM::InstanceProfile`. */
export interface IAMInstanceProfile {
  readonly InstanceProfileName?: string;
  readonly Path?: string;
  readonly Roles: readonly (string)[];
}

/** Properties of `AWS::IAM::ManagedPolicy`. */
export interface IAMManagedPolicy {
  readonly Description?: string;
  readonly Groups?: readonly (string)[];
  readonly ManagedPolicyName?: string;
  readonly Path?: string;
  readonly PolicyDocument: unknown;
  readonly Roles?: readonly (string)[];
  readonly Users?: readonly (string)[];
}

/** Properties of `AWS::IAM::Policy`. */
export interface IAMPolicy {
  readonly Groups?: readonly (string)[];
  readonly PolicyDocument: unknown;
  readonly PolicyName: string;
  readonly Roles?: readonly (string)[];
  readonly Users?: readonly (string)[];
}

/** Properties of `AWS::IAM::Role`. */
export interface IAMRole {
  readonly AssumeRolePolicyDocument: unknown;
  readonly Description?: string;
  readonly ManagedPolicyArns?: readonly (string)[];
  readonly MaxSessionDuration?: number;
  readonly Path?: string;
  readonly PermissionsBoundary?: string;
  readonly Policies?: readonly (IAMRole_Policy)[];
  readonly RoleName?: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}

export interface IAMRole_Policy {
  readonly PolicyDocument: unknown;
  readonly PolicyName: string;
}

/** Properties of `AWS::IAM::User`. */
export interface IAMUser {
  readonly Groups?: readonly (string)[];
  readonly LoginProfile?: IAMUser_LoginProfile;
  readonly ManagedPolicyArns?: readonly (string)[];
  readonly Path?: string;
  readonly PermissionsBoundary?: string;
  readonly Policies?: readonly (IAMUser_Policy)[];
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly UserName?: string;
}

export interface IAMUser_LoginProfile {
  readonly Password: string;
  readonly PasswordResetRequired?: boolean;
}

export interface IAMUser_Policy {
  readonly PolicyDocument: unknown;
  readonly PolicyName: string;
}

/** Properties of `AWS::IAM::UserToGroupAddition`. */
export interface IAMUserToGroupAddition {
  readonly GroupName: string;
  readonly Users: readonly (string)[];
}

/** Properties of `AWS::Lambda::Function`. */
export interface LambdaFunction {
  readonly Architectures?: readonly (string)[];
  readonly CapacityProviderConfig?: LambdaFunction_CapacityProviderConfig;
  readonly Code: LambdaFunction_Code;
  readonly CodeSigningConfigArn?: string;
  readonly DeadLetterConfig?: LambdaFunction_DeadLetterConfig;
  readonly Description?: string;
  readonly DurableConfig?: LambdaFunction_DurableConfig;
  readonly Environment?: LambdaFunction_Environment;
  readonly EphemeralStorage?: LambdaFunction_EphemeralStorage;
  readonly FileSystemConfigs?: readonly (LambdaFunction_FileSystemConfig)[];
  readonly FunctionName?: string;
  readonly FunctionScalingConfig?: LambdaFunction_FunctionScalingConfig;
  readonly Handler?: string;
  readonly ImageConfig?: LambdaFunction_ImageConfig;
  readonly KmsKeyArn?: string;
  readonly Layers?: readonly (string)[];
  readonly LoggingConfig?: LambdaFunction_LoggingConfig;
  readonly MemorySize?: number;
  readonly PackageType?: string;
  readonly PublishToLatestPublished?: boolean;
  readonly RecursiveLoop?: string;
  readonly ReservedConcurrentExecutions?: number;
  readonly Role: string;
  readonly Runtime?: string;
  readonly RuntimeManagementConfig?: LambdaFunction_RuntimeManagementConfig;
  readonly SnapStart?: LambdaFunction_SnapStart;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly TenancyConfig?: LambdaFunction_TenancyConfig;
  readonly Timeout?: number;
  readonly TracingConfig?: LambdaFunction_TracingConfig;
  readonly VpcConfig?: LambdaFunction_VpcConfig;
}

export interface LambdaFunction_CapacityProviderConfig {
  readonly LambdaManagedInstancesCapacityProviderConfig: LambdaFunction_LambdaManagedInstancesCapacityProviderConfig;
}

export interface LambdaFunction_LambdaManagedInstancesCapacityProviderConfig {
  readonly CapacityProviderArn: string;
  readonly ExecutionEnvironmentMemoryGiBPerVCpu?: number;
  readonly PerExecutionEnvironmentMaxConcurrency?: number;
}

export interface LambdaFunction_Code {
  readonly ImageUri?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectStorageMode?: string;
  readonly S3ObjectVersion?: string;
  readonly SourceKMSKeyArn?: string;
  readonly ZipFile?: string;
}

export interface LambdaFunction_DeadLetterConfig {
  readonly TargetArn?: string;
}

export interface LambdaFunction_DurableConfig {
  readonly ExecutionTimeout: number;
  readonly KMSKeyArn?: string;
  readonly RetentionPeriodInDays?: number;
}

export interface LambdaFunction_Environment {
  readonly Variables?: Readonly<Record<string, string>>;
}

export interface LambdaFunction_EphemeralStorage {
  readonly Size: number;
}

export interface LambdaFunction_FileSystemConfig {
  readonly Arn: string;
  readonly LocalMountPath: string;
  readonly S3FilesConfig?: LambdaFunction_S3FilesConfig;
}

export interface LambdaFunction_S3FilesConfig {
  readonly DirectS3Read?: string;
}

export interface LambdaFunction_FunctionScalingConfig {
  readonly MaxExecutionEnvironments?: number;
  readonly MinExecutionEnvironments?: number;
}

export interface LambdaFunction_ImageConfig {
  readonly Command?: readonly (string)[];
  readonly EntryPoint?: readonly (string)[];
  readonly WorkingDirectory?: string;
}

export interface LambdaFunction_LoggingConfig {
  readonly ApplicationLogLevel?: string;
  readonly LogFormat?: string;
  readonly LogGroup?: string;
  readonly SystemLogLevel?: string;
}

export interface LambdaFunction_RuntimeManagementConfig {
  readonly RuntimeVersionArn?: string;
  readonly UpdateRuntimeOn: string;
}

export interface LambdaFunction_SnapStart {
  readonly ApplyOn: string;
}

export interface LambdaFunction_TenancyConfig {
  readonly TenantIsolationMode: string;
}

export interface LambdaFunction_TracingConfig {
  readonly Mode?: string;
}

export interface LambdaFunction_VpcConfig {
  readonly Ipv6AllowedForDualStack?: boolean;
  readonly SecurityGroupIds?: readonly (string)[];
  readonly SubnetIds?: readonly (string)[];
}

/** Properties of `AWS::Logs::LogGroup`. */
export interface LogsLogGroup {
  readonly BearerTokenAuthenticationEnabled?: boolean;
  readonly DataProtectionPolicy?: unknown;
  readonly DeletionProtectionEnabled?: boolean;
  readonly FieldIndexPolicies?: readonly (unknown)[];
  readonly KmsKeyId?: string;
  readonly LogGroupClass?: string;
  readonly LogGroupName?: string;
  readonly ResourcePolicyDocument?: unknown;
  readonly RetentionInDays?: number;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}

/** Properties of `AWS::Route53::HealthCheck`. */
export interface Route53HealthCheck {
  readonly HealthCheckConfig: Route53HealthCheck_HealthCheckConfig;
  readonly HealthCheckTags?: readonly (Route53HealthCheck_HealthCheckTag)[];
}

export interface Route53HealthCheck_HealthCheckConfig {
  readonly AlarmIdentifier?: Route53HealthCheck_AlarmIdentifier;
  readonly ChildHealthChecks?: readonly (string)[];
  readonly EnableSNI?: boolean;
  readonly FailureThreshold?: number;
  readonly FullyQualifiedDomainName?: string;
  readonly HealthThreshold?: number;
  readonly IPAddress?: string;
  readonly InsufficientDataHealthStatus?: string;
  readonly Inverted?: boolean;
  readonly MeasureLatency?: boolean;
  readonly Port?: number;
  readonly Regions?: readonly (string)[];
  readonly RequestInterval?: number;
  readonly ResourcePath?: string;
  readonly RoutingControlArn?: string;
  readonly SearchString?: string;
  readonly Type: string;
}

export interface Route53HealthCheck_AlarmIdentifier {
  readonly Name: string;
  readonly Region: string;
}

export interface Route53HealthCheck_HealthCheckTag {
  readonly Key: string;
  readonly Value: string;
}

/** Properties of `AWS::Route53::HostedZone`. */
export interface Route53HostedZone {
  readonly HostedZoneConfig?: Route53HostedZone_HostedZoneConfig;
  readonly HostedZoneFeatures?: Route53HostedZone_HostedZoneFeatures;
  readonly HostedZoneTags?: readonly (Route53HostedZone_HostedZoneTag)[];
  readonly Name?: string;
  readonly QueryLoggingConfig?: Route53HostedZone_QueryLoggingConfig;
  readonly VPCs?: readonly (Route53HostedZone_VPC)[];
}

export interface Route53HostedZone_HostedZoneConfig {
  readonly Comment?: string;
}

export interface Route53HostedZone_HostedZoneFeatures {
  readonly EnableAcceleratedRecovery?: boolean;
}

export interface Route53HostedZone_HostedZoneTag {
  readonly Key: string;
  readonly Value: string;
}

export interface Route53HostedZone_QueryLoggingConfig {
  readonly CloudWatchLogsLogGroupArn: string;
}

export interface Route53HostedZone_VPC {
  readonly VPCId: string;
  readonly VPCRegion: string;
}

/** Properties of `AWS::Route53::RecordSet`. */
export interface Route53RecordSet {
  readonly AliasTarget?: Route53RecordSet_AliasTarget;
  readonly CidrRoutingConfig?: Route53RecordSet_CidrRoutingConfig;
  readonly Comment?: string;
  readonly Failover?: string;
  readonly GeoLocation?: Route53RecordSet_GeoLocation;
  readonly HealthCheckId?: string;
  readonly HostedZoneId?: string;
  readonly HostedZoneName?: string;
  readonly MultiValueAnswer?: boolean;
  readonly Name: string;
  readonly Region?: string;
  readonly ResourceRecords?: readonly (string)[];
  readonly SetIdentifier?: string;
  readonly TTL?: string;
  readonly Type: string;
  readonly Weight?: number;
}

export interface Route53RecordSet_AliasTarget {
  readonly DNSName: string;
  readonly EvaluateTargetHealth?: boolean;
  readonly HostedZoneId: string;
}

export interface Route53RecordSet_CidrRoutingConfig {
  readonly CollectionId: string;
  readonly LocationName: string;
}

export interface Route53RecordSet_GeoLocation {
  readonly ContinentCode?: string;
  readonly CountryCode?: string;
  readonly SubdivisionCode?: string;
}

/** Properties of `AWS::Route53::RecordSetGroup`. */
export interface Route53RecordSetGroup {
  readonly Comment?: string;
  readonly HostedZoneId?: string;
  readonly HostedZoneName?: string;
  readonly RecordSets?: readonly (Route53RecordSetGroup_RecordSet)[];
}

export interface Route53RecordSetGroup_RecordSet {
  readonly AliasTarget?: Route53RecordSetGroup_AliasTarget;
  readonly CidrRoutingConfig?: Route53RecordSetGroup_CidrRoutingConfig;
  readonly Failover?: string;
  readonly GeoLocation?: Route53RecordSetGroup_GeoLocation;
  readonly GeoProximityLocation?: Route53RecordSetGroup_GeoProximityLocation;
  readonly HealthCheckId?: string;
  readonly HostedZoneId?: string;
  readonly HostedZoneName?: string;
  readonly MultiValueAnswer?: boolean;
  readonly Name: string;
  readonly Region?: string;
  readonly ResourceRecords?: readonly (string)[];
  readonly SetIdentifier?: string;
  readonly TTL?: string;
  readonly Type: string;
  readonly Weight?: number;
}

export interface Route53RecordSetGroup_AliasTarget {
  readonly DNSName: string;
  readonly EvaluateTargetHealth?: boolean;
  readonly HostedZoneId: string;
}

export interface Route53RecordSetGroup_CidrRoutingConfig {
  readonly CollectionId: string;
  readonly LocationName: string;
}

export interface Route53RecordSetGroup_GeoLocation {
  readonly ContinentCode?: string;
  readonly CountryCode?: string;
  readonly SubdivisionCode?: string;
}

export interface Route53RecordSetGroup_GeoProximityLocation {
  readonly AWSRegion?: string;
  readonly Bias?: number;
  readonly Coordinates?: Route53RecordSetGroup_Coordinates;
  readonly LocalZoneGroup?: string;
}

export interface Route53RecordSetGroup_Coordinates {
  readonly Latitude: string;
  readonly Longitude: string;
}

/** Properties of `AWS::S3::Bucket`. */
export interface S3Bucket {
  readonly AbacStatus?: string;
  readonly AccelerateConfiguration?: S3Bucket_AccelerateConfiguration;
  readonly AccessControl?: string;
  readonly AnalyticsConfigurations?: readonly (S3Bucket_AnalyticsConfiguration)[];
  readonly BucketEncryption?: S3Bucket_BucketEncryption;
  readonly BucketName?: string;
  readonly BucketNamePrefix?: string;
  readonly BucketNamespace?: string;
  readonly CorsConfiguration?: S3Bucket_CorsConfiguration;
  readonly IntelligentTieringConfigurations?: readonly (S3Bucket_IntelligentTieringConfiguration)[];
  readonly InventoryConfigurations?: readonly (S3Bucket_InventoryConfiguration)[];
  readonly LifecycleConfiguration?: S3Bucket_LifecycleConfiguration;
  readonly LoggingConfiguration?: S3Bucket_LoggingConfiguration;
  readonly MetadataConfiguration?: S3Bucket_MetadataConfiguration;
  readonly MetadataTableConfiguration?: S3Bucket_MetadataTableConfiguration;
  readonly MetricsConfigurations?: readonly (S3Bucket_MetricsConfiguration)[];
  readonly NotificationConfiguration?: S3Bucket_NotificationConfiguration;
  readonly ObjectLockConfiguration?: S3Bucket_ObjectLockConfiguration;
  readonly ObjectLockEnabled?: boolean;
  readonly OwnershipControls?: S3Bucket_OwnershipControls;
  readonly PublicAccessBlockConfiguration?: S3Bucket_PublicAccessBlockConfiguration;
  readonly ReplicationConfiguration?: S3Bucket_ReplicationConfiguration;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly VersioningConfiguration?: S3Bucket_VersioningConfiguration;
  readonly WebsiteConfiguration?: S3Bucket_WebsiteConfiguration;
}

export interface S3Bucket_AccelerateConfiguration {
  readonly AccelerationStatus: string;
}

export interface S3Bucket_AnalyticsConfiguration {
  readonly Id: string;
  readonly Prefix?: string;
  readonly StorageClassAnalysis: S3Bucket_StorageClassAnalysis;
  readonly TagFilters?: readonly (S3Bucket_TagFilter)[];
}

export interface S3Bucket_StorageClassAnalysis {
  readonly DataExport?: S3Bucket_DataExport;
}

export interface S3Bucket_DataExport {
  readonly Destination: S3Bucket_Destination;
  readonly OutputSchemaVersion: string;
}

export interface S3Bucket_Destination {
  readonly BucketAccountId?: string;
  readonly BucketArn: string;
  readonly Format: string;
  readonly Prefix?: string;
}

export interface S3Bucket_TagFilter {
  readonly Key: string;
  readonly Value: string;
}

export interface S3Bucket_BucketEncryption {
  readonly ServerSideEncryptionConfiguration: readonly (S3Bucket_ServerSideEncryptionRule)[];
}

export interface S3Bucket_ServerSideEncryptionRule {
  readonly BlockedEncryptionTypes?: S3Bucket_BlockedEncryptionTypes;
  readonly BucketKeyEnabled?: boolean;
  readonly ServerSideEncryptionByDefault?: S3Bucket_ServerSideEncryptionByDefault;
}

export interface S3Bucket_BlockedEncryptionTypes {
  readonly EncryptionType?: readonly (string)[];
}

export interface S3Bucket_ServerSideEncryptionByDefault {
  readonly KMSMasterKeyID?: string;
  readonly SSEAlgorithm: string;
}

export interface S3Bucket_CorsConfiguration {
  readonly CorsRules: readonly (S3Bucket_CorsRule)[];
}

export interface S3Bucket_CorsRule {
  readonly AllowedHeaders?: readonly (string)[];
  readonly AllowedMethods: readonly (string)[];
  readonly AllowedOrigins: readonly (string)[];
  readonly ExposedHeaders?: readonly (string)[];
  readonly Id?: string;
  readonly MaxAge?: number;
}

export interface S3Bucket_IntelligentTieringConfiguration {
  readonly Id: string;
  readonly Prefix?: string;
  readonly Status: string;
  readonly TagFilters?: readonly (S3Bucket_TagFilter)[];
  readonly Tierings: readonly (S3Bucket_Tiering)[];
}

export interface S3Bucket_Tiering {
  readonly AccessTier: string;
  readonly Days: number;
}

export interface S3Bucket_InventoryConfiguration {
  readonly Destination: S3Bucket_Destination;
  readonly Enabled: boolean;
  readonly Id: string;
  readonly IncludedObjectVersions: string;
  readonly OptionalFields?: readonly (string)[];
  readonly Prefix?: string;
  readonly ScheduleFrequency: string;
}

export interface S3Bucket_LifecycleConfiguration {
  readonly Rules: readonly (S3Bucket_Rule)[];
  readonly TransitionDefaultMinimumObjectSize?: string;
}

export interface S3Bucket_Rule {
  readonly AbortIncompleteMultipartUpload?: S3Bucket_AbortIncompleteMultipartUpload;
  readonly ExpirationDate?: string;
  readonly ExpirationInDays?: number;
  readonly ExpiredObjectDeleteMarker?: boolean;
  readonly Id?: string;
  readonly NoncurrentVersionExpiration?: S3Bucket_NoncurrentVersionExpiration;
  readonly NoncurrentVersionExpirationInDays?: number;
  readonly NoncurrentVersionTransition?: S3Bucket_NoncurrentVersionTransition;
  readonly NoncurrentVersionTransitions?: readonly (S3Bucket_NoncurrentVersionTransition)[];
  readonly ObjectSizeGreaterThan?: number;
  readonly ObjectSizeLessThan?: number;
  readonly Prefix?: string;
  readonly Status: string;
  readonly TagFilters?: readonly (S3Bucket_TagFilter)[];
  readonly Transition?: S3Bucket_Transition;
  readonly Transitions?: readonly (S3Bucket_Transition)[];
}

export interface S3Bucket_AbortIncompleteMultipartUpload {
  readonly DaysAfterInitiation: number;
}

export interface S3Bucket_NoncurrentVersionExpiration {
  readonly NewerNoncurrentVersions?: number;
  readonly NoncurrentDays: number;
}

export interface S3Bucket_NoncurrentVersionTransition {
  readonly NewerNoncurrentVersions?: number;
  readonly StorageClass: string;
  readonly TransitionInDays: number;
}

export interface S3Bucket_Transition {
  readonly StorageClass: string;
  readonly TransitionDate?: string;
  readonly TransitionInDays?: number;
}

export interface S3Bucket_LoggingConfiguration {
  readonly DestinationBucketName?: string;
  readonly LogFilePrefix?: string;
  readonly TargetObjectKeyFormat?: S3Bucket_TargetObjectKeyFormat;
}

export interface S3Bucket_TargetObjectKeyFormat {
  readonly PartitionedPrefix?: S3Bucket_PartitionedPrefix;
  readonly SimplePrefix?: unknown;
}

export interface S3Bucket_PartitionedPrefix {
  readonly PartitionDateSource?: string;
}

export interface S3Bucket_MetadataConfiguration {
  readonly AnnotationTableConfiguration?: S3Bucket_AnnotationTableConfiguration;
  readonly Destination?: S3Bucket_MetadataDestination;
  readonly InventoryTableConfiguration?: S3Bucket_InventoryTableConfiguration;
  readonly JournalTableConfiguration: S3Bucket_JournalTableConfiguration;
}

export interface S3Bucket_AnnotationTableConfiguration {
  readonly ConfigurationState: string;
  readonly EncryptionConfiguration?: S3Bucket_MetadataTableEncryptionConfiguration;
  readonly Role?: string;
  readonly TableArn?: string;
  readonly TableName?: string;
}

export interface S3Bucket_MetadataTableEncryptionConfiguration {
  readonly KmsKeyArn?: string;
  readonly SseAlgorithm: string;
}

export interface S3Bucket_MetadataDestination {
  readonly TableBucketArn?: string;
  readonly TableBucketType: string;
  readonly TableNamespace?: string;
}

export interface S3Bucket_InventoryTableConfiguration {
  readonly ConfigurationState: string;
  readonly EncryptionConfiguration?: S3Bucket_MetadataTableEncryptionConfiguration;
  readonly TableArn?: string;
  readonly TableName?: string;
}

export interface S3Bucket_JournalTableConfiguration {
  readonly EncryptionConfiguration?: S3Bucket_MetadataTableEncryptionConfiguration;
  readonly RecordExpiration: S3Bucket_RecordExpiration;
  readonly TableArn?: string;
  readonly TableName?: string;
}

export interface S3Bucket_RecordExpiration {
  readonly Days?: number;
  readonly Expiration: string;
}

export interface S3Bucket_MetadataTableConfiguration {
  readonly S3TablesDestination: S3Bucket_S3TablesDestination;
}

export interface S3Bucket_S3TablesDestination {
  readonly TableArn?: string;
  readonly TableBucketArn: string;
  readonly TableName: string;
  readonly TableNamespace?: string;
}

export interface S3Bucket_MetricsConfiguration {
  readonly AccessPointArn?: string;
  readonly Id: string;
  readonly Prefix?: string;
  readonly TagFilters?: readonly (S3Bucket_TagFilter)[];
}

export interface S3Bucket_NotificationConfiguration {
  readonly EventBridgeConfiguration?: S3Bucket_EventBridgeConfiguration;
  readonly LambdaConfigurations?: readonly (S3Bucket_LambdaConfiguration)[];
  readonly QueueConfigurations?: readonly (S3Bucket_QueueConfiguration)[];
  readonly TopicConfigurations?: readonly (S3Bucket_TopicConfiguration)[];
}

export interface S3Bucket_EventBridgeConfiguration {
  readonly EventBridgeEnabled: boolean;
}

export interface S3Bucket_LambdaConfiguration {
  readonly Event: string;
  readonly Filter?: S3Bucket_NotificationFilter;
  readonly Function: string;
}

export interface S3Bucket_NotificationFilter {
  readonly S3Key: S3Bucket_S3KeyFilter;
}

export interface S3Bucket_S3KeyFilter {
  readonly Rules: readonly (S3Bucket_FilterRule)[];
}

export interface S3Bucket_FilterRule {
  readonly Name: string;
  readonly Value: string;
}

export interface S3Bucket_QueueConfiguration {
  readonly Event: string;
  readonly Filter?: S3Bucket_NotificationFilter;
  readonly Queue: string;
}

export interface S3Bucket_TopicConfiguration {
  readonly Event: string;
  readonly Filter?: S3Bucket_NotificationFilter;
  readonly Topic: string;
}

export interface S3Bucket_ObjectLockConfiguration {
  readonly ObjectLockEnabled?: string;
  readonly Rule?: S3Bucket_ObjectLockRule;
}

export interface S3Bucket_ObjectLockRule {
  readonly DefaultRetention?: S3Bucket_DefaultRetention;
}

export interface S3Bucket_DefaultRetention {
  readonly Days?: number;
  readonly DefaultEventHold?: S3Bucket_DefaultEventHold;
  readonly Mode?: string;
  readonly Years?: number;
}

export interface S3Bucket_DefaultEventHold {
  readonly Days?: number;
  readonly Years?: number;
}

export interface S3Bucket_OwnershipControls {
  readonly Rules: readonly (S3Bucket_OwnershipControlsRule)[];
}

export interface S3Bucket_OwnershipControlsRule {
  readonly ObjectOwnership?: string;
}

export interface S3Bucket_PublicAccessBlockConfiguration {
  readonly BlockPublicAcls?: boolean;
  readonly BlockPublicPolicy?: boolean;
  readonly IgnorePublicAcls?: boolean;
  readonly RestrictPublicBuckets?: boolean;
}

export interface S3Bucket_ReplicationConfiguration {
  readonly Role: string;
  readonly Rules: readonly (S3Bucket_ReplicationRule)[];
}

export interface S3Bucket_ReplicationRule {
  readonly DeleteMarkerReplication?: S3Bucket_DeleteMarkerReplication;
  readonly Destination: S3Bucket_ReplicationDestination;
  readonly Filter?: S3Bucket_ReplicationRuleFilter;
  readonly Id?: string;
  readonly Prefix?: string;
  readonly Priority?: number;
  readonly SourceSelectionCriteria?: S3Bucket_SourceSelectionCriteria;
  readonly Status: string;
}

export interface S3Bucket_DeleteMarkerReplication {
  readonly Status?: string;
}

export interface S3Bucket_ReplicationDestination {
  readonly AccessControlTranslation?: S3Bucket_AccessControlTranslation;
  readonly Account?: string;
  readonly Bucket: string;
  readonly EncryptionConfiguration?: S3Bucket_EncryptionConfiguration;
  readonly Metrics?: S3Bucket_Metrics;
  readonly ReplicationTime?: S3Bucket_ReplicationTime;
  readonly StorageClass?: string;
}

export interface S3Bucket_AccessControlTranslation {
  readonly Owner: string;
}

export interface S3Bucket_EncryptionConfiguration {
  readonly ReplicaKmsKeyID: string;
}

export interface S3Bucket_Metrics {
  readonly EventThreshold?: S3Bucket_ReplicationTimeValue;
  readonly Status: string;
}

export interface S3Bucket_ReplicationTimeValue {
  readonly Minutes: number;
}

export interface S3Bucket_ReplicationTime {
  readonly Status: string;
  readonly Time: S3Bucket_ReplicationTimeValue;
}

export interface S3Bucket_ReplicationRuleFilter {
  readonly And?: S3Bucket_ReplicationRuleAndOperator;
  readonly Prefix?: string;
  readonly TagFilter?: S3Bucket_TagFilter;
}

export interface S3Bucket_ReplicationRuleAndOperator {
  readonly Prefix?: string;
  readonly TagFilters?: readonly (S3Bucket_TagFilter)[];
}

export interface S3Bucket_SourceSelectionCriteria {
  readonly ReplicaModifications?: S3Bucket_ReplicaModifications;
  readonly SseKmsEncryptedObjects?: S3Bucket_SseKmsEncryptedObjects;
}

export interface S3Bucket_ReplicaModifications {
  readonly Status: string;
}

export interface S3Bucket_SseKmsEncryptedObjects {
  readonly Status: string;
}

export interface S3Bucket_VersioningConfiguration {
  readonly Status: string;
}

export interface S3Bucket_WebsiteConfiguration {
  readonly ErrorDocument?: string;
  readonly IndexDocument?: string;
  readonly RedirectAllRequestsTo?: S3Bucket_RedirectAllRequestsTo;
  readonly RoutingRules?: readonly (S3Bucket_RoutingRule)[];
}

export interface S3Bucket_RedirectAllRequestsTo {
  readonly HostName: string;
  readonly Protocol?: string;
}

export interface S3Bucket_RoutingRule {
  readonly RedirectRule: S3Bucket_RedirectRule;
  readonly RoutingRuleCondition?: S3Bucket_RoutingRuleCondition;
}

export interface S3Bucket_RedirectRule {
  readonly HostName?: string;
  readonly HttpRedirectCode?: string;
  readonly Protocol?: string;
  readonly ReplaceKeyPrefixWith?: string;
  readonly ReplaceKeyWith?: string;
}

export interface S3Bucket_RoutingRuleCondition {
  readonly HttpErrorCodeReturnedEquals?: string;
  readonly KeyPrefixEquals?: string;
}

/** Properties of `AWS::S3::BucketPolicy`. */
export interface S3BucketPolicy {
  readonly Bucket: string;
  readonly PolicyDocument: unknown;
}

/** Properties of `AWS::SNS::Subscription`. */
export interface SNSSubscription {
  readonly DeliveryPolicy?: unknown;
  readonly Endpoint?: string;
  readonly FilterPolicy?: unknown;
  readonly FilterPolicyScope?: string;
  readonly Protocol: string;
  readonly RawMessageDelivery?: boolean;
  readonly RedrivePolicy?: unknown;
  readonly Region?: string;
  readonly ReplayPolicy?: unknown;
  readonly SubscriptionRoleArn?: string;
  readonly TopicArn: string;
}

/** Properties of `AWS::SNS::Topic`. */
export interface SNSTopic {
  readonly ArchivePolicy?: unknown;
  readonly ContentBasedDeduplication?: boolean;
  readonly DataProtectionPolicy?: unknown;
  readonly DeliveryStatusLogging?: readonly (SNSTopic_LoggingConfig)[];
  readonly DisplayName?: string;
  readonly FifoThroughputScope?: string;
  readonly FifoTopic?: boolean;
  readonly KmsMasterKeyId?: string;
  readonly MaximumMessageSize?: number;
  readonly SignatureVersion?: string;
  readonly Subscription?: readonly (SNSTopic_Subscription)[];
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly TopicName?: string;
  readonly TracingConfig?: string;
}

export interface SNSTopic_LoggingConfig {
  readonly FailureFeedbackRoleArn?: string;
  readonly Protocol: string;
  readonly SuccessFeedbackRoleArn?: string;
  readonly SuccessFeedbackSampleRate?: string;
}

export interface SNSTopic_Subscription {
  readonly Endpoint: string;
  readonly Protocol: string;
}

/** Properties of `AWS::SNS::TopicPolicy`. */
export interface SNSTopicPolicy {
  readonly PolicyDocument: unknown;
  readonly Topics: readonly (string)[];
}

/** Properties of `AWS::SSM::Parameter`. */
export interface SSMParameter {
  readonly AllowedPattern?: string;
  readonly DataType?: string;
  readonly Description?: string;
  readonly Name?: string;
  readonly Policies?: string;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly Tier?: string;
  readonly Type: string;
  readonly Value: string;
}
