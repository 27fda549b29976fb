import type { Writer } from '../../../model/access.ts';
import { ServiceError } from '../../../model/errors.ts';
import { kindOfArn, type LoadBalancingKind } from '../../../model/load-balancing-arns.ts';
import type { Tag } from '../../../model/owned.ts';
import type { Kinds } from '../../../model/resources.ts';
import type { OperationContext } from '../../operation.ts';
import { checkCount, requireByArn } from './lookup.ts';

/** A resource of load balancing, seen as something with tags. */
export interface Tagged {
  readonly arn: string;
  readonly tags: readonly Tag[];
  /** Writes it with other tags. */
  readonly retag: (resources: Writer, tags: readonly Tag[]) => void;
}

/**
 * The caller's resources with these ARNs, each once.
 * @throws ServiceError `ValidationError`, `LoadBalancerNotFound`, `TargetGroupNotFound`, `ListenerNotFound`
 */
export function requireTagged(
  context: OperationContext,
  arns: readonly string[] | undefined,
): readonly Tagged[] {
  if (!arns?.length) throw new ServiceError('ValidationError', 'At least one resource ARN must be specified');
  return checkCount(arns).map((arn) => {
    const kind = kindOfArn(arn);
    if (!kind) throw new ServiceError('ValidationError', `'${arn}' is not a valid resource ARN`);
    return tagged(kind, requireByArn(context, kind, arn));
  });
}

function tagged<K extends LoadBalancingKind>(kind: K, record: Kinds[K]): Tagged {
  return {
    arn: record.id,
    tags: record.tags,
    retag: (resources, tags) => resources.put(kind, { ...record, tags }),
  };
}
