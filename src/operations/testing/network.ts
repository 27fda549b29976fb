import type {
  CreateSecurityGroupResult,
  CreateSubnetResult,
  CreateVpcResult,
  DescribeSecurityGroupsResult,
  Reservation,
} from '@aws-sdk/client-ec2';
import { hostImageId } from '../../model/host-image.ts';
import { CreateSecurityGroup } from '../ec2/CreateSecurityGroup.ts';
import { CreateSubnet } from '../ec2/CreateSubnet.ts';
import { CreateVpc } from '../ec2/CreateVpc.ts';
import { DescribeSecurityGroups } from '../ec2/DescribeSecurityGroups.ts';
import { RunInstances } from '../ec2/RunInstances.ts';
import type { InvokeOptions, TestBench } from './invoke.ts';

/** The parts of a network that tests start from, made through the operations; each answers the id. */
export function networkOf(bench: TestBench, overrides?: Partial<InvokeOptions>) {
  const vpc = (CidrBlock = '10.0.0.0/16') =>
    bench.invoke<CreateVpcResult>(CreateVpc, { CidrBlock }, overrides).Vpc?.VpcId ?? '';
  const subnet = (VpcId: string, CidrBlock = '10.0.1.0/24', AvailabilityZone = 'us-east-1a') => {
    const input = { VpcId, CidrBlock, AvailabilityZone };
    return bench.invoke<CreateSubnetResult>(CreateSubnet, input, overrides).Subnet?.SubnetId ?? '';
  };
  const group = (VpcId: string, GroupName = 'web') => {
    const input = { VpcId, GroupName, Description: 'for a test' };
    return bench.invoke<CreateSecurityGroupResult>(CreateSecurityGroup, input, overrides).GroupId ?? '';
  };
  const defaultGroup = (vpcId: string) => {
    const Filters = [
      { Name: 'vpc-id', Values: [vpcId] },
      { Name: 'group-name', Values: ['default'] },
    ];
    const result = bench.invoke<DescribeSecurityGroupsResult>(DescribeSecurityGroups, { Filters }, overrides);
    return result.SecurityGroups?.[0]?.GroupId ?? '';
  };
  const instance = (SubnetId: string, more: object = {}) => {
    const input = { ImageId: hostImageId, MinCount: 1, MaxCount: 1, SubnetId, ...more };
    return bench.invoke<Reservation>(RunInstances, input, overrides).Instances?.[0]?.InstanceId ?? '';
  };
  return { vpc, subnet, group, defaultGroup, instance };
}
