import type { ListPoliciesRequest, ListPoliciesResponse } from '@aws-sdk/client-iam';
import type { Arn } from '../../model/ids.ts';
import { type OperationContext, operation } from '../operation.ts';
import { checkPathPrefix } from './shared/constraints.ts';
import { allPolicies, countOf, usesOf } from './shared/managed-policies.ts';
import { byName, pageMembers, paginate } from './shared/paging.ts';
import { toPolicy } from './shared/views.ts';

/**
 * Lists the managed policies of the account, of AWS (scope `AWS`) or of both, by name. OnlyAttached: those that a user,
 * group or role of the account has. PolicyUsageFilter: those that are used as permissions, or as boundaries.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html
 */
export const ListPolicies = operation<ListPoliciesRequest, ListPoliciesResponse>({
  service: 'iam',
  name: 'ListPolicies',
  access: 'read',
  honours: ['Scope', 'OnlyAttached', 'PathPrefix', 'PolicyUsageFilter', ...pageMembers],
  handle(input, context) {
    const prefix = checkPathPrefix(input.PathPrefix);
    const policies = allPolicies(context, input.Scope).filter(
      ({ id, path }) => path.startsWith(prefix) && isUsed(context, id, input),
    );
    const { records, next } = paginate(
      'ListPolicies',
      policies,
      input,
      (policy) => `${byName(policy)} ${policy.id}`,
    );
    return { Policies: records.map((policy) => toPolicy(context, policy)), ...next };
  },
});

function isUsed(context: OperationContext, arn: Arn, input: ListPoliciesRequest): boolean {
  const { OnlyAttached: onlyAttached = false, PolicyUsageFilter: usage } = input;
  if (!onlyAttached && usage === undefined) return true;
  const uses = usesOf(context, arn);
  const [attached, boundary] = [countOf(uses.attached) > 0, countOf(uses.boundary) > 0];
  if (onlyAttached && !attached) return false;
  if (usage === undefined) return true;
  return usage === 'PermissionsBoundary' ? boundary : attached;
}
