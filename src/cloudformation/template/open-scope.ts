import type { Template } from '../template.ts';
import { newBudget } from './budget.ts';
import { evaluateConditions } from './evaluate-conditions.ts';
import { checkRules } from './evaluate-rules.ts';
import { parameterValues, type StackParameters } from './parameters.ts';
import type { Lookups, Scope, StackFacts } from './scope.ts';

/**
 * Computes the conditions of the template and sees to it that its rules hold. The scope can be kept while resources are
 * made, since expressions look up what they need when they are computed.
 * @throws ServiceError ValidationError
 */
export function openScope(
  template: Template,
  parameters: StackParameters,
  stack: StackFacts,
  lookups: Lookups,
): Scope {
  const scope = {
    template,
    stack,
    parameters: parameterValues(template, parameters),
    conditions: new Map<string, boolean>(),
    lookups,
    budget: newBudget(),
  };
  checkRules(scope);
  return { ...scope, conditions: evaluateConditions(scope) };
}
