import type { CreateDefaultVpcRequest, CreateDefaultVpcResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { createDefaultVpc, defaultVpcOf, lockDefaultVpc } from '../network/default-vpc.ts';
import { checkVpcQuota } from '../network/new-vpc.ts';
import { toSdkVpc } from '../network/vpc-view.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDefaultVpc.html */
export const CreateDefaultVpc = operation<CreateDefaultVpcRequest, CreateDefaultVpcResult>({
  service: 'ec2',
  name: 'CreateDefaultVpc',
  access: 'write',
  honours: [],
  handle(_, context) {
    if (defaultVpcOf(context)) {
      const message = 'A Default VPC already exists for this account in this region.';
      throw new ServiceError('DefaultVpcAlreadyExists', message);
    }
    checkVpcQuota(context);
    const vpc = createDefaultVpc(context);
    lockDefaultVpc(context, vpc);
    return { Vpc: toSdkVpc(vpc) };
  },
});
