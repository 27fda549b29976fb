import type { CreateVpcRequest, CreateVpcResult } from '@aws-sdk/client-ec2';
import { formatCidr } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Vpc } from '../../model/resources.ts';
import { networkCidr } from '../network/cidr-input.ts';
import { newDefaultGroup } from '../network/new-group.ts';
import { quota } from '../network/quotas.ts';
import { toSdkVpc } from '../network/vpc-view.ts';
import { type OperationContext, operation } from '../operation.ts';
import { allOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html */
export const CreateVpc = operation<CreateVpcRequest, CreateVpcResult>({
  service: 'ec2',
  name: 'CreateVpc',
  access: 'write',
  honours: ['CidrBlock', 'InstanceTenancy', 'AmazonProvidedIpv6CidrBlock', 'TagSpecifications'],
  handle(input, context) {
    refuseWhatIsNotThere(input);
    const cidr = networkCidr(input.CidrBlock, 'InvalidVpc.Range');
    const tags = tagsFromSpecifications(input.TagSpecifications, 'vpc');
    checkQuota(context);
    const vpc: Vpc = {
      id: context.ids.next('vpc'),
      accountId: context.caller.accountId,
      region: context.region,
      tags,
      cidr: formatCidr(cidr),
      isDefault: false,
      enableDnsSupport: true,
      enableDnsHostnames: false,
      instanceTenancy: 'default',
      createdAt: context.now,
    };
    context.resources.put('vpc', vpc);
    context.resources.put('securityGroup', newDefaultGroup(context, vpc));
    return { Vpc: toSdkVpc(vpc) };
  },
});

/** Both have a value that asks for nothing, which clients send. */
function refuseWhatIsNotThere({
  InstanceTenancy = 'default',
  AmazonProvidedIpv6CidrBlock,
}: CreateVpcRequest) {
  if (InstanceTenancy !== 'default') {
    const message = `The tenancy '${InstanceTenancy}' is not supported: instances share this machine. Use 'default'.`;
    throw new ServiceError('UnsupportedOperation', message);
  }
  if (AmazonProvidedIpv6CidrBlock) {
    throw new ServiceError('UnsupportedOperation', 'VPCs with IPv6 are not supported yet.');
  }
}

function checkQuota(context: OperationContext): void {
  if (allOwned(context, 'vpc').length < quota(context, 'vpcsPerRegion')) return;
  const message = `The maximum number of VPCs has been reached: ${quota(context, 'vpcsPerRegion')} in ${context.region}.`;
  throw new ServiceError('VpcLimitExceeded', message);
}
