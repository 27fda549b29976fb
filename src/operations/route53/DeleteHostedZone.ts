import type { DeleteHostedZoneRequest, DeleteHostedZoneResponse } from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { forgetDependents } from '../shared/dependents.ts';
import { newChange } from './shared/changes.ts';
import { callerReferenceClaim } from './shared/references.ts';
import { requireZone } from './shared/zones.ts';

/**
 * Deletes a zone that has nothing but the records it was made with.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html
 */
export const DeleteHostedZone = operation<DeleteHostedZoneRequest, DeleteHostedZoneResponse>({
  service: 'route53',
  name: 'DeleteHostedZone',
  access: 'write',
  honours: ['Id'],
  handle(input, context) {
    const { resources } = context;
    const zone = requireZone(context, input.Id ?? '');
    const records = resources.find('recordSet', 'zone', zone.id);
    const required = ({ name, type }: (typeof records)[number]) =>
      name === zone.name && (type === 'NS' || type === 'SOA');
    if (!records.every(required)) {
      const message =
        'The specified hosted zone contains non-required resource record sets  and so cannot be deleted.';
      throw new ServiceError('HostedZoneNotEmpty', message);
    }
    for (const { id } of records) resources.delete('recordSet', id);
    resources.delete('claim', callerReferenceClaim('hostedZone', zone.accountId, zone.callerReference));
    resources.delete('hostedZone', zone.id);
    forgetDependents(resources, zone.id);
    return { ChangeInfo: newChange(context) };
  },
});
