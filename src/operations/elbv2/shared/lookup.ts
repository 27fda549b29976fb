import { ServiceError } from '../../../model/errors.ts';
import { isLoadBalancingArn, type LoadBalancingKind } from '../../../model/load-balancing-arns.ts';
import type { Kinds } from '../../../model/resources.ts';
import type { OperationContext } from '../../operation.ts';
import { isOwned } from '../../shared/lookup.ts';

/** How many resources one request may name. */
const namedMax = 20;

const nouns: Readonly<Record<LoadBalancingKind, string>> = {
  loadBalancer: 'load balancer',
  targetGroup: 'target group',
  listener: 'listener',
};

/**
 * The caller's record with this ARN. What belongs to another account or region does not exist for the caller.
 * @throws ServiceError `ValidationError` for what is no ARN of this kind, `LoadBalancerNotFound`,
 *   `TargetGroupNotFound` or `ListenerNotFound`
 */
export function requireByArn<K extends LoadBalancingKind>(
  context: OperationContext,
  kind: K,
  arn: string | undefined,
): Kinds[K] {
  const record = findByArn(context, kind, arn);
  if (!record) throw notFound(kind, [arn ?? '']);
  return record;
}

/** `requireByArn` for operations that do not mind a missing record. */
export function findByArn<K extends LoadBalancingKind>(
  context: OperationContext,
  kind: K,
  arn: string | undefined,
): Kinds[K] | undefined {
  if (arn === undefined || !isLoadBalancingArn(kind, arn)) {
    throw new ServiceError('ValidationError', `'${arn ?? ''}' is not a valid ${nouns[kind]} ARN`);
  }
  const record = context.resources.get(kind, arn);
  return record && isOwned(context, record) ? record : undefined;
}

/**
 * What a Describe starts from: the records with these ARNs, or with these names, each once; or all of the caller's.
 * @throws ServiceError as `requireByArn`, and `ValidationError` for ARNs together with names, or too many of them
 */
export function selectByArnOrName<K extends 'loadBalancer' | 'targetGroup'>(
  context: OperationContext,
  kind: K,
  arns: readonly string[] | undefined,
  names: readonly string[] | undefined,
): readonly Kinds[K][] {
  if (arns?.length && names?.length) {
    const noun = nouns[kind];
    const message = `The ${noun} names and the ${noun} ARNs cannot be specified at the same time`;
    throw new ServiceError('ValidationError', message);
  }
  if (arns?.length) return selectByArn(context, kind, arns);
  if (names?.length) return selectByName(context, kind, names);
  return findIn(context, kind, 'owner', `${context.caller.accountId}/${context.region}`);
}

/** The caller's records with these ARNs, each once. @throws ServiceError as `requireByArn` */
export function selectByArn<K extends LoadBalancingKind>(
  context: OperationContext,
  kind: K,
  arns: readonly string[],
): readonly Kinds[K][] {
  const wanted = checkCount(arns);
  const missing = wanted.filter((arn) => !findByArn(context, kind, arn));
  if (missing.length > 0) throw notFound(kind, missing);
  return wanted.map((arn) => requireByArn(context, kind, arn));
}

/** The caller's record with this name, which is the only one of its kind. */
export function findByName<K extends 'loadBalancer' | 'targetGroup'>(
  context: OperationContext,
  kind: K,
  name: string,
): Kinds[K] | undefined {
  return findIn(context, kind, 'name', `${context.caller.accountId}/${context.region}/${name}`)[0];
}

function selectByName<K extends 'loadBalancer' | 'targetGroup'>(
  context: OperationContext,
  kind: K,
  names: readonly string[],
): readonly Kinds[K][] {
  const wanted = checkCount(names);
  const missing = wanted.filter((name) => !findByName(context, kind, name));
  if (missing.length > 0) throw notFound(kind, missing);
  return wanted.flatMap((name) => findByName(context, kind, name) ?? []);
}

function findIn<K extends 'loadBalancer' | 'targetGroup'>(
  { resources }: OperationContext,
  kind: K,
  index: 'owner' | 'name',
  value: string,
): readonly Kinds[K][] {
  // Both kinds have both indexes; the union of their index names hides that from the compiler.
  const find = resources.find as (kind: K, index: 'owner' | 'name', value: string) => readonly Kinds[K][];
  return find.call(resources, kind, index, value);
}

/** Each once. */
export function checkCount(arnsOrNames: readonly string[]): readonly string[] {
  if (arnsOrNames.length > namedMax) {
    const message = `A request can name at most ${namedMax} resources; this one names ${arnsOrNames.length}`;
    throw new ServiceError('ValidationError', message);
  }
  return [...new Set(arnsOrNames)];
}

function notFound(kind: LoadBalancingKind, missing: readonly string[]): ServiceError {
  switch (kind) {
    case 'loadBalancer':
      return new ServiceError('LoadBalancerNotFound', `Load balancers '[${missing.join(', ')}]' not found`);
    case 'targetGroup':
      return new ServiceError('TargetGroupNotFound', 'One or more target groups not found');
    case 'listener':
      return new ServiceError('ListenerNotFound', 'One or more listeners not found');
  }
}
