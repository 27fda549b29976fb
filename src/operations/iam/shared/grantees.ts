/** Users, groups and roles: what can have policies. */
import type { Group, IamGrantee, Role, User } from '../../../model/identity-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { requireEntity } from './entities.ts';

export type GranteeKind = 'user' | 'group' | 'role';

/** A user, group or role of the caller, and how it is written. */
export interface Grantee {
  readonly kind: GranteeKind;
  readonly record: User | Group | Role;
  /** Writes it with these policies. */
  readonly update: (changes: Partial<Pick<IamGrantee, 'inlinePolicies' | 'attachedPolicyArns'>>) => void;
}

/** The caller's user, group or role with this name. @throws ServiceError `ValidationError`, `NoSuchEntity` */
export function requireGrantee(
  context: OperationContext,
  kind: GranteeKind,
  name: string | undefined,
): Grantee {
  const { resources } = context;
  switch (kind) {
    case 'user': {
      const record = requireEntity(context, kind, name);
      return { kind, record, update: (changes) => resources.put(kind, { ...record, ...changes }) };
    }
    case 'group': {
      const record = requireEntity(context, kind, name);
      return { kind, record, update: (changes) => resources.put(kind, { ...record, ...changes }) };
    }
    case 'role': {
      const record = requireEntity(context, kind, name);
      return { kind, record, update: (changes) => resources.put(kind, { ...record, ...changes }) };
    }
  }
}
