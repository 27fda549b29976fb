import type { DnsHealthCheck } from '../../../model/dns-resources.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { OperationContext } from '../../operation.ts';

/** The caller's health check. @throws ServiceError NoSuchHealthCheck, also when it is another account's */
export function requireHealthCheck({ resources, caller }: OperationContext, id: string): DnsHealthCheck {
  const check = resources.get('dnsHealthCheck', id);
  if (check?.accountId === caller.accountId) return check;
  throw new ServiceError('NoSuchHealthCheck', `A health check with id ${id.slice(0, 64)} does not exist.`);
}
