import { validationError } from './errors.ts';
import { evaluateAssertion } from './evaluate-conditions.ts';
import type { Scope } from './scope.ts';

/**
 * Sees to it that what the rules of the template assert of the parameters holds.
 * @throws ServiceError ValidationError with the description of each assertion that does not
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function checkRules(scope: Scope): void {
  const failed = [...scope.template.rules].flatMap(([name, { ruleCondition, assertions }]) => {
    if (ruleCondition !== undefined && !evaluateAssertion(ruleCondition, scope)) return [];
    return assertions
      .filter(({ assert }) => !evaluateAssertion(assert, scope))
      .map(({ description }) => description ?? `An assertion of the rule ${name} does not hold.`);
  });
  if (failed.length > 0) throw validationError(`Template validation error: ${failed.join(' ')}`);
}
