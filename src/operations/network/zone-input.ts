import { ServiceError } from '../../model/errors.ts';
import { type Zone, zonesOf } from '../../model/zones.ts';

/** How requests name a zone. */
export interface ZoneRequest {
  readonly AvailabilityZone?: string | undefined;
  readonly AvailabilityZoneId?: string | undefined;
}

/**
 * The zone that a request names by name or by id; undefined when it names none.
 * @throws ServiceError `InvalidParameterValue`, `InvalidParameterCombination` for two zones
 */
export function requireZone(request: ZoneRequest, region: string): Zone | undefined {
  const zones = zonesOf(region);
  const { AvailabilityZone: name, AvailabilityZoneId: id } = request;
  const named = name === undefined ? undefined : zones.find((zone) => zone.name === name);
  const identified = id === undefined ? undefined : zones.find((zone) => zone.id === id);
  const names = zones.map((zone) => zone.name);
  const ids = zones.map((zone) => zone.id);
  if (name !== undefined && !named) throw unknownZone(name, 'availabilityZone', names);
  if (id !== undefined && !identified) throw unknownZone(id, 'availabilityZoneId', ids);
  if (named && identified && named !== identified) {
    const message = `availabilityZone ${name} is ${named.id}, not ${id}. Give only one of availabilityZone and availabilityZoneId.`;
    throw new ServiceError('InvalidParameterCombination', message);
  }
  return named ?? identified;
}

function unknownZone(given: string, parameter: string, known: readonly string[]): ServiceError {
  const message = `Value (${given}) for parameter ${parameter} is invalid. Subnets can currently only be created in the following availability zones: ${known.join(', ')}.`;
  return new ServiceError('InvalidParameterValue', message);
}
