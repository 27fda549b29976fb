import type { ListChangeSetsInput, ListChangeSetsOutput } from '@aws-sdk/client-cloudformation';
import type { ChangeSetExecution } from '../../model/stack-resources.ts';
import { operation } from '../operation.ts';
import { pageOf } from './shared/pages.ts';
import { inBrackets, requireLiveStack } from './shared/stacks.ts';

/** Those that have not been executed. */
const shown: ReadonlySet<ChangeSetExecution> = new Set(['AVAILABLE', 'UNAVAILABLE', 'OBSOLETE']);

/**
 * Lists the change sets of a stack that are still to be executed.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html
 */
export const ListChangeSets = operation<ListChangeSetsInput, ListChangeSetsOutput>({
  service: 'cloudformation',
  name: 'ListChangeSets',
  access: 'read',
  honours: ['StackName', 'NextToken'],
  handle({ StackName, NextToken: token }, context) {
    const stack = requireLiveStack(context, StackName, inBrackets);
    const found = context.resources
      .find('stackChangeSet', 'stack', stack.id)
      .filter(({ execution }) => shown.has(execution));
    const { records, ...rest } = pageOf(found, `ListChangeSets ${stack.id}`, token, ({ id }) => id);
    const Summaries = records.map((each) => ({
      StackId: stack.id,
      StackName: stack.name,
      ChangeSetId: each.id,
      ChangeSetName: each.name,
      ExecutionStatus: each.execution,
      Status: each.status,
      ...(each.statusReason !== undefined && { StatusReason: each.statusReason }),
      CreationTime: new Date(each.createdAt),
      ...(each.description !== undefined && { Description: each.description }),
      IncludeNestedStacks: each.includeNestedStacks,
      ...(each.parentId !== undefined && { ParentChangeSetId: each.parentId }),
      ...(each.rootId !== undefined && { RootChangeSetId: each.rootId }),
      ImportExistingResources: each.importExistingResources,
    }));
    return { Summaries, ...rest };
  },
});
