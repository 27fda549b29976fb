/** What a stack is to become: its template with everything in it computed as far as it can be. */
import type { StackedResource, StackOutput } from '../../model/stack-resources.ts';
import type { JsonObject, ResourceDeclaration } from '../template.ts';

export interface Target {
  /** Logical ids of the resources that the conditions include, in the order of the template. */
  readonly included: readonly string[];
  declaration(logicalId: string): ResourceDeclaration;
  /** Logical ids of included resources that it needs, by reference or DependsOn. */
  dependencies(logicalId: string): readonly string[];
  /** What the template says of a resource besides its properties. */
  placement(
    logicalId: string,
  ): Pick<StackedResource, 'dependsOn' | 'deletionPolicy' | 'updateReplacePolicy' | 'metadata'>;
  /**
   * Resolved, with the resources that it refers to as they are now.
   * @throws ServiceError ValidationError
   */
  properties(logicalId: string): JsonObject;
  /** @throws ServiceError ValidationError */
  outputs(): readonly StackOutput[];
  /** Names of exports that have been asked for so far. */
  imports(): readonly string[];
}
