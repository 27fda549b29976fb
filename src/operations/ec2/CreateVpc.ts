import type { CreateVpcRequest, CreateVpcResult } from '@aws-sdk/client-ec2';
import { formatCidr } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';
import { networkCidr } from '../network/cidr-input.ts';
import { checkVpcQuota, createVpc } from '../network/new-vpc.ts';
import { toSdkVpc } from '../network/vpc-view.ts';
import { operation } from '../operation.ts';
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
    checkVpcQuota(context);
    const vpc = createVpc(context, { cidr: formatCidr(cidr), isDefault: false, tags });
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
