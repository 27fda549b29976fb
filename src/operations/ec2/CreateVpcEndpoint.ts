import type { CreateVpcEndpointRequest, CreateVpcEndpointResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { Endpoint, EndpointService, NetworkInterface, Vpc } from '../../model/resources.ts';
import { checkEndpointOptions, endpointOptions } from '../endpoints/endpoint-options.ts';
import { checkPolicy, defaultPolicy } from '../endpoints/endpoint-policy.ts';
import { requireVisibleService, unknownService } from '../endpoints/endpoint-services.ts';
import { checkZones, createEndpointInterface, requireSubnets } from '../endpoints/endpoint-subnets.ts';
import { toVpcEndpoint } from '../endpoints/endpoint-view.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { defaultSecurityGroupOf, requireGroups } from '../shared/interfaces.ts';
import { requireOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/**
 * Endpoints of one VPC, the addresses that the largest VPC has. AWS's quota starts at 50 and is raised on request; here
 * nobody is to be asked.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
 */
export const endpointsPerVpcMax = 65_536;

/**
 * Creates an interface endpoint: a network interface in each subnet given, by which the VPC reaches the service.
 * It is `pendingAcceptance` when the service wants to be asked, else `pending` until the data plane holds it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
 */
export const CreateVpcEndpoint = operation<CreateVpcEndpointRequest, CreateVpcEndpointResult>({
  service: 'ec2',
  name: 'CreateVpcEndpoint',
  access: 'write',
  honours: [
    ...endpointOptions,
    'VpcEndpointType',
    'VpcId',
    'ServiceName',
    'PolicyDocument',
    'SubnetIds',
    'SecurityGroupIds',
    'TagSpecifications',
    'SubnetConfigurations.SubnetId',
    'SubnetConfigurations.Ipv4',
    'ServiceRegion',
  ],
  handle(input, context) {
    const { resources } = context;
    const vpc = requireOwned(context, 'vpc', input.VpcId ?? '');
    const service = requireService(context, input);
    checkEndpointOptions(input, service.name);
    checkQuota(context, vpc);
    const endpoint = build(context, vpc, service, input);
    resources.put('endpoint', endpoint);
    dependOn(resources, vpc.id, endpoint.id);
    dependOn(resources, service.id, endpoint.id);
    return {
      VpcEndpoint: toVpcEndpoint(resources, endpoint),
      ...(input.ClientToken !== undefined && { ClientToken: input.ClientToken }),
    };
  },
});

/** The service, when the caller may connect to it with an endpoint of the type asked for, which AWS's default is not. */
function requireService(context: OperationContext, input: CreateVpcEndpointRequest): EndpointService {
  const { ServiceName: name, ServiceRegion: region, VpcEndpointType: type = 'Gateway' } = input;
  if (name === undefined) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter ServiceName');
  }
  if (region !== undefined && region !== context.region) throw unknownService(name);
  const service = requireVisibleService(context, name);
  if (type === 'Interface') return service;
  const message = `Endpoint type (${type}) does not match available service types ([Interface]). Set VpcEndpointType to Interface; it is Gateway when left out.`;
  throw new ServiceError('InvalidParameter', message);
}

function checkQuota({ resources }: OperationContext, vpc: Vpc): void {
  if (resources.find('endpoint', 'vpc', vpc.id).length < endpointsPerVpcMax) return;
  const message = `The maximum number of VPC endpoints has been reached: ${endpointsPerVpcMax} in ${vpc.id}`;
  throw new ServiceError('VpcEndpointLimitExceeded', message);
}

function build(
  context: OperationContext,
  vpc: Vpc,
  service: EndpointService,
  input: CreateVpcEndpointRequest,
): Endpoint {
  const { ids, now, caller, region } = context;
  const policy = input.PolicyDocument === undefined ? defaultPolicy : checkPolicy(input.PolicyDocument);
  const tags = tagsFromSpecifications(input.TagSpecifications, 'vpc-endpoint');
  const groups = groupsOf(context, vpc, input.SecurityGroupIds ?? []);
  const subnets = requireSubnets(context, vpc.id, input.SubnetIds, input.SubnetConfigurations);
  const subnetIds = subnets.map(({ subnet }) => subnet.id);
  checkZones(
    context,
    service,
    [],
    subnets.map(({ subnet }) => subnet),
  );
  const id = ids.next('vpce');
  const interfaces: readonly NetworkInterface[] = subnets.map((wanted) =>
    createEndpointInterface(context, id, wanted, groups),
  );
  return {
    id,
    connectionId: ids.next('vpce-con'),
    accountId: caller.accountId,
    region,
    tags,
    vpcId: vpc.id,
    serviceId: service.id,
    serviceName: service.name,
    state: service.acceptanceRequired ? 'pendingAcceptance' : 'pending',
    subnetIds,
    networkInterfaceIds: interfaces.map((networkInterface) => networkInterface.id),
    securityGroupIds: groups,
    privateDnsEnabled: false,
    policyDocument: policy,
    dnsToken: ids.alphanumeric(8),
    epoch: 0,
    createdAt: now,
  };
}

function groupsOf(context: OperationContext, vpc: Vpc, given: readonly string[]) {
  if (given.length === 0) return [defaultSecurityGroupOf(context.resources, vpc).id];
  return requireGroups(context, vpc.id, given).map(({ id }) => id);
}
