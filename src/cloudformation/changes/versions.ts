/** A stack before and after a change. */
import type { SchemaOf } from '../schema.ts';
import type { StackParameters } from '../template/parameters.ts';
import type { Lookups, Scope, StackFacts } from '../template/scope.ts';
import type { JsonObject, Template } from '../template.ts';

/** What a stack is made from. */
export interface StackVersion {
  readonly template: Template;
  readonly parameters: StackParameters;
  readonly stack: StackFacts;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DeployedResource {
  readonly type: string;
  readonly physicalId: string;
}

export interface ChangeRequest {
  /** Left out for a stack that is to be created. */
  readonly before?: StackVersion;
  readonly after: StackVersion;
  /** The stack's resources that are there, by logical id. */
  readonly deployed: ReadonlyMap<string, DeployedResource>;
  /** Tells physical ids and attributes of deployed resources as they are now. Is asked of those only. */
  readonly lookups: Lookups;
  readonly schemaOf: SchemaOf;
  /** Physical ids of resources that are taken into the stack, by logical id. */
  readonly imports?: ReadonlyMap<string, string>;
  /**
   * Whether what a new resource names is there already and may be taken into the stack instead of being made. Is asked of
   * resources alone that name themselves and are kept when their stack goes.
   */
  isThere?(named: NamedResource): boolean;
}

/** A resource of a template by the name that it has there. */
export interface NamedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** As far as they are known. */
  readonly properties: JsonObject;
}

/** What is known of a resource when those that refer to it are looked at. */
export type Fate =
  | 'unchanged'
  /** Its physical id stays, its attributes may change. */
  | 'changed'
  /** It may get another physical id. */
  | 'perhaps replaced'
  /** It gets another physical id. */
  | 'replaced'
  | 'added'
  | 'imported';

/** What the resources of the new version are compared in. */
export interface Comparison {
  readonly request: ChangeRequest;
  readonly before?: Scope;
  readonly after: Scope;
  /** The scopes with stars for parameters that are not to be echoed. */
  readonly shownBefore?: Scope;
  readonly shownAfter: Scope;
  /** Of the resources that have been looked at; those that others refer to come first. */
  readonly fates: Map<string, Fate>;
  /** Physical ids of those that are imported; of those that have been found so when they have been looked at. */
  readonly imports: Map<string, string>;
}
