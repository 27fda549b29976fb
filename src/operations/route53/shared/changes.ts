import type * as sdk from '@aws-sdk/client-route-53';
import type { DnsChange } from '../../../model/dns-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { newId } from './ids.ts';

/** Notes a change, which is INSYNC once the resolver answers by it. */
export function newChange(context: OperationContext, comment?: string): sdk.ChangeInfo {
  const change: DnsChange = {
    id: newId(context.ids, 'C'),
    accountId: context.caller.accountId,
    status: 'PENDING',
    ...(comment !== undefined && { comment }),
    submittedAt: context.now,
  };
  context.resources.put('dnsChange', change);
  return toSdkChange(change);
}

/** As answers show a change. */
export function toSdkChange(change: DnsChange): sdk.ChangeInfo {
  return {
    Id: `/change/${change.id}`,
    Status: change.status,
    SubmittedAt: new Date(change.submittedAt),
    ...(change.comment !== undefined && { Comment: change.comment }),
  };
}
