import type { CreateNatGatewayRequest, CreateNatGatewayResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { ElasticAddress, NatGateway } from '../../model/network-resources.ts';
import type { Subnet } from '../../model/resources.ts';
import { toSdkNatGateway } from '../network/nat-gateway-view.ts';
import { quota } from '../network/quotas.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { createInterface } from '../shared/interfaces.ts';
import { allOwned, requireOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/**
 * The gateway takes an address of its subnet and can be routed to, so that templates which have one deploy. There is no
 * way out of a VPC here: routes to it are `blackhole`.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html
 */
export const CreateNatGateway = operation<CreateNatGatewayRequest, CreateNatGatewayResult>({
  service: 'ec2',
  name: 'CreateNatGateway',
  access: 'write',
  honours: ['SubnetId', 'AllocationId', 'ConnectivityType', 'PrivateIpAddress', 'TagSpecifications'],
  handle(input, context) {
    const { resources } = context;
    const subnet = requireOwned(context, 'subnet', input.SubnetId ?? '');
    const tags = tagsFromSpecifications(input.TagSpecifications, 'natgateway');
    const address = addressFor(context, input);
    if (address) checkWayOut(context, subnet);
    checkQuota(context, subnet);
    const nat = create(context, { subnet, address, privateIp: input.PrivateIpAddress, tags });
    if (address) resources.put('elasticAddress', { ...address, natGatewayId: nat.id });
    return { NatGateway: toSdkNatGateway(resources, nat), ClientToken: input.ClientToken };
  },
});

interface Wanted extends Pick<NatGateway, 'tags'> {
  readonly subnet: Subnet;
  readonly address: ElasticAddress | undefined;
  readonly privateIp: string | undefined;
}

function create(context: OperationContext, { subnet, address, privateIp, tags }: Wanted): NatGateway {
  const id = context.ids.next('nat');
  const networkInterface = createInterface(context, {
    subnet,
    address: privateIp,
    groups: [],
    attachment: { kind: 'natGateway', natGatewayId: id },
    description: `Interface for NAT Gateway ${id}`,
  });
  const nat: NatGateway = {
    id,
    accountId: subnet.accountId,
    region: subnet.region,
    tags,
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    networkInterfaceId: networkInterface.id,
    privateIp: networkInterface.privateIp,
    ...(address && { allocationId: address.id }),
    createdAt: context.now,
  };
  context.resources.put('natGateway', nat);
  return nat;
}

/** The address of a public gateway; a private one has none. */
function addressFor(context: OperationContext, input: CreateNatGatewayRequest): ElasticAddress | undefined {
  const { ConnectivityType = 'public', AllocationId } = input;
  if (ConnectivityType === 'private') {
    if (AllocationId === undefined) return undefined;
    const message = 'The parameter AllocationId cannot be used with a private NAT gateway';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  if (AllocationId === undefined) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter AllocationId');
  }
  const address = requireOwned(context, 'elasticAddress', AllocationId);
  if (address.natGatewayId === undefined) return address;
  const message = `resource ${address.id} is already associated with ${address.natGatewayId}`;
  throw new ServiceError('Resource.AlreadyAssociated', message);
}

function checkWayOut({ resources }: OperationContext, { vpcId }: Subnet): void {
  const [gateway] = resources.find('internetGateway', 'vpc', vpcId);
  if (!gateway) {
    const message = `Network ${vpcId} has no Internet gateway attached`;
    throw new ServiceError('Gateway.NotAttached', message);
  }
  // Whoever detaches it at the same moment writes this too.
  dependOn(resources, vpcId, gateway.id);
}

function checkQuota(context: OperationContext, { zone }: Subnet): void {
  const inZone = allOwned(context, 'natGateway').filter(
    ({ subnetId }) => context.resources.get('subnet', subnetId)?.zone === zone,
  );
  const max = quota(context, 'natGatewaysPerZone');
  if (inZone.length < max) return;
  const message = `The maximum number of NAT gateways has been reached: ${max} in ${zone}.`;
  throw new ServiceError('NatGatewayLimitExceeded', message);
}
