import type { CreateVpcEndpointRequest, CreateVpcEndpointResult } from '@aws-sdk/client-ec2';
import { ruleFits } from '../../model/acceptance-rules.ts';
import { ServiceError } from '../../model/errors.ts';
import { acceptanceRules } from '../../model/extension-tags.ts';
import { principalsOf } from '../../model/principals.ts';
import type { Endpoint, EndpointService, Vpc } from '../../model/resources.ts';
import { announce } from '../endpoints/connection-events.ts';
import { endpointOptions, refuseRouteTables, withOptions } from '../endpoints/endpoint-options.ts';
import { checkPolicy, defaultPolicy } from '../endpoints/endpoint-policy.ts';
import { enablePrivateDns } from '../endpoints/endpoint-private-dns.ts';
import { requireVisibleService } from '../endpoints/endpoint-services.ts';
import { checkZones, createEndpointInterface, requireSubnets } from '../endpoints/endpoint-subnets.ts';
import { toVpcEndpoint } from '../endpoints/endpoint-view.ts';
import { quota } from '../network/quotas.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { defaultSecurityGroupOf, requireGroups } from '../shared/interfaces.ts';
import { requireOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

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
    'RouteTableIds',
    'SubnetIds',
    'SecurityGroupIds',
    'PrivateDnsEnabled',
    'TagSpecifications',
    'SubnetConfigurations.SubnetId',
    'SubnetConfigurations.Ipv4',
    'ServiceRegion',
  ],
  handle(input, context) {
    const { resources } = context;
    const vpc = requireOwned(context, 'vpc', input.VpcId ?? '');
    const service = requireService(context, input);
    refuseRouteTables(input.RouteTableIds);
    checkQuota(context, vpc);
    const endpoint = build(context, vpc, service, input);
    resources.put('endpoint', endpoint);
    dependOn(resources, vpc.id, endpoint.id);
    dependOn(resources, service.id, endpoint.id);
    announce(context, endpoint, 'Connect');
    if (endpoint.state === 'pending') announce(context, endpoint, 'Accept');
    return {
      VpcEndpoint: toVpcEndpoint(resources, endpoint),
      ...(input.ClientToken !== undefined && { ClientToken: input.ClientToken }),
    };
  },
});

/** The service, when the caller may connect to it with an endpoint of the type asked for, which AWS's default is not. */
function requireService(context: OperationContext, input: CreateVpcEndpointRequest): EndpointService {
  const { ServiceName: name, ServiceRegion: region, VpcEndpointType: type = 'Gateway' } = input;
  if (type === 'Resource' || type === 'ServiceNetwork') {
    const message = `The VPC endpoint type ${type} is not supported by Postern. Supported: Interface.`;
    throw new ServiceError('InvalidVpcEndpointType', message);
  }
  if (name === undefined) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter ServiceName');
  }
  const service = requireVisibleService(context, name, region);
  if (type === 'Interface') return service;
  const message = `Endpoint type (${type}) does not match available service types ([Interface]). Set VpcEndpointType to Interface; it is Gateway when left out.`;
  throw new ServiceError('InvalidParameter', message);
}

function checkQuota(context: OperationContext, vpc: Vpc): void {
  const allowed = quota(context, 'interfaceEndpointsPerVpc');
  if (context.resources.count('endpoint', 'vpc', vpc.id) < allowed) return;
  const message = `The maximum number of VPC endpoints has been reached: ${allowed} in ${vpc.id}. The operator can raise the quota interfaceEndpointsPerVpc.`;
  throw new ServiceError('VpcEndpointLimitExceeded', message);
}

/** The endpoint as asked for, and its interfaces, which are written. */
function build(
  context: OperationContext,
  vpc: Vpc,
  service: EndpointService,
  input: CreateVpcEndpointRequest,
): Endpoint {
  const plain = withOptions(withoutInterfaces(context, vpc, service, input), input);
  const accepted = { ...plain, state: initialState(service, plain) };
  const endpoint = input.PrivateDnsEnabled ? enablePrivateDns(context, accepted, service) : accepted;
  const wanted = requireSubnets(context, vpc.id, input.SubnetIds, input.SubnetConfigurations);
  const subnets = wanted.map(({ subnet }) => subnet);
  checkZones(context, service, [], subnets);
  const interfaces = wanted.map((each) =>
    createEndpointInterface(context, endpoint.id, each, endpoint.securityGroupIds),
  );
  return {
    ...endpoint,
    subnetIds: subnets.map(({ id }) => id),
    networkInterfaceIds: interfaces.map(({ id }) => id),
  };
}

function withoutInterfaces(
  context: OperationContext,
  vpc: Vpc,
  service: EndpointService,
  input: CreateVpcEndpointRequest,
): Endpoint {
  const { ids, now, caller, region } = context;
  return {
    id: ids.next('vpce'),
    connectionId: ids.next('vpce-con'),
    accountId: caller.accountId,
    region,
    tags: tagsFromSpecifications(input.TagSpecifications, 'vpc-endpoint'),
    vpcId: vpc.id,
    serviceId: service.id,
    serviceName: service.name,
    ...(service.region !== region && { serviceRegion: service.region }),
    state: 'pendingAcceptance',
    requesterPrincipals: principalsOf(caller),
    subnetIds: [],
    networkInterfaceIds: [],
    securityGroupIds: groupsOf(context, vpc, input.SecurityGroupIds ?? []),
    privateDnsEnabled: false,
    policyDocument: input.PolicyDocument === undefined ? defaultPolicy : checkPolicy(input.PolicyDocument),
    dnsToken: ids.alphanumeric(8),
    epoch: 0,
    createdAt: now,
  };
}

/** Whether the service's owner is to be asked, or has said already that this endpoint may connect. */
function initialState(service: EndpointService, endpoint: Endpoint): Endpoint['state'] {
  if (!service.acceptanceRequired) return 'pending';
  return acceptanceRules(service).some((rule) => ruleFits(rule, endpoint)) ? 'pending' : 'pendingAcceptance';
}

function groupsOf(context: OperationContext, vpc: Vpc, given: readonly string[]) {
  if (given.length === 0) return [defaultSecurityGroupOf(context.resources, vpc).id];
  return requireGroups(context, vpc.id, given).map(({ id }) => id);
}
