import type { GetChangeRequest, GetChangeResponse } from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { toSdkChange } from './shared/changes.ts';
import { bareId } from './shared/ids.ts';

/** Whether the resolver answers by a change: `PENDING` before, `INSYNC` after. */
export const GetChange = operation<GetChangeRequest, GetChangeResponse>({
  service: 'route53',
  name: 'GetChange',
  access: 'read',
  honours: ['Id'],
  handle(input, { resources, caller }) {
    const id = bareId(input.Id ?? '');
    const change = resources.get('dnsChange', id);
    if (change?.accountId === caller.accountId) return { ChangeInfo: toSdkChange(change) };
    throw new ServiceError('NoSuchChange', `Could not find resource with ID: ${id.slice(0, 64)}`);
  },
});
