import type { Change, DescribeChangeSetInput, DescribeChangeSetOutput } from '@aws-sdk/client-cloudformation';
import type { Stack, StackChangeSet } from '../../model/stack-resources.ts';
import { operation } from '../operation.ts';
import { pageOf } from './shared/pages.ts';
import { sdkParameters, sdkTags } from './shared/shapes.ts';
import { requireChangeSet } from './shared/stacks.ts';

/**
 * Describes a change set, with the values of properties when that is asked for.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html
 */
export const DescribeChangeSet = operation<DescribeChangeSetInput, DescribeChangeSetOutput>({
  service: 'cloudformation',
  name: 'DescribeChangeSet',
  access: 'read',
  honours: ['ChangeSetName', 'StackName', 'NextToken', 'IncludePropertyValues'],
  handle({ ChangeSetName, StackName, NextToken: token, IncludePropertyValues: withValues }, context) {
    const { changeSet, stack } = requireChangeSet(context, ChangeSetName, StackName);
    // The operation that made it wrote what the model has.
    const all = (JSON.parse(changeSet.changes) as Change[]).map((change, at) => ({ change, at }));
    const key = ({ at }: { readonly at: number }) => String(at).padStart(6, '0');
    const { records, ...rest } = pageOf(all, `DescribeChangeSet ${changeSet.id}`, token, key);
    const changes = records.map(({ change }) => change);
    return {
      ...described(stack, changeSet),
      Changes: withValues === true ? changes : changes.map(withoutValues),
      ...rest,
    };
  },
});

function described(stack: Stack, changeSet: StackChangeSet): DescribeChangeSetOutput {
  const { definition, statusReason, description, onFailure } = changeSet;
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    ...(description !== undefined && { Description: description }),
    Parameters: sdkParameters(definition),
    CreationTime: new Date(changeSet.createdAt),
    ExecutionStatus: changeSet.execution,
    Status: changeSet.status,
    ...(statusReason !== undefined && { StatusReason: statusReason }),
    NotificationARNs: [...definition.notificationArns],
    RollbackConfiguration: {},
    // Inputs that were checked by the model.
    Capabilities: [...definition.capabilities] as NonNullable<DescribeChangeSetOutput['Capabilities']>,
    Tags: sdkTags(definition.tags),
    DeploymentConfig: {
      Mode: changeSet.isExpress === true ? 'EXPRESS' : 'STANDARD',
      ...(changeSet.disableRollback !== undefined && { DisableRollback: changeSet.disableRollback }),
    },
    IncludeNestedStacks: changeSet.includeNestedStacks,
    ...(changeSet.parentId !== undefined && { ParentChangeSetId: changeSet.parentId }),
    ...(changeSet.rootId !== undefined && { RootChangeSetId: changeSet.rootId }),
    ...(onFailure !== undefined && { OnStackFailure: onFailure }),
    ImportExistingResources: changeSet.importExistingResources,
  };
}

function withoutValues(change: Change): Change {
  const { ResourceChange: found } = change;
  if (found === undefined) return change;
  const { BeforeContext: _, AfterContext: __, Details, ...rest } = found;
  const details = Details?.map(({ Target, ...detail }) => {
    if (Target === undefined) return detail;
    const { BeforeValue: ___, AfterValue: ____, ...target } = Target;
    return { ...detail, Target: target };
  });
  return { ...change, ResourceChange: { ...rest, ...(details && { Details: details }) } };
}
