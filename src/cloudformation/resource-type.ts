/**
 * What CloudFormation does to a resource of one type. Every step runs in the transaction that also records that it was
 * done, so that after a kill a step was either done and is known, or was not done.
 */
import type { ServiceName } from '../model/service-name.ts';
import type { JsonObject } from './template.ts';

/**
 * Carries out an operation of the API as whoever deploys the stack, in the transaction of the step.
 * @throws ServiceError as the operation would answer, also when the caller may not
 */
export type CallApi = (
  service: ServiceName,
  operation: string,
  input: Readonly<Record<string, unknown>>,
) => Record<string, unknown>;

/** What a step is given. */
export interface Step {
  readonly call: CallApi;
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** Tags of the stack and `aws:cloudformation:*` ones, which a type that has tags puts beside its own. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * `tags` as they were when the resource was last created or changed; those that are not there any more are taken off.
   * The same as `tags` when it is created.
   */
  readonly formerTags: Readonly<Record<string, string>>;
  /** What `keep` was given last for this resource; empty before. */
  readonly kept: Attributes;
  /**
   * Keeps values with the record of the resource, in place of what was kept before: for attributes that no operation
   * tells later, as the secret of an access key or what a custom resource answered.
   */
  keep(values: Attributes): void;
  /** A name that nothing else has, as CloudFormation makes one: `stack-logicalId-RANDOM`, cut to so many characters. */
  name(charactersMax: number): string;
}

/** What `Fn::GetAtt` finds: strings and lists of strings, by the schema's names (`DnsEntries`, `Endpoint.Address`). */
export type Attributes = Readonly<Record<string, string | readonly string[]>>;

/** Whether what a step began has come to its end; `reason` is what the stack's event says. */
export type Progress =
  | { readonly state: 'done' }
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly reason: string };

export type Only = Readonly<Record<string, string | number | boolean>>;

export interface ResourceType {
  /** As in `Type` of a resource: `AWS::EC2::VPC`. */
  readonly name: string;
  /**
   * Properties that have an effect, each with everything below it; a dot goes one level down (`DefaultActions.Type`; list
   * indices are left out). Any other that is given is refused when the change set is made.
   */
  readonly honours: readonly string[];
  /** Properties that may be stated with this value alone, by path: what cannot be had otherwise here. */
  readonly only?: Only;
  /**
   * The physical id of what an import identifies, where that is not the values of the identifier with bars between.
   * @param identifier `198.18.0.1|eipalloc-0123456789abcdef0`
   */
  importedId?(identifier: string): string;
  /**
   * Whether it is deleted and taken back with the permissions of whoever made it what it is, as it may ask for whatever
   * the template says: who deletes a stack looks at no template. Left out where whoever asks for it has to be allowed to.
   */
  readonly actsForItsMaker?: true;
  /** Makes it. @returns the physical id, which `Ref` gives */
  create(properties: JsonObject, step: Step): string;
  /**
   * Changes it in place; the engine asks for this only when no property that changed forces a replacement. Tags of the stack
   * may have changed alone. Left out where every change is a replacement.
   * @returns another physical id when there is another thing now, as custom resources may decide; the one before is then
   * deleted when the update has come to its end. Else nothing, or the same
   */
  update?(physicalId: string, before: JsonObject, after: JsonObject, step: Step): string | undefined;
  /** Begins to delete it; what is already gone is not an error. */
  delete(physicalId: string, properties: JsonObject, step: Step): void;
  /** What `Fn::GetAtt` gives, as it is now. */
  attributes(physicalId: string, properties: JsonObject, step: Step): Attributes;
  /** Whether creating or changing has come to its end. Left out where it has when the step has. */
  progress?(physicalId: string, properties: JsonObject, step: Step): Progress;
  /** Whether it is gone; a delete is done then. Left out where it is gone when the step has ended. */
  isGone?(physicalId: string, step: Step): boolean;
  /**
   * The properties it has now, for drift and import; only those that can be told.
   * @returns undefined when it is not there
   */
  read(physicalId: string, properties: JsonObject, step: Step): JsonObject | undefined;
}
