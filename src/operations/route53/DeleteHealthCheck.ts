import type { DeleteHealthCheckRequest, DeleteHealthCheckResponse } from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { dependOn, forgetDependents } from '../shared/dependents.ts';
import { requireHealthCheck } from './shared/health-checks.ts';
import { callerReferenceClaim } from './shared/references.ts';

/**
 * Deletes a health check that nothing goes by: AWS lets records point at one that is gone, and says that nobody can tell
 * what they then do.
 */
export const DeleteHealthCheck = operation<DeleteHealthCheckRequest, DeleteHealthCheckResponse>({
  service: 'route53',
  name: 'DeleteHealthCheck',
  access: 'write',
  honours: ['HealthCheckId'],
  handle(input, context) {
    const { resources } = context;
    const { id, accountId, callerReference } = requireHealthCheck(context, input.HealthCheckId ?? '');
    const [parent] = resources.find('dnsHealthCheck', 'child', id);
    const [record] = resources.find('recordSet', 'healthCheck', id);
    if (parent || record) {
      const user = parent
        ? `the health check ${parent.id}`
        : `the record set ${record?.name} ${record?.type}`;
      throw new ServiceError('HealthCheckInUse', `The health check is in use by ${user}.`);
    }
    // Whoever comes to use it at the same moment writes this too.
    dependOn(resources, id, id);
    forgetDependents(resources, id);
    resources.delete('claim', callerReferenceClaim('dnsHealthCheck', accountId, callerReference));
    resources.delete('dnsHealthCheck', id);
    return {};
  },
});
