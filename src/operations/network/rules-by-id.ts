import { ServiceError } from '../../model/errors.ts';
import { isId } from '../../model/ids.ts';
import type { SecurityGroupRule } from '../../model/resources.ts';

/**
 * The rules with these ids, each once.
 * @throws ServiceError `InvalidSecurityGroupRuleId.Malformed`, `InvalidSecurityGroupRuleId.NotFound`
 */
export function rulesById<T extends Pick<SecurityGroupRule, 'id'>>(
  rules: readonly T[],
  ids: readonly string[],
): T[] {
  return [...new Set(ids)].map((id) => {
    if (!isId('sgr', id)) {
      throw new ServiceError(
        'InvalidSecurityGroupRuleId.Malformed',
        `Invalid id: "${id}" (expecting "sgr-...")`,
      );
    }
    const found = rules.find((rule) => rule.id === id);
    if (found) return found;
    throw new ServiceError(
      'InvalidSecurityGroupRuleId.NotFound',
      `The security group rule ID '${id}' does not exist`,
    );
  });
}
