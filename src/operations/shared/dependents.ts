/**
 * What makes "it is refused to delete X while Y needs it" hold when two requests come at the same moment.
 * A transaction is checked against the records it got or wrote, not against what a `find` did not find. So whoever
 * comes to need a resource writes one record that belongs to that resource, and so does whoever deletes it or
 * checks its dependents against each other: of two such transactions one is run again and sees the other's work.
 */
import type { Writer } from '../../model/access.ts';
import { dependentsClaimId } from '../../model/claim-ids.ts';

/**
 * To be called when `dependentId` is made and needs `parentId` to exist.
 * The caller has got the parent's record by `get`, not only found it: that is what a deletion before it changes.
 */
export function dependOn(resources: Writer, parentId: string, dependentId: string): void {
  const id = dependentsClaimId(parentId);
  const [, count = '0'] = resources.get('claim', id)?.holder.split(' ') ?? [];
  // With a count, since a record that is written as it already was is not written.
  resources.put('claim', { id, holder: `${dependentId} ${Number(count) + 1}` });
}

/** To be called when `parentId` is deleted. */
export function forgetDependents(resources: Writer, parentId: string): void {
  resources.delete('claim', dependentsClaimId(parentId));
}
