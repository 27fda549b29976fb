import { deflateRawSync } from 'node:zlib';
import { ServiceError } from '../../../model/errors.ts';
import type { Tag } from '../../../model/owned.ts';

/** What session policies and tags may take together, packed, bytes. */
const packedBytesMax = 2048;

/**
 * How much of the space for policies and tags is used, in per cent, as an output has it: left out when there are none.
 * @throws ServiceError `PackedPolicyTooLarge`
 */
export function packedSize(policies: readonly string[], tags: readonly Tag[]): { PackedPolicySize?: number } {
  if (policies.length === 0 && tags.length === 0) return {};
  const packed = deflateRawSync(JSON.stringify([policies, tags.map(({ key, value }) => [key, value])]));
  const size = Math.ceil((packed.length / packedBytesMax) * 100);
  if (size <= 100) return { PackedPolicySize: size };
  const message = `Packed policy consumes ${size}% of allotted space, please use smaller policy.`;
  throw new ServiceError('PackedPolicyTooLarge', message);
}
