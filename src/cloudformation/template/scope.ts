/** What an expression is computed in. */
import type { Template } from '../template.ts';
import type { Budget } from './budget.ts';
import type { Unknown, Value } from './value.ts';

/** What pseudo parameters stand for. */
export interface StackFacts {
  readonly accountId: string;
  readonly region: string;
  /** `aws` unless something else is emulated. */
  readonly partition: string;
  /** `amazonaws.com` */
  readonly urlSuffix: string;
  readonly stackName: string;
  /** The stack's ARN. */
  readonly stackId: string;
  readonly notificationArns: readonly string[];
}

/** What is outside of the stack. */
export interface OutsideLookups {
  /**
   * The value that some stack of the account and region exports.
   * @returns Unknown where an export that is not there yet shall not be an error, as in a change set
   * @throws ServiceError ValidationError `No export named X found.`
   */
  importValue(name: string): string | Unknown;
  /** A parameter of the parameter store, at this version or the newest. @returns undefined when it is not there */
  storedParameter(name: string, version?: number): string | undefined;
  /** The names of the region's zones; none of a region that is not there. */
  zones(region: string): readonly string[];
}

/** What is outside of the expression: the stack's resources as they are, and what is outside of the stack. */
export interface Lookups extends OutsideLookups {
  /** The physical id, or Unknown while there is none. */
  ref(logicalId: string): string | Unknown;
  /**
   * @returns Unknown while the resource is not there
   * @throws ServiceError ValidationError when there is no such attribute
   */
  attribute(logicalId: string, attribute: string): Value;
}

/** A template with what its parameters and conditions are. */
export interface Scope {
  readonly template: Template;
  readonly stack: StackFacts;
  /** What `Ref` of each parameter gives. */
  readonly parameters: ReadonlyMap<string, string | readonly string[]>;
  readonly conditions: ReadonlyMap<string, boolean>;
  readonly lookups: Lookups;
  readonly budget: Budget;
}

/** Whether the resource or output is there: its condition holds, or it has none. */
export function isIncluded(scope: Scope, { condition }: { readonly condition?: string }): boolean {
  return condition === undefined || scope.conditions.get(condition) === true;
}

/** The logical ids of the resources whose conditions hold, in the order of the template. */
export function includedResources(scope: Scope): readonly string[] {
  return [...scope.template.resources].flatMap(([id, resource]) => (isIncluded(scope, resource) ? [id] : []));
}
