/**
 * The records of CloudFormation: stacks, what they consist of, what happened to them, change sets and exports.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacks.html
 */
import type { Caller } from './caller.ts';
import type { AccountId, Arn } from './ids.ts';
import type { Owned, Tag } from './owned.ts';

export type StackStatus =
  | 'REVIEW_IN_PROGRESS'
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_FAILED'
  | 'CREATE_COMPLETE'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_FAILED'
  | 'ROLLBACK_COMPLETE'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_FAILED'
  | 'DELETE_COMPLETE'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_FAILED'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'IMPORT_IN_PROGRESS'
  | 'IMPORT_COMPLETE'
  | 'IMPORT_ROLLBACK_IN_PROGRESS'
  | 'IMPORT_ROLLBACK_FAILED'
  | 'IMPORT_ROLLBACK_COMPLETE';

export type StackResourceStatus =
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_FAILED'
  | 'CREATE_COMPLETE'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_FAILED'
  | 'DELETE_COMPLETE'
  | 'DELETE_SKIPPED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_FAILED'
  | 'UPDATE_COMPLETE'
  | 'IMPORT_IN_PROGRESS'
  | 'IMPORT_FAILED'
  | 'IMPORT_COMPLETE'
  | 'IMPORT_ROLLBACK_IN_PROGRESS'
  | 'IMPORT_ROLLBACK_FAILED'
  | 'IMPORT_ROLLBACK_COMPLETE';

/** JSON text of values that steps were given; kept as text so that nobody takes it for anything else. */
export type JsonText = string;

/** What a stack is made from: all of it changes with an update, and all of it comes back with a rollback. */
export interface StackDefinition {
  /** The hash under which the text is kept: `<stack id>/<hash>`. */
  readonly template: string;
  readonly parameters: readonly StackParameter[];
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly description?: string;
  readonly notificationArns: readonly string[];
  readonly roleArn?: string;
}

export interface StackParameter {
  readonly key: string;
  /** As it was given, or the template's default. */
  readonly value: string;
  /** What an SSM parameter had when the value named one. */
  readonly resolved?: string;
  /** Whether it is shown as `****`. */
  readonly noEcho?: boolean;
  /** Whether its value, with commas between them, stands for several; said of what is not echoed alone. */
  readonly isList?: boolean;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

export interface Stack extends Owned {
  /** `arn:aws:cloudformation:<region>:<account>:stack/<name>/<uuid>` */
  readonly id: Arn;
  readonly name: string;
  readonly status: StackStatus;
  readonly statusReason?: string;
  /** What it is made from; while an operation is under way, what it is to be made from. */
  readonly definition: StackDefinition;
  readonly outputs: readonly StackOutput[];
  /** Names of exports of other stacks that its resources or outputs use. */
  readonly imports: readonly string[];
  readonly disableRollback: boolean;
  /** Whether it was last deployed without waiting. */
  readonly isExpress?: boolean;
  /** Of creation. */
  readonly timeoutMinutes?: number;
  readonly terminationProtection: boolean;
  readonly changeSetId?: string;
  readonly parentId?: string;
  readonly rootId?: string;
  readonly createdAt: string;
  readonly updatedAt?: string;
  readonly deletedAt?: string;
  readonly drift?: { readonly status: 'DRIFTED' | 'IN_SYNC'; readonly checkedAt: string };
  /** The operation under way, or the one that failed and can be rolled back. */
  readonly run?: StackRun;
  /** Events so far. */
  readonly eventCount: number;
  /** The time of the last event: the next one's is later. */
  readonly lastEventAt: string;
}

export interface StackRun {
  /** A UUID; resources say by it that they have had their step. */
  readonly id: string;
  readonly kind: 'create' | 'update' | 'import' | 'delete';
  /**
   * `forward` makes and changes, `rollback` takes that back, `cleanUp` deletes what is not needed any more, after either;
   * `stopped`: failed and waits for what the user says.
   */
  readonly phase: 'forward' | 'rollback' | 'cleanUp' | 'stopped';
  /** In `cleanUp`: whether that follows a rollback. */
  readonly rolledBack?: boolean;
  /** Whose permissions the steps have, unless there is a service role. */
  readonly caller: Caller;
  readonly clientRequestToken?: string;
  readonly startedAt: string;
  readonly onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  /** Whether to be done when everything has been asked for, without waiting for it. */
  readonly isExpress?: boolean;
  /** With RetainExceptOnCreate: what this run made is deleted by its rollback whatever its policy says. */
  readonly retainExceptOnCreate?: boolean;
  /** Logical ids that failed. */
  readonly failed: readonly string[];
  /** Why it fails, when that is no resource's doing. */
  readonly failure?: string;
  /** Logical ids that are left where they are. */
  readonly retained?: readonly string[];
  /** Whether all is to be left where it is that cannot be deleted. */
  readonly force?: boolean;
  /** What the stack was made from before, with what rolling back restores. */
  readonly former?: FormerStack;
  /** Resources that are imported, with their physical ids. */
  readonly imported?: Readonly<Record<string, string>>;
}

export interface FormerStack extends Pick<Stack, 'definition' | 'outputs' | 'imports'> {
  /** Where a stack is that could not be rolled back to anything better. */
  readonly status: StackStatus;
  readonly changeSetId?: string;
}

/** A resource as it stands, in what a step left or will find. */
export interface StackedResource {
  readonly type: string;
  readonly physicalId: string;
  /** Resolved, as the step was given them. */
  readonly properties: JsonText;
  /** Stack tags that it was given. */
  readonly tags: Readonly<Record<string, string>>;
  /** Logical ids of what it refers to. */
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';
  readonly updateReplacePolicy: 'Delete' | 'Retain' | 'Snapshot';
  /** What its type keeps with it, JSON. */
  readonly kept: JsonText;
  /** `Fn::GetAtt` of it, JSON. */
  readonly attributes: JsonText;
  readonly metadata?: JsonText;
  /** With whose permissions it is deleted and taken back, where those are not of whoever asks for that. */
  readonly by?: StackPrincipal;
}

/** Whose permissions a step has. */
export interface StackPrincipal {
  readonly caller: Caller;
  readonly region: string;
  /** The service role that the stack was given. */
  readonly roleArn?: string | undefined;
}

export interface StackResource {
  /** `<stack id>/<logical id>` */
  readonly id: string;
  readonly stackId: Arn;
  readonly logicalId: string;
  readonly type: string;
  readonly status: StackResourceStatus;
  readonly statusReason?: string;
  readonly updatedAt: string;
  /** As it is; left out until it has been made. */
  readonly current?: StackedResource;
  /** As it was before the run, while that can still be rolled back; `null`: it was not there. */
  readonly former?: StackedResource | null;
  /** What a replacement left behind and is to be deleted. */
  readonly superseded?: readonly StackedResource[];
  /** Started, and not known to have come to its end. */
  readonly step?: StackStep;
  /** The run and its phase in which it had its step. */
  readonly doneIn?: string;
  readonly drift?: StackResourceDrift;
}

export interface StackStep {
  readonly kind: 'create' | 'update' | 'replace' | 'delete' | 'import';
  readonly startedAt: string;
  /** The physical id that is deleted. */
  readonly physicalId?: string;
  /** Why it could not be deleted yet. */
  readonly blocked?: string;
}

export interface StackResourceDrift {
  readonly status: 'IN_SYNC' | 'MODIFIED' | 'DELETED' | 'NOT_CHECKED';
  readonly expected: JsonText;
  readonly actual?: JsonText;
  readonly checkedAt: string;
}

export interface StackEvent {
  /** `<stack id>/<number>`, the number of 10 digits. */
  readonly id: string;
  readonly eventId: string;
  readonly stackId: Arn;
  readonly at: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: StackStatus | StackResourceStatus;
  readonly reason?: string;
  readonly properties?: JsonText;
  readonly clientRequestToken?: string;
}

/** The text of a template, as it was given. */
export interface StackTemplate {
  /** `<stack id>/<hash>` */
  readonly id: string;
  readonly stackId: Arn;
  readonly text: string;
}

export type ChangeSetStatus = 'CREATE_COMPLETE' | 'FAILED';
export type ChangeSetExecution =
  | 'AVAILABLE'
  | 'UNAVAILABLE'
  | 'EXECUTE_IN_PROGRESS'
  | 'EXECUTE_COMPLETE'
  | 'EXECUTE_FAILED'
  | 'OBSOLETE';

export interface StackChangeSet {
  /** `arn:aws:cloudformation:<region>:<account>:changeSet/<name>/<uuid>` */
  readonly id: Arn;
  readonly name: string;
  readonly stackId: Arn;
  readonly type: 'CREATE' | 'UPDATE' | 'IMPORT';
  readonly description?: string;
  readonly definition: StackDefinition;
  readonly status: ChangeSetStatus;
  readonly statusReason?: string;
  readonly execution: ChangeSetExecution;
  readonly onFailure?: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  readonly clientToken?: string;
  readonly isExpress?: boolean;
  readonly disableRollback?: boolean;
  readonly includeNestedStacks: boolean;
  readonly importExistingResources: boolean;
  /** Of a change set of a nested stack: that of the stack that it is in, and that of the outermost. */
  readonly parentId?: Arn;
  readonly rootId?: Arn;
  /** Of an outermost one: those of nested stacks on all levels. */
  readonly nestedIds?: readonly Arn[];
  /** Physical ids by logical id. */
  readonly imported?: Readonly<Record<string, string>>;
  /** As DescribeChangeSet shows them, JSON. */
  readonly changes: JsonText;
  readonly createdAt: string;
}

/** `id` is `<account>/<region>/<name>`. */
export interface StackExport {
  readonly id: string;
  readonly accountId: AccountId;
  readonly region: string;
  readonly name: string;
  readonly value: string;
  readonly stackId: Arn;
}

export interface StackDriftDetection {
  /** A UUID. */
  readonly id: string;
  readonly stackId: Arn;
  readonly stackStatus: 'DRIFTED' | 'IN_SYNC';
  readonly driftedCount: number;
  readonly at: string;
}
