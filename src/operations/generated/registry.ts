// Made by scripts/generate-registry.ts (npm run generate) from the files of src/operations/. Do not edit.
import { AddTagsToCertificate as acmAddTagsToCertificate } from '../acm/AddTagsToCertificate.ts';
import { DeleteCertificate as acmDeleteCertificate } from '../acm/DeleteCertificate.ts';
import { DescribeCertificate as acmDescribeCertificate } from '../acm/DescribeCertificate.ts';
import { GetCertificate as acmGetCertificate } from '../acm/GetCertificate.ts';
import { ImportCertificate as acmImportCertificate } from '../acm/ImportCertificate.ts';
import { ListCertificates as acmListCertificates } from '../acm/ListCertificates.ts';
import { ListTagsForCertificate as acmListTagsForCertificate } from '../acm/ListTagsForCertificate.ts';
import { RemoveTagsFromCertificate as acmRemoveTagsFromCertificate } from '../acm/RemoveTagsFromCertificate.ts';
import { UpdateCertificateOptions as acmUpdateCertificateOptions } from '../acm/UpdateCertificateOptions.ts';
import { CancelUpdateStack as cloudformationCancelUpdateStack } from '../cloudformation/CancelUpdateStack.ts';
import { ContinueUpdateRollback as cloudformationContinueUpdateRollback } from '../cloudformation/ContinueUpdateRollback.ts';
import { CreateChangeSet as cloudformationCreateChangeSet } from '../cloudformation/CreateChangeSet.ts';
import { CreateStack as cloudformationCreateStack } from '../cloudformation/CreateStack.ts';
import { DeleteChangeSet as cloudformationDeleteChangeSet } from '../cloudformation/DeleteChangeSet.ts';
import { DeleteStack as cloudformationDeleteStack } from '../cloudformation/DeleteStack.ts';
import { DescribeAccountLimits as cloudformationDescribeAccountLimits } from '../cloudformation/DescribeAccountLimits.ts';
import { DescribeChangeSet as cloudformationDescribeChangeSet } from '../cloudformation/DescribeChangeSet.ts';
import { DescribeStackDriftDetectionStatus as cloudformationDescribeStackDriftDetectionStatus } from '../cloudformation/DescribeStackDriftDetectionStatus.ts';
import { DescribeStackEvents as cloudformationDescribeStackEvents } from '../cloudformation/DescribeStackEvents.ts';
import { DescribeStackResource as cloudformationDescribeStackResource } from '../cloudformation/DescribeStackResource.ts';
import { DescribeStackResourceDrifts as cloudformationDescribeStackResourceDrifts } from '../cloudformation/DescribeStackResourceDrifts.ts';
import { DescribeStackResources as cloudformationDescribeStackResources } from '../cloudformation/DescribeStackResources.ts';
import { DescribeStacks as cloudformationDescribeStacks } from '../cloudformation/DescribeStacks.ts';
import { DescribeType as cloudformationDescribeType } from '../cloudformation/DescribeType.ts';
import { DetectStackDrift as cloudformationDetectStackDrift } from '../cloudformation/DetectStackDrift.ts';
import { DetectStackResourceDrift as cloudformationDetectStackResourceDrift } from '../cloudformation/DetectStackResourceDrift.ts';
import { ExecuteChangeSet as cloudformationExecuteChangeSet } from '../cloudformation/ExecuteChangeSet.ts';
import { GetStackPolicy as cloudformationGetStackPolicy } from '../cloudformation/GetStackPolicy.ts';
import { GetTemplate as cloudformationGetTemplate } from '../cloudformation/GetTemplate.ts';
import { GetTemplateSummary as cloudformationGetTemplateSummary } from '../cloudformation/GetTemplateSummary.ts';
import { ListChangeSets as cloudformationListChangeSets } from '../cloudformation/ListChangeSets.ts';
import { ListExports as cloudformationListExports } from '../cloudformation/ListExports.ts';
import { ListImports as cloudformationListImports } from '../cloudformation/ListImports.ts';
import { ListStackResources as cloudformationListStackResources } from '../cloudformation/ListStackResources.ts';
import { ListStacks as cloudformationListStacks } from '../cloudformation/ListStacks.ts';
import { ListTypes as cloudformationListTypes } from '../cloudformation/ListTypes.ts';
import { RollbackStack as cloudformationRollbackStack } from '../cloudformation/RollbackStack.ts';
import { SetStackPolicy as cloudformationSetStackPolicy } from '../cloudformation/SetStackPolicy.ts';
import { UpdateStack as cloudformationUpdateStack } from '../cloudformation/UpdateStack.ts';
import { UpdateTerminationProtection as cloudformationUpdateTerminationProtection } from '../cloudformation/UpdateTerminationProtection.ts';
import { ValidateTemplate as cloudformationValidateTemplate } from '../cloudformation/ValidateTemplate.ts';
import { DescribeTrails as cloudtrailDescribeTrails } from '../cloudtrail/DescribeTrails.ts';
import { ListTrails as cloudtrailListTrails } from '../cloudtrail/ListTrails.ts';
import { LookupEvents as cloudtrailLookupEvents } from '../cloudtrail/LookupEvents.ts';
import { DeleteAlarms as cloudwatchDeleteAlarms } from '../cloudwatch/DeleteAlarms.ts';
import { DescribeAlarmHistory as cloudwatchDescribeAlarmHistory } from '../cloudwatch/DescribeAlarmHistory.ts';
import { DescribeAlarms as cloudwatchDescribeAlarms } from '../cloudwatch/DescribeAlarms.ts';
import { DescribeAlarmsForMetric as cloudwatchDescribeAlarmsForMetric } from '../cloudwatch/DescribeAlarmsForMetric.ts';
import { DisableAlarmActions as cloudwatchDisableAlarmActions } from '../cloudwatch/DisableAlarmActions.ts';
import { EnableAlarmActions as cloudwatchEnableAlarmActions } from '../cloudwatch/EnableAlarmActions.ts';
import { GetMetricData as cloudwatchGetMetricData } from '../cloudwatch/GetMetricData.ts';
import { GetMetricStatistics as cloudwatchGetMetricStatistics } from '../cloudwatch/GetMetricStatistics.ts';
import { ListMetrics as cloudwatchListMetrics } from '../cloudwatch/ListMetrics.ts';
import { ListTagsForResource as cloudwatchListTagsForResource } from '../cloudwatch/ListTagsForResource.ts';
import { PutMetricAlarm as cloudwatchPutMetricAlarm } from '../cloudwatch/PutMetricAlarm.ts';
import { SetAlarmState as cloudwatchSetAlarmState } from '../cloudwatch/SetAlarmState.ts';
import { TagResource as cloudwatchTagResource } from '../cloudwatch/TagResource.ts';
import { UntagResource as cloudwatchUntagResource } from '../cloudwatch/UntagResource.ts';
import { AcceptVpcEndpointConnections as ec2AcceptVpcEndpointConnections } from '../ec2/AcceptVpcEndpointConnections.ts';
import { AllocateAddress as ec2AllocateAddress } from '../ec2/AllocateAddress.ts';
import { AssociateAddress as ec2AssociateAddress } from '../ec2/AssociateAddress.ts';
import { AssociateDhcpOptions as ec2AssociateDhcpOptions } from '../ec2/AssociateDhcpOptions.ts';
import { AssociateIamInstanceProfile as ec2AssociateIamInstanceProfile } from '../ec2/AssociateIamInstanceProfile.ts';
import { AssociateRouteTable as ec2AssociateRouteTable } from '../ec2/AssociateRouteTable.ts';
import { AssociateVpcCidrBlock as ec2AssociateVpcCidrBlock } from '../ec2/AssociateVpcCidrBlock.ts';
import { AttachInternetGateway as ec2AttachInternetGateway } from '../ec2/AttachInternetGateway.ts';
import { AuthorizeSecurityGroupEgress as ec2AuthorizeSecurityGroupEgress } from '../ec2/AuthorizeSecurityGroupEgress.ts';
import { AuthorizeSecurityGroupIngress as ec2AuthorizeSecurityGroupIngress } from '../ec2/AuthorizeSecurityGroupIngress.ts';
import { CreateDefaultSubnet as ec2CreateDefaultSubnet } from '../ec2/CreateDefaultSubnet.ts';
import { CreateDefaultVpc as ec2CreateDefaultVpc } from '../ec2/CreateDefaultVpc.ts';
import { CreateDhcpOptions as ec2CreateDhcpOptions } from '../ec2/CreateDhcpOptions.ts';
import { CreateInternetGateway as ec2CreateInternetGateway } from '../ec2/CreateInternetGateway.ts';
import { CreateLaunchTemplate as ec2CreateLaunchTemplate } from '../ec2/CreateLaunchTemplate.ts';
import { CreateLaunchTemplateVersion as ec2CreateLaunchTemplateVersion } from '../ec2/CreateLaunchTemplateVersion.ts';
import { CreateManagedPrefixList as ec2CreateManagedPrefixList } from '../ec2/CreateManagedPrefixList.ts';
import { CreateNatGateway as ec2CreateNatGateway } from '../ec2/CreateNatGateway.ts';
import { CreateNetworkAcl as ec2CreateNetworkAcl } from '../ec2/CreateNetworkAcl.ts';
import { CreateNetworkAclEntry as ec2CreateNetworkAclEntry } from '../ec2/CreateNetworkAclEntry.ts';
import { CreateNetworkInterface as ec2CreateNetworkInterface } from '../ec2/CreateNetworkInterface.ts';
import { CreateRoute as ec2CreateRoute } from '../ec2/CreateRoute.ts';
import { CreateRouteTable as ec2CreateRouteTable } from '../ec2/CreateRouteTable.ts';
import { CreateSecurityGroup as ec2CreateSecurityGroup } from '../ec2/CreateSecurityGroup.ts';
import { CreateSubnet as ec2CreateSubnet } from '../ec2/CreateSubnet.ts';
import { CreateTags as ec2CreateTags } from '../ec2/CreateTags.ts';
import { CreateVpc as ec2CreateVpc } from '../ec2/CreateVpc.ts';
import { CreateVpcEndpoint as ec2CreateVpcEndpoint } from '../ec2/CreateVpcEndpoint.ts';
import { CreateVpcEndpointConnectionNotification as ec2CreateVpcEndpointConnectionNotification } from '../ec2/CreateVpcEndpointConnectionNotification.ts';
import { CreateVpcEndpointServiceConfiguration as ec2CreateVpcEndpointServiceConfiguration } from '../ec2/CreateVpcEndpointServiceConfiguration.ts';
import { DeleteDhcpOptions as ec2DeleteDhcpOptions } from '../ec2/DeleteDhcpOptions.ts';
import { DeleteInternetGateway as ec2DeleteInternetGateway } from '../ec2/DeleteInternetGateway.ts';
import { DeleteLaunchTemplate as ec2DeleteLaunchTemplate } from '../ec2/DeleteLaunchTemplate.ts';
import { DeleteLaunchTemplateVersions as ec2DeleteLaunchTemplateVersions } from '../ec2/DeleteLaunchTemplateVersions.ts';
import { DeleteManagedPrefixList as ec2DeleteManagedPrefixList } from '../ec2/DeleteManagedPrefixList.ts';
import { DeleteNatGateway as ec2DeleteNatGateway } from '../ec2/DeleteNatGateway.ts';
import { DeleteNetworkAclEntry as ec2DeleteNetworkAclEntry } from '../ec2/DeleteNetworkAclEntry.ts';
import { DeleteNetworkInterface as ec2DeleteNetworkInterface } from '../ec2/DeleteNetworkInterface.ts';
import { DeleteRoute as ec2DeleteRoute } from '../ec2/DeleteRoute.ts';
import { DeleteRouteTable as ec2DeleteRouteTable } from '../ec2/DeleteRouteTable.ts';
import { DeleteSecurityGroup as ec2DeleteSecurityGroup } from '../ec2/DeleteSecurityGroup.ts';
import { DeleteSubnet as ec2DeleteSubnet } from '../ec2/DeleteSubnet.ts';
import { DeleteTags as ec2DeleteTags } from '../ec2/DeleteTags.ts';
import { DeleteVpc as ec2DeleteVpc } from '../ec2/DeleteVpc.ts';
import { DeleteVpcEndpointConnectionNotifications as ec2DeleteVpcEndpointConnectionNotifications } from '../ec2/DeleteVpcEndpointConnectionNotifications.ts';
import { DeleteVpcEndpointServiceConfigurations as ec2DeleteVpcEndpointServiceConfigurations } from '../ec2/DeleteVpcEndpointServiceConfigurations.ts';
import { DeleteVpcEndpoints as ec2DeleteVpcEndpoints } from '../ec2/DeleteVpcEndpoints.ts';
import { DescribeAccountAttributes as ec2DescribeAccountAttributes } from '../ec2/DescribeAccountAttributes.ts';
import { DescribeAddresses as ec2DescribeAddresses } from '../ec2/DescribeAddresses.ts';
import { DescribeAddressesAttribute as ec2DescribeAddressesAttribute } from '../ec2/DescribeAddressesAttribute.ts';
import { DescribeAvailabilityZones as ec2DescribeAvailabilityZones } from '../ec2/DescribeAvailabilityZones.ts';
import { DescribeDhcpOptions as ec2DescribeDhcpOptions } from '../ec2/DescribeDhcpOptions.ts';
import { DescribeIamInstanceProfileAssociations as ec2DescribeIamInstanceProfileAssociations } from '../ec2/DescribeIamInstanceProfileAssociations.ts';
import { DescribeImages as ec2DescribeImages } from '../ec2/DescribeImages.ts';
import { DescribeInstanceAttribute as ec2DescribeInstanceAttribute } from '../ec2/DescribeInstanceAttribute.ts';
import { DescribeInstanceTypes as ec2DescribeInstanceTypes } from '../ec2/DescribeInstanceTypes.ts';
import { DescribeInstances as ec2DescribeInstances } from '../ec2/DescribeInstances.ts';
import { DescribeInternetGateways as ec2DescribeInternetGateways } from '../ec2/DescribeInternetGateways.ts';
import { DescribeLaunchTemplateVersions as ec2DescribeLaunchTemplateVersions } from '../ec2/DescribeLaunchTemplateVersions.ts';
import { DescribeLaunchTemplates as ec2DescribeLaunchTemplates } from '../ec2/DescribeLaunchTemplates.ts';
import { DescribeManagedPrefixLists as ec2DescribeManagedPrefixLists } from '../ec2/DescribeManagedPrefixLists.ts';
import { DescribeNatGateways as ec2DescribeNatGateways } from '../ec2/DescribeNatGateways.ts';
import { DescribeNetworkAcls as ec2DescribeNetworkAcls } from '../ec2/DescribeNetworkAcls.ts';
import { DescribeNetworkInterfaceAttribute as ec2DescribeNetworkInterfaceAttribute } from '../ec2/DescribeNetworkInterfaceAttribute.ts';
import { DescribeNetworkInterfaces as ec2DescribeNetworkInterfaces } from '../ec2/DescribeNetworkInterfaces.ts';
import { DescribePrefixLists as ec2DescribePrefixLists } from '../ec2/DescribePrefixLists.ts';
import { DescribeRegions as ec2DescribeRegions } from '../ec2/DescribeRegions.ts';
import { DescribeRouteTables as ec2DescribeRouteTables } from '../ec2/DescribeRouteTables.ts';
import { DescribeSecurityGroupReferences as ec2DescribeSecurityGroupReferences } from '../ec2/DescribeSecurityGroupReferences.ts';
import { DescribeSecurityGroupRules as ec2DescribeSecurityGroupRules } from '../ec2/DescribeSecurityGroupRules.ts';
import { DescribeSecurityGroups as ec2DescribeSecurityGroups } from '../ec2/DescribeSecurityGroups.ts';
import { DescribeStaleSecurityGroups as ec2DescribeStaleSecurityGroups } from '../ec2/DescribeStaleSecurityGroups.ts';
import { DescribeSubnets as ec2DescribeSubnets } from '../ec2/DescribeSubnets.ts';
import { DescribeTags as ec2DescribeTags } from '../ec2/DescribeTags.ts';
import { DescribeVpcAttribute as ec2DescribeVpcAttribute } from '../ec2/DescribeVpcAttribute.ts';
import { DescribeVpcEndpointAssociations as ec2DescribeVpcEndpointAssociations } from '../ec2/DescribeVpcEndpointAssociations.ts';
import { DescribeVpcEndpointConnectionNotifications as ec2DescribeVpcEndpointConnectionNotifications } from '../ec2/DescribeVpcEndpointConnectionNotifications.ts';
import { DescribeVpcEndpointConnections as ec2DescribeVpcEndpointConnections } from '../ec2/DescribeVpcEndpointConnections.ts';
import { DescribeVpcEndpointServiceConfigurations as ec2DescribeVpcEndpointServiceConfigurations } from '../ec2/DescribeVpcEndpointServiceConfigurations.ts';
import { DescribeVpcEndpointServicePermissions as ec2DescribeVpcEndpointServicePermissions } from '../ec2/DescribeVpcEndpointServicePermissions.ts';
import { DescribeVpcEndpointServices as ec2DescribeVpcEndpointServices } from '../ec2/DescribeVpcEndpointServices.ts';
import { DescribeVpcEndpoints as ec2DescribeVpcEndpoints } from '../ec2/DescribeVpcEndpoints.ts';
import { DescribeVpcs as ec2DescribeVpcs } from '../ec2/DescribeVpcs.ts';
import { DescribeVpnGateways as ec2DescribeVpnGateways } from '../ec2/DescribeVpnGateways.ts';
import { DetachInternetGateway as ec2DetachInternetGateway } from '../ec2/DetachInternetGateway.ts';
import { DisassociateAddress as ec2DisassociateAddress } from '../ec2/DisassociateAddress.ts';
import { DisassociateIamInstanceProfile as ec2DisassociateIamInstanceProfile } from '../ec2/DisassociateIamInstanceProfile.ts';
import { DisassociateRouteTable as ec2DisassociateRouteTable } from '../ec2/DisassociateRouteTable.ts';
import { DisassociateVpcCidrBlock as ec2DisassociateVpcCidrBlock } from '../ec2/DisassociateVpcCidrBlock.ts';
import { GetLaunchTemplateData as ec2GetLaunchTemplateData } from '../ec2/GetLaunchTemplateData.ts';
import { GetManagedPrefixListAssociations as ec2GetManagedPrefixListAssociations } from '../ec2/GetManagedPrefixListAssociations.ts';
import { GetManagedPrefixListEntries as ec2GetManagedPrefixListEntries } from '../ec2/GetManagedPrefixListEntries.ts';
import { GetSecurityGroupsForVpc as ec2GetSecurityGroupsForVpc } from '../ec2/GetSecurityGroupsForVpc.ts';
import { ModifyInstanceAttribute as ec2ModifyInstanceAttribute } from '../ec2/ModifyInstanceAttribute.ts';
import { ModifyInstanceMetadataOptions as ec2ModifyInstanceMetadataOptions } from '../ec2/ModifyInstanceMetadataOptions.ts';
import { ModifyLaunchTemplate as ec2ModifyLaunchTemplate } from '../ec2/ModifyLaunchTemplate.ts';
import { ModifyManagedPrefixList as ec2ModifyManagedPrefixList } from '../ec2/ModifyManagedPrefixList.ts';
import { ModifyNetworkInterfaceAttribute as ec2ModifyNetworkInterfaceAttribute } from '../ec2/ModifyNetworkInterfaceAttribute.ts';
import { ModifySecurityGroupRules as ec2ModifySecurityGroupRules } from '../ec2/ModifySecurityGroupRules.ts';
import { ModifySubnetAttribute as ec2ModifySubnetAttribute } from '../ec2/ModifySubnetAttribute.ts';
import { ModifyVpcAttribute as ec2ModifyVpcAttribute } from '../ec2/ModifyVpcAttribute.ts';
import { ModifyVpcEndpoint as ec2ModifyVpcEndpoint } from '../ec2/ModifyVpcEndpoint.ts';
import { ModifyVpcEndpointConnectionNotification as ec2ModifyVpcEndpointConnectionNotification } from '../ec2/ModifyVpcEndpointConnectionNotification.ts';
import { ModifyVpcEndpointServiceConfiguration as ec2ModifyVpcEndpointServiceConfiguration } from '../ec2/ModifyVpcEndpointServiceConfiguration.ts';
import { ModifyVpcEndpointServicePayerResponsibility as ec2ModifyVpcEndpointServicePayerResponsibility } from '../ec2/ModifyVpcEndpointServicePayerResponsibility.ts';
import { ModifyVpcEndpointServicePermissions as ec2ModifyVpcEndpointServicePermissions } from '../ec2/ModifyVpcEndpointServicePermissions.ts';
import { MonitorInstances as ec2MonitorInstances } from '../ec2/MonitorInstances.ts';
import { RejectVpcEndpointConnections as ec2RejectVpcEndpointConnections } from '../ec2/RejectVpcEndpointConnections.ts';
import { ReleaseAddress as ec2ReleaseAddress } from '../ec2/ReleaseAddress.ts';
import { ReplaceIamInstanceProfileAssociation as ec2ReplaceIamInstanceProfileAssociation } from '../ec2/ReplaceIamInstanceProfileAssociation.ts';
import { ReplaceNetworkAclAssociation as ec2ReplaceNetworkAclAssociation } from '../ec2/ReplaceNetworkAclAssociation.ts';
import { ReplaceNetworkAclEntry as ec2ReplaceNetworkAclEntry } from '../ec2/ReplaceNetworkAclEntry.ts';
import { ReplaceRoute as ec2ReplaceRoute } from '../ec2/ReplaceRoute.ts';
import { ReplaceRouteTableAssociation as ec2ReplaceRouteTableAssociation } from '../ec2/ReplaceRouteTableAssociation.ts';
import { RestoreManagedPrefixListVersion as ec2RestoreManagedPrefixListVersion } from '../ec2/RestoreManagedPrefixListVersion.ts';
import { RevokeSecurityGroupEgress as ec2RevokeSecurityGroupEgress } from '../ec2/RevokeSecurityGroupEgress.ts';
import { RevokeSecurityGroupIngress as ec2RevokeSecurityGroupIngress } from '../ec2/RevokeSecurityGroupIngress.ts';
import { RunInstances as ec2RunInstances } from '../ec2/RunInstances.ts';
import { StartVpcEndpointServicePrivateDnsVerification as ec2StartVpcEndpointServicePrivateDnsVerification } from '../ec2/StartVpcEndpointServicePrivateDnsVerification.ts';
import { TerminateInstances as ec2TerminateInstances } from '../ec2/TerminateInstances.ts';
import { UnmonitorInstances as ec2UnmonitorInstances } from '../ec2/UnmonitorInstances.ts';
import { UpdateSecurityGroupRuleDescriptionsEgress as ec2UpdateSecurityGroupRuleDescriptionsEgress } from '../ec2/UpdateSecurityGroupRuleDescriptionsEgress.ts';
import { UpdateSecurityGroupRuleDescriptionsIngress as ec2UpdateSecurityGroupRuleDescriptionsIngress } from '../ec2/UpdateSecurityGroupRuleDescriptionsIngress.ts';
import { CreateRepository as ecrCreateRepository } from '../ecr/CreateRepository.ts';
import { DeleteLifecyclePolicy as ecrDeleteLifecyclePolicy } from '../ecr/DeleteLifecyclePolicy.ts';
import { DeleteRepository as ecrDeleteRepository } from '../ecr/DeleteRepository.ts';
import { DeleteRepositoryPolicy as ecrDeleteRepositoryPolicy } from '../ecr/DeleteRepositoryPolicy.ts';
import { DescribeRepositories as ecrDescribeRepositories } from '../ecr/DescribeRepositories.ts';
import { GetLifecyclePolicy as ecrGetLifecyclePolicy } from '../ecr/GetLifecyclePolicy.ts';
import { GetRepositoryPolicy as ecrGetRepositoryPolicy } from '../ecr/GetRepositoryPolicy.ts';
import { ListTagsForResource as ecrListTagsForResource } from '../ecr/ListTagsForResource.ts';
import { PutImageScanningConfiguration as ecrPutImageScanningConfiguration } from '../ecr/PutImageScanningConfiguration.ts';
import { PutImageTagMutability as ecrPutImageTagMutability } from '../ecr/PutImageTagMutability.ts';
import { PutLifecyclePolicy as ecrPutLifecyclePolicy } from '../ecr/PutLifecyclePolicy.ts';
import { SetRepositoryPolicy as ecrSetRepositoryPolicy } from '../ecr/SetRepositoryPolicy.ts';
import { TagResource as ecrTagResource } from '../ecr/TagResource.ts';
import { UntagResource as ecrUntagResource } from '../ecr/UntagResource.ts';
import { AddListenerCertificates as elbv2AddListenerCertificates } from '../elbv2/AddListenerCertificates.ts';
import { AddTags as elbv2AddTags } from '../elbv2/AddTags.ts';
import { CreateListener as elbv2CreateListener } from '../elbv2/CreateListener.ts';
import { CreateLoadBalancer as elbv2CreateLoadBalancer } from '../elbv2/CreateLoadBalancer.ts';
import { CreateTargetGroup as elbv2CreateTargetGroup } from '../elbv2/CreateTargetGroup.ts';
import { DeleteListener as elbv2DeleteListener } from '../elbv2/DeleteListener.ts';
import { DeleteLoadBalancer as elbv2DeleteLoadBalancer } from '../elbv2/DeleteLoadBalancer.ts';
import { DeleteTargetGroup as elbv2DeleteTargetGroup } from '../elbv2/DeleteTargetGroup.ts';
import { DeregisterTargets as elbv2DeregisterTargets } from '../elbv2/DeregisterTargets.ts';
import { DescribeAccountLimits as elbv2DescribeAccountLimits } from '../elbv2/DescribeAccountLimits.ts';
import { DescribeCapacityReservation as elbv2DescribeCapacityReservation } from '../elbv2/DescribeCapacityReservation.ts';
import { DescribeListenerAttributes as elbv2DescribeListenerAttributes } from '../elbv2/DescribeListenerAttributes.ts';
import { DescribeListenerCertificates as elbv2DescribeListenerCertificates } from '../elbv2/DescribeListenerCertificates.ts';
import { DescribeListeners as elbv2DescribeListeners } from '../elbv2/DescribeListeners.ts';
import { DescribeLoadBalancerAttributes as elbv2DescribeLoadBalancerAttributes } from '../elbv2/DescribeLoadBalancerAttributes.ts';
import { DescribeLoadBalancers as elbv2DescribeLoadBalancers } from '../elbv2/DescribeLoadBalancers.ts';
import { DescribeSSLPolicies as elbv2DescribeSSLPolicies } from '../elbv2/DescribeSSLPolicies.ts';
import { DescribeTags as elbv2DescribeTags } from '../elbv2/DescribeTags.ts';
import { DescribeTargetGroupAttributes as elbv2DescribeTargetGroupAttributes } from '../elbv2/DescribeTargetGroupAttributes.ts';
import { DescribeTargetGroups as elbv2DescribeTargetGroups } from '../elbv2/DescribeTargetGroups.ts';
import { DescribeTargetHealth as elbv2DescribeTargetHealth } from '../elbv2/DescribeTargetHealth.ts';
import { ModifyCapacityReservation as elbv2ModifyCapacityReservation } from '../elbv2/ModifyCapacityReservation.ts';
import { ModifyListener as elbv2ModifyListener } from '../elbv2/ModifyListener.ts';
import { ModifyListenerAttributes as elbv2ModifyListenerAttributes } from '../elbv2/ModifyListenerAttributes.ts';
import { ModifyLoadBalancerAttributes as elbv2ModifyLoadBalancerAttributes } from '../elbv2/ModifyLoadBalancerAttributes.ts';
import { ModifyTargetGroup as elbv2ModifyTargetGroup } from '../elbv2/ModifyTargetGroup.ts';
import { ModifyTargetGroupAttributes as elbv2ModifyTargetGroupAttributes } from '../elbv2/ModifyTargetGroupAttributes.ts';
import { RegisterTargets as elbv2RegisterTargets } from '../elbv2/RegisterTargets.ts';
import { RemoveListenerCertificates as elbv2RemoveListenerCertificates } from '../elbv2/RemoveListenerCertificates.ts';
import { RemoveTags as elbv2RemoveTags } from '../elbv2/RemoveTags.ts';
import { SetIpAddressType as elbv2SetIpAddressType } from '../elbv2/SetIpAddressType.ts';
import { SetSecurityGroups as elbv2SetSecurityGroups } from '../elbv2/SetSecurityGroups.ts';
import { SetSubnets as elbv2SetSubnets } from '../elbv2/SetSubnets.ts';
import { AddRoleToInstanceProfile as iamAddRoleToInstanceProfile } from '../iam/AddRoleToInstanceProfile.ts';
import { AddUserToGroup as iamAddUserToGroup } from '../iam/AddUserToGroup.ts';
import { AttachGroupPolicy as iamAttachGroupPolicy } from '../iam/AttachGroupPolicy.ts';
import { AttachRolePolicy as iamAttachRolePolicy } from '../iam/AttachRolePolicy.ts';
import { AttachUserPolicy as iamAttachUserPolicy } from '../iam/AttachUserPolicy.ts';
import { CreateAccessKey as iamCreateAccessKey } from '../iam/CreateAccessKey.ts';
import { CreateGroup as iamCreateGroup } from '../iam/CreateGroup.ts';
import { CreateInstanceProfile as iamCreateInstanceProfile } from '../iam/CreateInstanceProfile.ts';
import { CreatePolicy as iamCreatePolicy } from '../iam/CreatePolicy.ts';
import { CreatePolicyVersion as iamCreatePolicyVersion } from '../iam/CreatePolicyVersion.ts';
import { CreateRole as iamCreateRole } from '../iam/CreateRole.ts';
import { CreateUser as iamCreateUser } from '../iam/CreateUser.ts';
import { DeleteAccessKey as iamDeleteAccessKey } from '../iam/DeleteAccessKey.ts';
import { DeleteGroup as iamDeleteGroup } from '../iam/DeleteGroup.ts';
import { DeleteGroupPolicy as iamDeleteGroupPolicy } from '../iam/DeleteGroupPolicy.ts';
import { DeleteInstanceProfile as iamDeleteInstanceProfile } from '../iam/DeleteInstanceProfile.ts';
import { DeleteLoginProfile as iamDeleteLoginProfile } from '../iam/DeleteLoginProfile.ts';
import { DeletePolicy as iamDeletePolicy } from '../iam/DeletePolicy.ts';
import { DeletePolicyVersion as iamDeletePolicyVersion } from '../iam/DeletePolicyVersion.ts';
import { DeleteRole as iamDeleteRole } from '../iam/DeleteRole.ts';
import { DeleteRolePermissionsBoundary as iamDeleteRolePermissionsBoundary } from '../iam/DeleteRolePermissionsBoundary.ts';
import { DeleteRolePolicy as iamDeleteRolePolicy } from '../iam/DeleteRolePolicy.ts';
import { DeleteUser as iamDeleteUser } from '../iam/DeleteUser.ts';
import { DeleteUserPermissionsBoundary as iamDeleteUserPermissionsBoundary } from '../iam/DeleteUserPermissionsBoundary.ts';
import { DeleteUserPolicy as iamDeleteUserPolicy } from '../iam/DeleteUserPolicy.ts';
import { DetachGroupPolicy as iamDetachGroupPolicy } from '../iam/DetachGroupPolicy.ts';
import { DetachRolePolicy as iamDetachRolePolicy } from '../iam/DetachRolePolicy.ts';
import { DetachUserPolicy as iamDetachUserPolicy } from '../iam/DetachUserPolicy.ts';
import { GetAccessKeyLastUsed as iamGetAccessKeyLastUsed } from '../iam/GetAccessKeyLastUsed.ts';
import { GetAccountAuthorizationDetails as iamGetAccountAuthorizationDetails } from '../iam/GetAccountAuthorizationDetails.ts';
import { GetAccountPasswordPolicy as iamGetAccountPasswordPolicy } from '../iam/GetAccountPasswordPolicy.ts';
import { GetAccountSummary as iamGetAccountSummary } from '../iam/GetAccountSummary.ts';
import { GetContextKeysForCustomPolicy as iamGetContextKeysForCustomPolicy } from '../iam/GetContextKeysForCustomPolicy.ts';
import { GetContextKeysForPrincipalPolicy as iamGetContextKeysForPrincipalPolicy } from '../iam/GetContextKeysForPrincipalPolicy.ts';
import { GetGroup as iamGetGroup } from '../iam/GetGroup.ts';
import { GetGroupPolicy as iamGetGroupPolicy } from '../iam/GetGroupPolicy.ts';
import { GetInstanceProfile as iamGetInstanceProfile } from '../iam/GetInstanceProfile.ts';
import { GetLoginProfile as iamGetLoginProfile } from '../iam/GetLoginProfile.ts';
import { GetPolicy as iamGetPolicy } from '../iam/GetPolicy.ts';
import { GetPolicyVersion as iamGetPolicyVersion } from '../iam/GetPolicyVersion.ts';
import { GetRole as iamGetRole } from '../iam/GetRole.ts';
import { GetRolePolicy as iamGetRolePolicy } from '../iam/GetRolePolicy.ts';
import { GetUser as iamGetUser } from '../iam/GetUser.ts';
import { GetUserPolicy as iamGetUserPolicy } from '../iam/GetUserPolicy.ts';
import { ListAccessKeys as iamListAccessKeys } from '../iam/ListAccessKeys.ts';
import { ListAccountAliases as iamListAccountAliases } from '../iam/ListAccountAliases.ts';
import { ListAttachedGroupPolicies as iamListAttachedGroupPolicies } from '../iam/ListAttachedGroupPolicies.ts';
import { ListAttachedRolePolicies as iamListAttachedRolePolicies } from '../iam/ListAttachedRolePolicies.ts';
import { ListAttachedUserPolicies as iamListAttachedUserPolicies } from '../iam/ListAttachedUserPolicies.ts';
import { ListEntitiesForPolicy as iamListEntitiesForPolicy } from '../iam/ListEntitiesForPolicy.ts';
import { ListGroupPolicies as iamListGroupPolicies } from '../iam/ListGroupPolicies.ts';
import { ListGroups as iamListGroups } from '../iam/ListGroups.ts';
import { ListGroupsForUser as iamListGroupsForUser } from '../iam/ListGroupsForUser.ts';
import { ListInstanceProfileTags as iamListInstanceProfileTags } from '../iam/ListInstanceProfileTags.ts';
import { ListInstanceProfiles as iamListInstanceProfiles } from '../iam/ListInstanceProfiles.ts';
import { ListInstanceProfilesForRole as iamListInstanceProfilesForRole } from '../iam/ListInstanceProfilesForRole.ts';
import { ListMFADevices as iamListMFADevices } from '../iam/ListMFADevices.ts';
import { ListOpenIDConnectProviders as iamListOpenIDConnectProviders } from '../iam/ListOpenIDConnectProviders.ts';
import { ListPolicies as iamListPolicies } from '../iam/ListPolicies.ts';
import { ListPolicyTags as iamListPolicyTags } from '../iam/ListPolicyTags.ts';
import { ListPolicyVersions as iamListPolicyVersions } from '../iam/ListPolicyVersions.ts';
import { ListRolePolicies as iamListRolePolicies } from '../iam/ListRolePolicies.ts';
import { ListRoleTags as iamListRoleTags } from '../iam/ListRoleTags.ts';
import { ListRoles as iamListRoles } from '../iam/ListRoles.ts';
import { ListSAMLProviders as iamListSAMLProviders } from '../iam/ListSAMLProviders.ts';
import { ListSSHPublicKeys as iamListSSHPublicKeys } from '../iam/ListSSHPublicKeys.ts';
import { ListServerCertificates as iamListServerCertificates } from '../iam/ListServerCertificates.ts';
import { ListServiceSpecificCredentials as iamListServiceSpecificCredentials } from '../iam/ListServiceSpecificCredentials.ts';
import { ListSigningCertificates as iamListSigningCertificates } from '../iam/ListSigningCertificates.ts';
import { ListUserPolicies as iamListUserPolicies } from '../iam/ListUserPolicies.ts';
import { ListUserTags as iamListUserTags } from '../iam/ListUserTags.ts';
import { ListUsers as iamListUsers } from '../iam/ListUsers.ts';
import { ListVirtualMFADevices as iamListVirtualMFADevices } from '../iam/ListVirtualMFADevices.ts';
import { PutGroupPolicy as iamPutGroupPolicy } from '../iam/PutGroupPolicy.ts';
import { PutRolePermissionsBoundary as iamPutRolePermissionsBoundary } from '../iam/PutRolePermissionsBoundary.ts';
import { PutRolePolicy as iamPutRolePolicy } from '../iam/PutRolePolicy.ts';
import { PutUserPermissionsBoundary as iamPutUserPermissionsBoundary } from '../iam/PutUserPermissionsBoundary.ts';
import { PutUserPolicy as iamPutUserPolicy } from '../iam/PutUserPolicy.ts';
import { RemoveRoleFromInstanceProfile as iamRemoveRoleFromInstanceProfile } from '../iam/RemoveRoleFromInstanceProfile.ts';
import { RemoveUserFromGroup as iamRemoveUserFromGroup } from '../iam/RemoveUserFromGroup.ts';
import { SetDefaultPolicyVersion as iamSetDefaultPolicyVersion } from '../iam/SetDefaultPolicyVersion.ts';
import { SimulateCustomPolicy as iamSimulateCustomPolicy } from '../iam/SimulateCustomPolicy.ts';
import { SimulatePrincipalPolicy as iamSimulatePrincipalPolicy } from '../iam/SimulatePrincipalPolicy.ts';
import { TagInstanceProfile as iamTagInstanceProfile } from '../iam/TagInstanceProfile.ts';
import { TagPolicy as iamTagPolicy } from '../iam/TagPolicy.ts';
import { TagRole as iamTagRole } from '../iam/TagRole.ts';
import { TagUser as iamTagUser } from '../iam/TagUser.ts';
import { UntagInstanceProfile as iamUntagInstanceProfile } from '../iam/UntagInstanceProfile.ts';
import { UntagPolicy as iamUntagPolicy } from '../iam/UntagPolicy.ts';
import { UntagRole as iamUntagRole } from '../iam/UntagRole.ts';
import { UntagUser as iamUntagUser } from '../iam/UntagUser.ts';
import { UpdateAccessKey as iamUpdateAccessKey } from '../iam/UpdateAccessKey.ts';
import { UpdateAssumeRolePolicy as iamUpdateAssumeRolePolicy } from '../iam/UpdateAssumeRolePolicy.ts';
import { UpdateGroup as iamUpdateGroup } from '../iam/UpdateGroup.ts';
import { UpdateRole as iamUpdateRole } from '../iam/UpdateRole.ts';
import { UpdateRoleDescription as iamUpdateRoleDescription } from '../iam/UpdateRoleDescription.ts';
import { UpdateUser as iamUpdateUser } from '../iam/UpdateUser.ts';
import { CreateLogGroup as logsCreateLogGroup } from '../logs/CreateLogGroup.ts';
import { DeleteLogGroup as logsDeleteLogGroup } from '../logs/DeleteLogGroup.ts';
import { DeleteRetentionPolicy as logsDeleteRetentionPolicy } from '../logs/DeleteRetentionPolicy.ts';
import { DescribeLogGroups as logsDescribeLogGroups } from '../logs/DescribeLogGroups.ts';
import { ListTagsForResource as logsListTagsForResource } from '../logs/ListTagsForResource.ts';
import { PutRetentionPolicy as logsPutRetentionPolicy } from '../logs/PutRetentionPolicy.ts';
import { TagResource as logsTagResource } from '../logs/TagResource.ts';
import { UntagResource as logsUntagResource } from '../logs/UntagResource.ts';
import { AssociateVPCWithHostedZone as route53AssociateVPCWithHostedZone } from '../route53/AssociateVPCWithHostedZone.ts';
import { ChangeResourceRecordSets as route53ChangeResourceRecordSets } from '../route53/ChangeResourceRecordSets.ts';
import { ChangeTagsForResource as route53ChangeTagsForResource } from '../route53/ChangeTagsForResource.ts';
import { CreateHealthCheck as route53CreateHealthCheck } from '../route53/CreateHealthCheck.ts';
import { CreateHostedZone as route53CreateHostedZone } from '../route53/CreateHostedZone.ts';
import { CreateVPCAssociationAuthorization as route53CreateVPCAssociationAuthorization } from '../route53/CreateVPCAssociationAuthorization.ts';
import { DeleteHealthCheck as route53DeleteHealthCheck } from '../route53/DeleteHealthCheck.ts';
import { DeleteHostedZone as route53DeleteHostedZone } from '../route53/DeleteHostedZone.ts';
import { DeleteVPCAssociationAuthorization as route53DeleteVPCAssociationAuthorization } from '../route53/DeleteVPCAssociationAuthorization.ts';
import { DisassociateVPCFromHostedZone as route53DisassociateVPCFromHostedZone } from '../route53/DisassociateVPCFromHostedZone.ts';
import { GetAccountLimit as route53GetAccountLimit } from '../route53/GetAccountLimit.ts';
import { GetChange as route53GetChange } from '../route53/GetChange.ts';
import { GetDNSSEC as route53GetDNSSEC } from '../route53/GetDNSSEC.ts';
import { GetHealthCheck as route53GetHealthCheck } from '../route53/GetHealthCheck.ts';
import { GetHealthCheckCount as route53GetHealthCheckCount } from '../route53/GetHealthCheckCount.ts';
import { GetHealthCheckStatus as route53GetHealthCheckStatus } from '../route53/GetHealthCheckStatus.ts';
import { GetHostedZone as route53GetHostedZone } from '../route53/GetHostedZone.ts';
import { GetHostedZoneCount as route53GetHostedZoneCount } from '../route53/GetHostedZoneCount.ts';
import { GetHostedZoneLimit as route53GetHostedZoneLimit } from '../route53/GetHostedZoneLimit.ts';
import { ListHealthChecks as route53ListHealthChecks } from '../route53/ListHealthChecks.ts';
import { ListHostedZones as route53ListHostedZones } from '../route53/ListHostedZones.ts';
import { ListHostedZonesByName as route53ListHostedZonesByName } from '../route53/ListHostedZonesByName.ts';
import { ListHostedZonesByVPC as route53ListHostedZonesByVPC } from '../route53/ListHostedZonesByVPC.ts';
import { ListResourceRecordSets as route53ListResourceRecordSets } from '../route53/ListResourceRecordSets.ts';
import { ListTagsForResource as route53ListTagsForResource } from '../route53/ListTagsForResource.ts';
import { ListTagsForResources as route53ListTagsForResources } from '../route53/ListTagsForResources.ts';
import { ListVPCAssociationAuthorizations as route53ListVPCAssociationAuthorizations } from '../route53/ListVPCAssociationAuthorizations.ts';
import { TestDNSAnswer as route53TestDNSAnswer } from '../route53/TestDNSAnswer.ts';
import { UpdateHealthCheck as route53UpdateHealthCheck } from '../route53/UpdateHealthCheck.ts';
import { UpdateHostedZoneComment as route53UpdateHostedZoneComment } from '../route53/UpdateHostedZoneComment.ts';
import { AbortMultipartUpload as s3AbortMultipartUpload } from '../s3/AbortMultipartUpload.ts';
import { CompleteMultipartUpload as s3CompleteMultipartUpload } from '../s3/CompleteMultipartUpload.ts';
import { CopyObject as s3CopyObject } from '../s3/CopyObject.ts';
import { CreateBucket as s3CreateBucket } from '../s3/CreateBucket.ts';
import { CreateMultipartUpload as s3CreateMultipartUpload } from '../s3/CreateMultipartUpload.ts';
import { DeleteBucket as s3DeleteBucket } from '../s3/DeleteBucket.ts';
import { DeleteBucketEncryption as s3DeleteBucketEncryption } from '../s3/DeleteBucketEncryption.ts';
import { DeleteBucketLifecycle as s3DeleteBucketLifecycle } from '../s3/DeleteBucketLifecycle.ts';
import { DeleteBucketOwnershipControls as s3DeleteBucketOwnershipControls } from '../s3/DeleteBucketOwnershipControls.ts';
import { DeleteBucketPolicy as s3DeleteBucketPolicy } from '../s3/DeleteBucketPolicy.ts';
import { DeleteBucketTagging as s3DeleteBucketTagging } from '../s3/DeleteBucketTagging.ts';
import { DeleteObject as s3DeleteObject } from '../s3/DeleteObject.ts';
import { DeleteObjects as s3DeleteObjects } from '../s3/DeleteObjects.ts';
import { DeletePublicAccessBlock as s3DeletePublicAccessBlock } from '../s3/DeletePublicAccessBlock.ts';
import { GetBucketEncryption as s3GetBucketEncryption } from '../s3/GetBucketEncryption.ts';
import { GetBucketLifecycleConfiguration as s3GetBucketLifecycleConfiguration } from '../s3/GetBucketLifecycleConfiguration.ts';
import { GetBucketLocation as s3GetBucketLocation } from '../s3/GetBucketLocation.ts';
import { GetBucketOwnershipControls as s3GetBucketOwnershipControls } from '../s3/GetBucketOwnershipControls.ts';
import { GetBucketPolicy as s3GetBucketPolicy } from '../s3/GetBucketPolicy.ts';
import { GetBucketTagging as s3GetBucketTagging } from '../s3/GetBucketTagging.ts';
import { GetBucketVersioning as s3GetBucketVersioning } from '../s3/GetBucketVersioning.ts';
import { GetObject as s3GetObject } from '../s3/GetObject.ts';
import { GetPublicAccessBlock as s3GetPublicAccessBlock } from '../s3/GetPublicAccessBlock.ts';
import { HeadBucket as s3HeadBucket } from '../s3/HeadBucket.ts';
import { HeadObject as s3HeadObject } from '../s3/HeadObject.ts';
import { ListBuckets as s3ListBuckets } from '../s3/ListBuckets.ts';
import { ListObjectVersions as s3ListObjectVersions } from '../s3/ListObjectVersions.ts';
import { ListObjectsV2 as s3ListObjectsV2 } from '../s3/ListObjectsV2.ts';
import { PutBucketEncryption as s3PutBucketEncryption } from '../s3/PutBucketEncryption.ts';
import { PutBucketLifecycleConfiguration as s3PutBucketLifecycleConfiguration } from '../s3/PutBucketLifecycleConfiguration.ts';
import { PutBucketOwnershipControls as s3PutBucketOwnershipControls } from '../s3/PutBucketOwnershipControls.ts';
import { PutBucketPolicy as s3PutBucketPolicy } from '../s3/PutBucketPolicy.ts';
import { PutBucketTagging as s3PutBucketTagging } from '../s3/PutBucketTagging.ts';
import { PutBucketVersioning as s3PutBucketVersioning } from '../s3/PutBucketVersioning.ts';
import { PutObject as s3PutObject } from '../s3/PutObject.ts';
import { PutPublicAccessBlock as s3PutPublicAccessBlock } from '../s3/PutPublicAccessBlock.ts';
import { UploadPart as s3UploadPart } from '../s3/UploadPart.ts';
import { AddPermission as snsAddPermission } from '../sns/AddPermission.ts';
import { ConfirmSubscription as snsConfirmSubscription } from '../sns/ConfirmSubscription.ts';
import { CreateTopic as snsCreateTopic } from '../sns/CreateTopic.ts';
import { DeleteTopic as snsDeleteTopic } from '../sns/DeleteTopic.ts';
import { GetSubscriptionAttributes as snsGetSubscriptionAttributes } from '../sns/GetSubscriptionAttributes.ts';
import { GetTopicAttributes as snsGetTopicAttributes } from '../sns/GetTopicAttributes.ts';
import { ListSubscriptions as snsListSubscriptions } from '../sns/ListSubscriptions.ts';
import { ListSubscriptionsByTopic as snsListSubscriptionsByTopic } from '../sns/ListSubscriptionsByTopic.ts';
import { ListTagsForResource as snsListTagsForResource } from '../sns/ListTagsForResource.ts';
import { ListTopics as snsListTopics } from '../sns/ListTopics.ts';
import { Publish as snsPublish } from '../sns/Publish.ts';
import { PublishBatch as snsPublishBatch } from '../sns/PublishBatch.ts';
import { RemovePermission as snsRemovePermission } from '../sns/RemovePermission.ts';
import { SetSubscriptionAttributes as snsSetSubscriptionAttributes } from '../sns/SetSubscriptionAttributes.ts';
import { SetTopicAttributes as snsSetTopicAttributes } from '../sns/SetTopicAttributes.ts';
import { Subscribe as snsSubscribe } from '../sns/Subscribe.ts';
import { TagResource as snsTagResource } from '../sns/TagResource.ts';
import { Unsubscribe as snsUnsubscribe } from '../sns/Unsubscribe.ts';
import { UntagResource as snsUntagResource } from '../sns/UntagResource.ts';
import { AddTagsToResource as ssmAddTagsToResource } from '../ssm/AddTagsToResource.ts';
import { DeleteParameter as ssmDeleteParameter } from '../ssm/DeleteParameter.ts';
import { DeleteParameters as ssmDeleteParameters } from '../ssm/DeleteParameters.ts';
import { DescribeParameters as ssmDescribeParameters } from '../ssm/DescribeParameters.ts';
import { GetParameter as ssmGetParameter } from '../ssm/GetParameter.ts';
import { GetParameterHistory as ssmGetParameterHistory } from '../ssm/GetParameterHistory.ts';
import { GetParameters as ssmGetParameters } from '../ssm/GetParameters.ts';
import { GetParametersByPath as ssmGetParametersByPath } from '../ssm/GetParametersByPath.ts';
import { LabelParameterVersion as ssmLabelParameterVersion } from '../ssm/LabelParameterVersion.ts';
import { ListTagsForResource as ssmListTagsForResource } from '../ssm/ListTagsForResource.ts';
import { PutParameter as ssmPutParameter } from '../ssm/PutParameter.ts';
import { RemoveTagsFromResource as ssmRemoveTagsFromResource } from '../ssm/RemoveTagsFromResource.ts';
import { UnlabelParameterVersion as ssmUnlabelParameterVersion } from '../ssm/UnlabelParameterVersion.ts';
import { AssumeRole as stsAssumeRole } from '../sts/AssumeRole.ts';
import { DecodeAuthorizationMessage as stsDecodeAuthorizationMessage } from '../sts/DecodeAuthorizationMessage.ts';
import { GetAccessKeyInfo as stsGetAccessKeyInfo } from '../sts/GetAccessKeyInfo.ts';
import { GetCallerIdentity as stsGetCallerIdentity } from '../sts/GetCallerIdentity.ts';
import { GetFederationToken as stsGetFederationToken } from '../sts/GetFederationToken.ts';
import { GetSessionToken as stsGetSessionToken } from '../sts/GetSessionToken.ts';
import type { Operation } from '../operation.ts';

/** Every operation that the API offers. */
export const operations: readonly Operation[] = [
  acmAddTagsToCertificate,
  acmDeleteCertificate,
  acmDescribeCertificate,
  acmGetCertificate,
  acmImportCertificate,
  acmListCertificates,
  acmListTagsForCertificate,
  acmRemoveTagsFromCertificate,
  acmUpdateCertificateOptions,
  cloudformationCancelUpdateStack,
  cloudformationContinueUpdateRollback,
  cloudformationCreateChangeSet,
  cloudformationCreateStack,
  cloudformationDeleteChangeSet,
  cloudformationDeleteStack,
  cloudformationDescribeAccountLimits,
  cloudformationDescribeChangeSet,
  cloudformationDescribeStackDriftDetectionStatus,
  cloudformationDescribeStackEvents,
  cloudformationDescribeStackResource,
  cloudformationDescribeStackResourceDrifts,
  cloudformationDescribeStackResources,
  cloudformationDescribeStacks,
  cloudformationDescribeType,
  cloudformationDetectStackDrift,
  cloudformationDetectStackResourceDrift,
  cloudformationExecuteChangeSet,
  cloudformationGetStackPolicy,
  cloudformationGetTemplate,
  cloudformationGetTemplateSummary,
  cloudformationListChangeSets,
  cloudformationListExports,
  cloudformationListImports,
  cloudformationListStackResources,
  cloudformationListStacks,
  cloudformationListTypes,
  cloudformationRollbackStack,
  cloudformationSetStackPolicy,
  cloudformationUpdateStack,
  cloudformationUpdateTerminationProtection,
  cloudformationValidateTemplate,
  cloudtrailDescribeTrails,
  cloudtrailListTrails,
  cloudtrailLookupEvents,
  cloudwatchDeleteAlarms,
  cloudwatchDescribeAlarmHistory,
  cloudwatchDescribeAlarms,
  cloudwatchDescribeAlarmsForMetric,
  cloudwatchDisableAlarmActions,
  cloudwatchEnableAlarmActions,
  cloudwatchGetMetricData,
  cloudwatchGetMetricStatistics,
  cloudwatchListMetrics,
  cloudwatchListTagsForResource,
  cloudwatchPutMetricAlarm,
  cloudwatchSetAlarmState,
  cloudwatchTagResource,
  cloudwatchUntagResource,
  ec2AcceptVpcEndpointConnections,
  ec2AllocateAddress,
  ec2AssociateAddress,
  ec2AssociateDhcpOptions,
  ec2AssociateIamInstanceProfile,
  ec2AssociateRouteTable,
  ec2AssociateVpcCidrBlock,
  ec2AttachInternetGateway,
  ec2AuthorizeSecurityGroupEgress,
  ec2AuthorizeSecurityGroupIngress,
  ec2CreateDefaultSubnet,
  ec2CreateDefaultVpc,
  ec2CreateDhcpOptions,
  ec2CreateInternetGateway,
  ec2CreateLaunchTemplate,
  ec2CreateLaunchTemplateVersion,
  ec2CreateManagedPrefixList,
  ec2CreateNatGateway,
  ec2CreateNetworkAcl,
  ec2CreateNetworkAclEntry,
  ec2CreateNetworkInterface,
  ec2CreateRoute,
  ec2CreateRouteTable,
  ec2CreateSecurityGroup,
  ec2CreateSubnet,
  ec2CreateTags,
  ec2CreateVpc,
  ec2CreateVpcEndpoint,
  ec2CreateVpcEndpointConnectionNotification,
  ec2CreateVpcEndpointServiceConfiguration,
  ec2DeleteDhcpOptions,
  ec2DeleteInternetGateway,
  ec2DeleteLaunchTemplate,
  ec2DeleteLaunchTemplateVersions,
  ec2DeleteManagedPrefixList,
  ec2DeleteNatGateway,
  ec2DeleteNetworkAclEntry,
  ec2DeleteNetworkInterface,
  ec2DeleteRoute,
  ec2DeleteRouteTable,
  ec2DeleteSecurityGroup,
  ec2DeleteSubnet,
  ec2DeleteTags,
  ec2DeleteVpc,
  ec2DeleteVpcEndpointConnectionNotifications,
  ec2DeleteVpcEndpointServiceConfigurations,
  ec2DeleteVpcEndpoints,
  ec2DescribeAccountAttributes,
  ec2DescribeAddresses,
  ec2DescribeAddressesAttribute,
  ec2DescribeAvailabilityZones,
  ec2DescribeDhcpOptions,
  ec2DescribeIamInstanceProfileAssociations,
  ec2DescribeImages,
  ec2DescribeInstanceAttribute,
  ec2DescribeInstanceTypes,
  ec2DescribeInstances,
  ec2DescribeInternetGateways,
  ec2DescribeLaunchTemplateVersions,
  ec2DescribeLaunchTemplates,
  ec2DescribeManagedPrefixLists,
  ec2DescribeNatGateways,
  ec2DescribeNetworkAcls,
  ec2DescribeNetworkInterfaceAttribute,
  ec2DescribeNetworkInterfaces,
  ec2DescribePrefixLists,
  ec2DescribeRegions,
  ec2DescribeRouteTables,
  ec2DescribeSecurityGroupReferences,
  ec2DescribeSecurityGroupRules,
  ec2DescribeSecurityGroups,
  ec2DescribeStaleSecurityGroups,
  ec2DescribeSubnets,
  ec2DescribeTags,
  ec2DescribeVpcAttribute,
  ec2DescribeVpcEndpointAssociations,
  ec2DescribeVpcEndpointConnectionNotifications,
  ec2DescribeVpcEndpointConnections,
  ec2DescribeVpcEndpointServiceConfigurations,
  ec2DescribeVpcEndpointServicePermissions,
  ec2DescribeVpcEndpointServices,
  ec2DescribeVpcEndpoints,
  ec2DescribeVpcs,
  ec2DescribeVpnGateways,
  ec2DetachInternetGateway,
  ec2DisassociateAddress,
  ec2DisassociateIamInstanceProfile,
  ec2DisassociateRouteTable,
  ec2DisassociateVpcCidrBlock,
  ec2GetLaunchTemplateData,
  ec2GetManagedPrefixListAssociations,
  ec2GetManagedPrefixListEntries,
  ec2GetSecurityGroupsForVpc,
  ec2ModifyInstanceAttribute,
  ec2ModifyInstanceMetadataOptions,
  ec2ModifyLaunchTemplate,
  ec2ModifyManagedPrefixList,
  ec2ModifyNetworkInterfaceAttribute,
  ec2ModifySecurityGroupRules,
  ec2ModifySubnetAttribute,
  ec2ModifyVpcAttribute,
  ec2ModifyVpcEndpoint,
  ec2ModifyVpcEndpointConnectionNotification,
  ec2ModifyVpcEndpointServiceConfiguration,
  ec2ModifyVpcEndpointServicePayerResponsibility,
  ec2ModifyVpcEndpointServicePermissions,
  ec2MonitorInstances,
  ec2RejectVpcEndpointConnections,
  ec2ReleaseAddress,
  ec2ReplaceIamInstanceProfileAssociation,
  ec2ReplaceNetworkAclAssociation,
  ec2ReplaceNetworkAclEntry,
  ec2ReplaceRoute,
  ec2ReplaceRouteTableAssociation,
  ec2RestoreManagedPrefixListVersion,
  ec2RevokeSecurityGroupEgress,
  ec2RevokeSecurityGroupIngress,
  ec2RunInstances,
  ec2StartVpcEndpointServicePrivateDnsVerification,
  ec2TerminateInstances,
  ec2UnmonitorInstances,
  ec2UpdateSecurityGroupRuleDescriptionsEgress,
  ec2UpdateSecurityGroupRuleDescriptionsIngress,
  ecrCreateRepository,
  ecrDeleteLifecyclePolicy,
  ecrDeleteRepository,
  ecrDeleteRepositoryPolicy,
  ecrDescribeRepositories,
  ecrGetLifecyclePolicy,
  ecrGetRepositoryPolicy,
  ecrListTagsForResource,
  ecrPutImageScanningConfiguration,
  ecrPutImageTagMutability,
  ecrPutLifecyclePolicy,
  ecrSetRepositoryPolicy,
  ecrTagResource,
  ecrUntagResource,
  elbv2AddListenerCertificates,
  elbv2AddTags,
  elbv2CreateListener,
  elbv2CreateLoadBalancer,
  elbv2CreateTargetGroup,
  elbv2DeleteListener,
  elbv2DeleteLoadBalancer,
  elbv2DeleteTargetGroup,
  elbv2DeregisterTargets,
  elbv2DescribeAccountLimits,
  elbv2DescribeCapacityReservation,
  elbv2DescribeListenerAttributes,
  elbv2DescribeListenerCertificates,
  elbv2DescribeListeners,
  elbv2DescribeLoadBalancerAttributes,
  elbv2DescribeLoadBalancers,
  elbv2DescribeSSLPolicies,
  elbv2DescribeTags,
  elbv2DescribeTargetGroupAttributes,
  elbv2DescribeTargetGroups,
  elbv2DescribeTargetHealth,
  elbv2ModifyCapacityReservation,
  elbv2ModifyListener,
  elbv2ModifyListenerAttributes,
  elbv2ModifyLoadBalancerAttributes,
  elbv2ModifyTargetGroup,
  elbv2ModifyTargetGroupAttributes,
  elbv2RegisterTargets,
  elbv2RemoveListenerCertificates,
  elbv2RemoveTags,
  elbv2SetIpAddressType,
  elbv2SetSecurityGroups,
  elbv2SetSubnets,
  iamAddRoleToInstanceProfile,
  iamAddUserToGroup,
  iamAttachGroupPolicy,
  iamAttachRolePolicy,
  iamAttachUserPolicy,
  iamCreateAccessKey,
  iamCreateGroup,
  iamCreateInstanceProfile,
  iamCreatePolicy,
  iamCreatePolicyVersion,
  iamCreateRole,
  iamCreateUser,
  iamDeleteAccessKey,
  iamDeleteGroup,
  iamDeleteGroupPolicy,
  iamDeleteInstanceProfile,
  iamDeleteLoginProfile,
  iamDeletePolicy,
  iamDeletePolicyVersion,
  iamDeleteRole,
  iamDeleteRolePermissionsBoundary,
  iamDeleteRolePolicy,
  iamDeleteUser,
  iamDeleteUserPermissionsBoundary,
  iamDeleteUserPolicy,
  iamDetachGroupPolicy,
  iamDetachRolePolicy,
  iamDetachUserPolicy,
  iamGetAccessKeyLastUsed,
  iamGetAccountAuthorizationDetails,
  iamGetAccountPasswordPolicy,
  iamGetAccountSummary,
  iamGetContextKeysForCustomPolicy,
  iamGetContextKeysForPrincipalPolicy,
  iamGetGroup,
  iamGetGroupPolicy,
  iamGetInstanceProfile,
  iamGetLoginProfile,
  iamGetPolicy,
  iamGetPolicyVersion,
  iamGetRole,
  iamGetRolePolicy,
  iamGetUser,
  iamGetUserPolicy,
  iamListAccessKeys,
  iamListAccountAliases,
  iamListAttachedGroupPolicies,
  iamListAttachedRolePolicies,
  iamListAttachedUserPolicies,
  iamListEntitiesForPolicy,
  iamListGroupPolicies,
  iamListGroups,
  iamListGroupsForUser,
  iamListInstanceProfileTags,
  iamListInstanceProfiles,
  iamListInstanceProfilesForRole,
  iamListMFADevices,
  iamListOpenIDConnectProviders,
  iamListPolicies,
  iamListPolicyTags,
  iamListPolicyVersions,
  iamListRolePolicies,
  iamListRoleTags,
  iamListRoles,
  iamListSAMLProviders,
  iamListSSHPublicKeys,
  iamListServerCertificates,
  iamListServiceSpecificCredentials,
  iamListSigningCertificates,
  iamListUserPolicies,
  iamListUserTags,
  iamListUsers,
  iamListVirtualMFADevices,
  iamPutGroupPolicy,
  iamPutRolePermissionsBoundary,
  iamPutRolePolicy,
  iamPutUserPermissionsBoundary,
  iamPutUserPolicy,
  iamRemoveRoleFromInstanceProfile,
  iamRemoveUserFromGroup,
  iamSetDefaultPolicyVersion,
  iamSimulateCustomPolicy,
  iamSimulatePrincipalPolicy,
  iamTagInstanceProfile,
  iamTagPolicy,
  iamTagRole,
  iamTagUser,
  iamUntagInstanceProfile,
  iamUntagPolicy,
  iamUntagRole,
  iamUntagUser,
  iamUpdateAccessKey,
  iamUpdateAssumeRolePolicy,
  iamUpdateGroup,
  iamUpdateRole,
  iamUpdateRoleDescription,
  iamUpdateUser,
  logsCreateLogGroup,
  logsDeleteLogGroup,
  logsDeleteRetentionPolicy,
  logsDescribeLogGroups,
  logsListTagsForResource,
  logsPutRetentionPolicy,
  logsTagResource,
  logsUntagResource,
  route53AssociateVPCWithHostedZone,
  route53ChangeResourceRecordSets,
  route53ChangeTagsForResource,
  route53CreateHealthCheck,
  route53CreateHostedZone,
  route53CreateVPCAssociationAuthorization,
  route53DeleteHealthCheck,
  route53DeleteHostedZone,
  route53DeleteVPCAssociationAuthorization,
  route53DisassociateVPCFromHostedZone,
  route53GetAccountLimit,
  route53GetChange,
  route53GetDNSSEC,
  route53GetHealthCheck,
  route53GetHealthCheckCount,
  route53GetHealthCheckStatus,
  route53GetHostedZone,
  route53GetHostedZoneCount,
  route53GetHostedZoneLimit,
  route53ListHealthChecks,
  route53ListHostedZones,
  route53ListHostedZonesByName,
  route53ListHostedZonesByVPC,
  route53ListResourceRecordSets,
  route53ListTagsForResource,
  route53ListTagsForResources,
  route53ListVPCAssociationAuthorizations,
  route53TestDNSAnswer,
  route53UpdateHealthCheck,
  route53UpdateHostedZoneComment,
  s3AbortMultipartUpload,
  s3CompleteMultipartUpload,
  s3CopyObject,
  s3CreateBucket,
  s3CreateMultipartUpload,
  s3DeleteBucket,
  s3DeleteBucketEncryption,
  s3DeleteBucketLifecycle,
  s3DeleteBucketOwnershipControls,
  s3DeleteBucketPolicy,
  s3DeleteBucketTagging,
  s3DeleteObject,
  s3DeleteObjects,
  s3DeletePublicAccessBlock,
  s3GetBucketEncryption,
  s3GetBucketLifecycleConfiguration,
  s3GetBucketLocation,
  s3GetBucketOwnershipControls,
  s3GetBucketPolicy,
  s3GetBucketTagging,
  s3GetBucketVersioning,
  s3GetObject,
  s3GetPublicAccessBlock,
  s3HeadBucket,
  s3HeadObject,
  s3ListBuckets,
  s3ListObjectVersions,
  s3ListObjectsV2,
  s3PutBucketEncryption,
  s3PutBucketLifecycleConfiguration,
  s3PutBucketOwnershipControls,
  s3PutBucketPolicy,
  s3PutBucketTagging,
  s3PutBucketVersioning,
  s3PutObject,
  s3PutPublicAccessBlock,
  s3UploadPart,
  snsAddPermission,
  snsConfirmSubscription,
  snsCreateTopic,
  snsDeleteTopic,
  snsGetSubscriptionAttributes,
  snsGetTopicAttributes,
  snsListSubscriptions,
  snsListSubscriptionsByTopic,
  snsListTagsForResource,
  snsListTopics,
  snsPublish,
  snsPublishBatch,
  snsRemovePermission,
  snsSetSubscriptionAttributes,
  snsSetTopicAttributes,
  snsSubscribe,
  snsTagResource,
  snsUnsubscribe,
  snsUntagResource,
  ssmAddTagsToResource,
  ssmDeleteParameter,
  ssmDeleteParameters,
  ssmDescribeParameters,
  ssmGetParameter,
  ssmGetParameterHistory,
  ssmGetParameters,
  ssmGetParametersByPath,
  ssmLabelParameterVersion,
  ssmListTagsForResource,
  ssmPutParameter,
  ssmRemoveTagsFromResource,
  ssmUnlabelParameterVersion,
  stsAssumeRole,
  stsDecodeAuthorizationMessage,
  stsGetAccessKeyInfo,
  stsGetCallerIdentity,
  stsGetFederationToken,
  stsGetSessionToken,
];
