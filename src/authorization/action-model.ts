/** What AWS's service authorisation reference says of the actions that exist here: form of `generated/actions.json`. */
import { readFileSync } from 'node:fs';

/**
 * One action. Condition keys that end in `/` stand for all keys that start so.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface ActionModel {
  /** Condition keys that the action has whatever its resource is. */
  readonly keys: readonly string[];
  /** By resource type; without any, the resource of the action is `*`. */
  readonly resources: Readonly<Record<string, ResourceModel>>;
}

export interface ResourceModel {
  /** Left out when the action may do without a resource of this type. */
  readonly required?: true;
  readonly keys: readonly string[];
}

/** By service prefix and action: `ec2`, `CreateVpcEndpoint`. */
export type ActionModels = Readonly<Record<string, Readonly<Record<string, ActionModel>>>>;

/** Reads the file: call it once. */
export function loadActions(): ActionModels {
  // The generator writes exactly this type, and a check says when what it wrote is stale.
  return JSON.parse(
    readFileSync(new URL('./generated/actions.json', import.meta.url), 'utf8'),
  ) as ActionModels;
}
