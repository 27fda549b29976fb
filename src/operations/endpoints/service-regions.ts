/** The regions that a service can be connected to from: its own always, others when the provider names them. */
import { ServiceError } from '../../model/errors.ts';
import type { EndpointService, SupportedRegion } from '../../model/resources.ts';
import { isRegion } from '../../model/zones.ts';

/** Whether endpoints of the region may be made for the service. */
export function supportsRegion(service: EndpointService, region: string): boolean {
  if (service.region === region) return true;
  return (service.supportedRegions ?? []).some(
    (each) => each.region === region && each.state === 'Available',
  );
}

/** Whether there is a region besides its own for the service. */
export function isMultiRegion({ supportedRegions = [] }: EndpointService): boolean {
  return supportedRegions.some(({ state }) => state === 'Available');
}

/** The service with these regions too. @throws ServiceError `InvalidParameter` for what is no region */
export function withRegions(service: EndpointService, added: readonly string[]): EndpointService {
  const regions = byName(service);
  for (const region of added) {
    if (!isRegion(region))
      throw new ServiceError('InvalidParameter', `The region '${region}' does not exist`);
    if (region !== service.region) regions.set(region, { region, state: 'Available' });
  }
  return regions.size === 0 ? service : { ...service, supportedRegions: [...regions.values()] };
}

/**
 * The service without these regions: they stay, closed, and the endpoints that are there go on.
 * @throws ServiceError `InvalidParameter` for the service's own region, and for one that it has not or no longer
 */
export function withoutRegions(service: EndpointService, removed: readonly string[]): EndpointService {
  const regions = byName(service);
  for (const region of new Set(removed)) {
    if (regions.get(region)?.state !== 'Available') throw cannotRemove(service, region);
    regions.set(region, { region, state: 'Closed' });
  }
  return regions.size === 0 ? service : { ...service, supportedRegions: [...regions.values()] };
}

function cannotRemove(service: EndpointService, region: string): ServiceError {
  const reason =
    region === service.region
      ? `it is the region of ${service.id} itself`
      : `${service.id} is not available in it`;
  return new ServiceError('InvalidParameter', `Cannot remove region ${region}: ${reason}`);
}

function byName({ supportedRegions = [] }: EndpointService): Map<string, SupportedRegion> {
  return new Map(supportedRegions.map((each) => [each.region, each]));
}
