/**
 * What policies say of endpoint services that are offered beyond their own region, and of endpoints that reach them.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
 */
import type { EndpointService } from '../model/resources.ts';
import type { Check } from './check.ts';
import { textsAt } from './member-table.ts';
import { type RequestFacts, textOf } from './request.ts';
import type { ContextKey } from './request-context.ts';

/** As the request wants it; none for requests that say nothing of regions. */
export function multiRegionKeys(request: RequestFacts): ContextKey[] {
  switch (request.operation) {
    case 'CreateVpcEndpoint':
      return [['ec2:VpceMultiRegion', String(isRemote(request))]];
    case 'CreateVpcEndpointServiceConfiguration':
      return keysOfRegions(addedRegions(request));
    case 'ModifyVpcEndpointServiceConfiguration':
      return keysOfRegions([...regionsOf(ownService(request)), ...addedRegions(request)]);
    default:
      return [];
  }
}

/** The regions besides its own that the service can be connected to from. */
export function regionsOf(service: Pick<EndpointService, 'supportedRegions'> | undefined): string[] {
  const regions = service?.supportedRegions ?? [];
  return regions.filter(({ state }) => state === 'Available').map(({ region }) => region);
}

export function keysOfRegions(regions: readonly string[]): ContextKey[] {
  return [
    ['ec2:VpceMultiRegion', String(regions.length > 0)],
    ['ec2:VpceSupportedRegion', [...new Set(regions)]],
  ];
}

/** Whoever connects regions needs `vpce:AllowMultiRegion`, besides. */
export function multiRegionChecks(request: RequestFacts): Check[] {
  const target = connectedTarget(request);
  if (target === undefined) return [];
  const { region, caller } = request;
  const resource = `arn:aws:ec2:${region}:${caller.accountId}:${target}`;
  return [{ action: 'vpce:AllowMultiRegion', resource, keys: [] }];
}

function connectedTarget(request: RequestFacts): string | undefined {
  if (request.operation === 'CreateVpcEndpoint') return isRemote(request) ? 'vpc-endpoint/*' : undefined;
  if (!/^(?:Create|Modify)VpcEndpointServiceConfiguration$/.test(request.operation)) return undefined;
  const id = textOf(request, 'ServiceId') ?? '*';
  return addedRegions(request).length > 0 ? `vpc-endpoint-service/${id}` : undefined;
}

/** Whether an endpoint is to reach a service of another region. */
function isRemote(request: RequestFacts): boolean {
  return (textOf(request, 'ServiceRegion') ?? request.region) !== request.region;
}

/** A service is in its own region anyway, so naming that adds none. */
function addedRegions({ input, region }: RequestFacts): string[] {
  const named = [...textsAt(input, 'SupportedRegions'), ...textsAt(input, 'AddSupportedRegions')];
  return named.filter((each) => each !== region);
}

function ownService(request: RequestFacts): EndpointService | undefined {
  const { resources, caller, region } = request;
  const found = resources.get('endpointService', textOf(request, 'ServiceId') ?? '');
  return found?.accountId === caller.accountId && found.region === region ? found : undefined;
}
