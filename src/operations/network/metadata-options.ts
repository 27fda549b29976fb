import type { InstanceMetadataOptionsRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { metadataOptionMembers } from '../../model/launch-members.ts';
import { defaultMetadataOptions, type MetadataOptions } from '../../model/launch-template-resources.ts';

/**
 * Options with those of a request over them.
 * @param current `defaultMetadataOptions` when left out
 * @throws ServiceError `InvalidParameterValue` for a hop limit that is not 1 to 64
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsRequest.html
 */
export function metadataOptionsWith(
  given: InstanceMetadataOptionsRequest,
  current = defaultMetadataOptions,
): MetadataOptions {
  checkHopLimit(given.HttpPutResponseHopLimit);
  const changed = metadataOptionMembers.flatMap((name) =>
    given[name] === undefined ? [] : [[name, given[name]] as const],
  );
  // The dispatcher has checked the values against the model, which has these.
  return { ...current, ...(Object.fromEntries(changed) as Partial<MetadataOptions>) };
}

/** @throws ServiceError `InvalidParameterValue` */
export function checkHopLimit(limit: number | undefined): void {
  if (limit === undefined || (limit >= 1 && limit <= 64)) return;
  const message = `Value (${limit}) for parameter HttpPutResponseHopLimit is invalid. It is 1 to 64.`;
  throw new ServiceError('InvalidParameterValue', message);
}
