import { invalid } from './repositories.ts';

const charactersMax = 30_720;

/**
 * Checks the text of a lifecycle policy as far as its form goes: no image is ever there for it.
 * @throws ServiceError `InvalidParameterException`
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function checkLifecyclePolicy(text: string): string {
  if (text.length > charactersMax) throw invalid(`lifecyclePolicyText can have ${charactersMax} characters.`);
  const rules = parse(text)?.rules;
  if (!Array.isArray(rules) || rules.length === 0 || !rules.every(isRule)) {
    throw invalid(
      "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: rules with rulePriority, selection and action are needed'",
    );
  }
  return text;
}

function parse(text: string): { readonly rules?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRule(rule: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return false;
  const { rulePriority, selection, action } = rule as Readonly<Record<string, unknown>>;
  const isAction = typeof action === 'object' && action !== null;
  return Number.isInteger(rulePriority) && typeof selection === 'object' && selection !== null && isAction;
}
