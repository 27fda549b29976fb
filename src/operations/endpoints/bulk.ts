import type { UnsuccessfulItem } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';

/**
 * Does something for each id once, as EC2's bulk operations do: what is refused for one id is reported for it, and the
 * others are done all the same. `apply` must write only after everything that it can refuse.
 */
export function forEachId(
  ids: readonly string[] | undefined,
  apply: (id: string) => void,
): readonly UnsuccessfulItem[] {
  const unsuccessful: UnsuccessfulItem[] = [];
  for (const id of new Set(ids)) {
    try {
      apply(id);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      unsuccessful.push({ Error: { Code: error.code, Message: error.message }, ResourceId: id });
    }
  }
  return unsuccessful;
}
