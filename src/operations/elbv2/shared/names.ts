import { ServiceError } from '../../../model/errors.ts';
import type { LoadBalancer, TargetGroup } from '../../../model/load-balancing-resources.ts';
import type { OperationContext } from '../../operation.ts';

/**
 * A name that load balancers may have.
 * @throws ServiceError `ValidationError`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
export function checkLoadBalancerName(name: string): string {
  checkName('load balancer', name);
  if (name.startsWith('internal-')) {
    throw new ServiceError(
      'ValidationError',
      `The load balancer name '${name}' cannot begin with 'internal-'`,
    );
  }
  return name;
}

/** A name that target groups may have. @throws ServiceError `ValidationError` */
export function checkTargetGroupName(name: string): string {
  return checkName('target group', name);
}

/** Makes two requests that create the name at once exclude each other. To be released with the record. */
export function claimName(context: OperationContext, record: LoadBalancer | TargetGroup): void {
  context.resources.put('claim', { id: nameClaimId(record), holder: record.id });
}

/** Gives the name of a deleted record back. */
export function releaseName(context: OperationContext, record: LoadBalancer | TargetGroup): void {
  context.resources.delete('claim', nameClaimId(record));
}

function nameClaimId(record: LoadBalancer | TargetGroup): string {
  const kind = 'targetType' in record ? 'targetGroup' : 'loadBalancer';
  return `${kind}/${record.accountId}/${record.region}/${record.name}`;
}

const nameCharactersMax = 32;

function checkName(noun: string, name: string): string {
  if (name.length > nameCharactersMax) {
    throw invalid(noun, name, `cannot be longer than '${nameCharactersMax}' characters`);
  }
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    throw invalid(noun, name, 'can only contain characters that are alphanumeric characters and hyphens(-)');
  }
  if (name.startsWith('-') || name.endsWith('-'))
    throw invalid(noun, name, 'cannot begin or end with a hyphen(-)');
  return name;
}

function invalid(noun: string, name: string, rule: string): ServiceError {
  return new ServiceError('ValidationError', `The ${noun} name '${name}' ${rule}`);
}
