// Made by scripts/generate-resource-types.ts (npm run generate). Do not edit.
import type { ResourceType } from '../resource-type.ts';
import { Metadata as cdkMetadata } from '../types/cdk/Metadata.ts';
import { WaitConditionHandle as cloudformationWaitConditionHandle } from '../types/cloudformation/WaitConditionHandle.ts';
import { EIP as ec2EIP } from '../types/ec2/EIP.ts';
import { InternetGateway as ec2InternetGateway } from '../types/ec2/InternetGateway.ts';
import { NatGateway as ec2NatGateway } from '../types/ec2/NatGateway.ts';
import { Route as ec2Route } from '../types/ec2/Route.ts';
import { RouteTable as ec2RouteTable } from '../types/ec2/RouteTable.ts';
import { Subnet as ec2Subnet } from '../types/ec2/Subnet.ts';
import { SubnetRouteTableAssociation as ec2SubnetRouteTableAssociation } from '../types/ec2/SubnetRouteTableAssociation.ts';
import { VPC as ec2VPC } from '../types/ec2/VPC.ts';
import { VPCCidrBlock as ec2VPCCidrBlock } from '../types/ec2/VPCCidrBlock.ts';
import { VPCGatewayAttachment as ec2VPCGatewayAttachment } from '../types/ec2/VPCGatewayAttachment.ts';

/** Every type that a template may have. */
export const allTypes: readonly ResourceType[] = [
  cdkMetadata,
  cloudformationWaitConditionHandle,
  ec2EIP,
  ec2InternetGateway,
  ec2NatGateway,
  ec2Route,
  ec2RouteTable,
  ec2Subnet,
  ec2SubnetRouteTableAssociation,
  ec2VPC,
  ec2VPCCidrBlock,
  ec2VPCGatewayAttachment,
];
