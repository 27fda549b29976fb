/**
 * The words of change sets, spelt as DescribeChangeSet answers them.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
 */

export type ChangeAction = 'Add' | 'Modify' | 'Remove' | 'Import';
export type Replacement = 'True' | 'False' | 'Conditional';
export type ChangedAttribute = 'Properties' | 'Metadata' | 'DeletionPolicy' | 'UpdateReplacePolicy' | 'Tags';
export type PolicyAction =
  | 'Delete'
  | 'Retain'
  | 'Snapshot'
  | 'ReplaceAndDelete'
  | 'ReplaceAndRetain'
  | 'ReplaceAndSnapshot';
export type RequiresRecreation = 'Never' | 'Conditionally' | 'Always';
/** Whether the value after the change is known to be another. */
export type Evaluation = 'Static' | 'Dynamic';

export interface ChangeTarget {
  readonly Attribute: ChangedAttribute;
  /** The top-level property, of `Properties` only. */
  readonly Name?: string;
  readonly RequiresRecreation: RequiresRecreation;
  /** JSON pointer: `/Properties/Tags/0/Value`. */
  readonly Path?: string;
  /** Values that are no texts are JSON. */
  readonly BeforeValue?: string;
  readonly AfterValue?: string;
  readonly AttributeChangeType?: 'Add' | 'Remove' | 'Modify';
}

export type ChangeCause =
  | { readonly ChangeSource: 'DirectModification' | 'Automatic' }
  | {
      readonly ChangeSource: 'ParameterReference' | 'ResourceReference' | 'ResourceAttribute';
      /** `Name`, of an attribute `Name.Attribute`. */
      readonly CausingEntity: string;
    };

export type ChangeDetail = ChangeCause & { readonly Target: ChangeTarget; readonly Evaluation: Evaluation };

export interface ResourceChange {
  readonly Action: ChangeAction;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  /** Of `Modify` only. */
  readonly Replacement?: Replacement;
  /** What becomes of the resource that is there. */
  readonly PolicyAction?: PolicyAction;
  readonly Scope: readonly ChangedAttribute[];
  readonly Details: readonly ChangeDetail[];
  /** JSON of the resource's properties, metadata and policies. */
  readonly BeforeContext?: string;
  readonly AfterContext?: string;
}

/** The change without what is shown only when `IncludePropertyValues` is asked for. */
export function withoutValues(change: ResourceChange): ResourceChange {
  const { BeforeContext: _before, AfterContext: _after, ...rest } = change;
  return { ...rest, Details: change.Details.map(withoutTargetValues) };
}

function withoutTargetValues(detail: ChangeDetail): ChangeDetail {
  const { Attribute, Name, RequiresRecreation } = detail.Target;
  const Target = { Attribute, RequiresRecreation, ...(Name === undefined ? {} : { Name }) };
  return { ...detail, Target };
}
