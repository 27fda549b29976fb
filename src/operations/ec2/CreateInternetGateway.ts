import type { CreateInternetGatewayRequest, CreateInternetGatewayResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { InternetGateway } from '../../model/network-resources.ts';
import { toSdkInternetGateway } from '../network/internet-gateway-view.ts';
import { quota } from '../network/quotas.ts';
import { operation } from '../operation.ts';
import { allOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/**
 * The gateway can be attached and routed to, so that templates which have one deploy. There is no way out of a VPC
 * here: routes to it are `blackhole`.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInternetGateway.html
 */
export const CreateInternetGateway = operation<CreateInternetGatewayRequest, CreateInternetGatewayResult>({
  service: 'ec2',
  name: 'CreateInternetGateway',
  access: 'write',
  honours: ['TagSpecifications'],
  handle(input, context) {
    const tags = tagsFromSpecifications(input.TagSpecifications, 'internet-gateway');
    const max = quota(context, 'internetGatewaysPerRegion');
    if (allOwned(context, 'internetGateway').length >= max) {
      const message = `The maximum number of internet gateways has been reached: ${max} in ${context.region}.`;
      throw new ServiceError('InternetGatewayLimitExceeded', message);
    }
    const gateway: InternetGateway = {
      id: context.ids.next('igw'),
      accountId: context.caller.accountId,
      region: context.region,
      tags,
    };
    context.resources.put('internetGateway', gateway);
    return { InternetGateway: toSdkInternetGateway(gateway) };
  },
});
