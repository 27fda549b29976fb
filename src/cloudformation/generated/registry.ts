// Made by scripts/generate-resource-types.ts (npm run generate). Do not edit.
import type { ResourceType } from '../resource-type.ts';
import { Metadata as cdkMetadata } from '../types/cdk/Metadata.ts';
import { Stack as cloudformationStack } from '../types/cloudformation/Stack.ts';
import { WaitConditionHandle as cloudformationWaitConditionHandle } from '../types/cloudformation/WaitConditionHandle.ts';
import { Alarm as cloudwatchAlarm } from '../types/cloudwatch/Alarm.ts';
import { AWS as customAWS } from '../types/custom/AWS.ts';
import { VpcRestrictDefaultSG as customVpcRestrictDefaultSG } from '../types/custom/VpcRestrictDefaultSG.ts';
import { DHCPOptions as ec2DHCPOptions } from '../types/ec2/DHCPOptions.ts';
import { EIP as ec2EIP } from '../types/ec2/EIP.ts';
import { Instance as ec2Instance } from '../types/ec2/Instance.ts';
import { InternetGateway as ec2InternetGateway } from '../types/ec2/InternetGateway.ts';
import { LaunchTemplate as ec2LaunchTemplate } from '../types/ec2/LaunchTemplate.ts';
import { NatGateway as ec2NatGateway } from '../types/ec2/NatGateway.ts';
import { NetworkInterface as ec2NetworkInterface } from '../types/ec2/NetworkInterface.ts';
import { PrefixList as ec2PrefixList } from '../types/ec2/PrefixList.ts';
import { Route as ec2Route } from '../types/ec2/Route.ts';
import { RouteTable as ec2RouteTable } from '../types/ec2/RouteTable.ts';
import { SecurityGroup as ec2SecurityGroup } from '../types/ec2/SecurityGroup.ts';
import { SecurityGroupEgress as ec2SecurityGroupEgress } from '../types/ec2/SecurityGroupEgress.ts';
import { SecurityGroupIngress as ec2SecurityGroupIngress } from '../types/ec2/SecurityGroupIngress.ts';
import { Subnet as ec2Subnet } from '../types/ec2/Subnet.ts';
import { SubnetRouteTableAssociation as ec2SubnetRouteTableAssociation } from '../types/ec2/SubnetRouteTableAssociation.ts';
import { VPC as ec2VPC } from '../types/ec2/VPC.ts';
import { VPCCidrBlock as ec2VPCCidrBlock } from '../types/ec2/VPCCidrBlock.ts';
import { VPCDHCPOptionsAssociation as ec2VPCDHCPOptionsAssociation } from '../types/ec2/VPCDHCPOptionsAssociation.ts';
import { VPCEndpoint as ec2VPCEndpoint } from '../types/ec2/VPCEndpoint.ts';
import { VPCEndpointConnectionNotification as ec2VPCEndpointConnectionNotification } from '../types/ec2/VPCEndpointConnectionNotification.ts';
import { VPCEndpointService as ec2VPCEndpointService } from '../types/ec2/VPCEndpointService.ts';
import { VPCEndpointServicePermissions as ec2VPCEndpointServicePermissions } from '../types/ec2/VPCEndpointServicePermissions.ts';
import { VPCGatewayAttachment as ec2VPCGatewayAttachment } from '../types/ec2/VPCGatewayAttachment.ts';
import { Repository as ecrRepository } from '../types/ecr/Repository.ts';
import { Listener as elbv2Listener } from '../types/elbv2/Listener.ts';
import { ListenerCertificate as elbv2ListenerCertificate } from '../types/elbv2/ListenerCertificate.ts';
import { LoadBalancer as elbv2LoadBalancer } from '../types/elbv2/LoadBalancer.ts';
import { TargetGroup as elbv2TargetGroup } from '../types/elbv2/TargetGroup.ts';
import { AccessKey as iamAccessKey } from '../types/iam/AccessKey.ts';
import { Group as iamGroup } from '../types/iam/Group.ts';
import { InstanceProfile as iamInstanceProfile } from '../types/iam/InstanceProfile.ts';
import { ManagedPolicy as iamManagedPolicy } from '../types/iam/ManagedPolicy.ts';
import { Policy as iamPolicy } from '../types/iam/Policy.ts';
import { Role as iamRole } from '../types/iam/Role.ts';
import { User as iamUser } from '../types/iam/User.ts';
import { UserToGroupAddition as iamUserToGroupAddition } from '../types/iam/UserToGroupAddition.ts';
import { Function as lambdaFunction } from '../types/lambda/Function.ts';
import { LogGroup as logsLogGroup } from '../types/logs/LogGroup.ts';
import { HealthCheck as route53HealthCheck } from '../types/route53/HealthCheck.ts';
import { HostedZone as route53HostedZone } from '../types/route53/HostedZone.ts';
import { RecordSet as route53RecordSet } from '../types/route53/RecordSet.ts';
import { RecordSetGroup as route53RecordSetGroup } from '../types/route53/RecordSetGroup.ts';
import { Bucket as s3Bucket } from '../types/s3/Bucket.ts';
import { BucketPolicy as s3BucketPolicy } from '../types/s3/BucketPolicy.ts';
import { Subscription as snsSubscription } from '../types/sns/Subscription.ts';
import { Topic as snsTopic } from '../types/sns/Topic.ts';
import { TopicPolicy as snsTopicPolicy } from '../types/sns/TopicPolicy.ts';
import { Parameter as ssmParameter } from '../types/ssm/Parameter.ts';

/** Every type that a template may have. */
export const allTypes: readonly ResourceType[] = [
  cdkMetadata,
  cloudformationStack,
  cloudformationWaitConditionHandle,
  cloudwatchAlarm,
  customAWS,
  customVpcRestrictDefaultSG,
  ec2DHCPOptions,
  ec2EIP,
  ec2Instance,
  ec2InternetGateway,
  ec2LaunchTemplate,
  ec2NatGateway,
  ec2NetworkInterface,
  ec2PrefixList,
  ec2Route,
  ec2RouteTable,
  ec2SecurityGroup,
  ec2SecurityGroupEgress,
  ec2SecurityGroupIngress,
  ec2Subnet,
  ec2SubnetRouteTableAssociation,
  ec2VPC,
  ec2VPCCidrBlock,
  ec2VPCDHCPOptionsAssociation,
  ec2VPCEndpoint,
  ec2VPCEndpointConnectionNotification,
  ec2VPCEndpointService,
  ec2VPCEndpointServicePermissions,
  ec2VPCGatewayAttachment,
  ecrRepository,
  elbv2Listener,
  elbv2ListenerCertificate,
  elbv2LoadBalancer,
  elbv2TargetGroup,
  iamAccessKey,
  iamGroup,
  iamInstanceProfile,
  iamManagedPolicy,
  iamPolicy,
  iamRole,
  iamUser,
  iamUserToGroupAddition,
  lambdaFunction,
  logsLogGroup,
  route53HealthCheck,
  route53HostedZone,
  route53RecordSet,
  route53RecordSetGroup,
  s3Bucket,
  s3BucketPolicy,
  snsSubscription,
  snsTopic,
  snsTopicPolicy,
  ssmParameter,
];
