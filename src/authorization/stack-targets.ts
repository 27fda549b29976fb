/** Stacks, as requests to CloudFormation name them: by name, by ARN, by a change set or by what is in them. */
import type { Stack } from '../model/stack-resources.ts';
import type { ActionModel } from './action-model.ts';
import { ownTags } from './other-targets.ts';
import { type RequestFacts, textOf } from './request.ts';
import type { Target } from './target.ts';

export function stackTargets(request: RequestFacts, action: ActionModel): readonly Target[] {
  if (action.resources.stack === undefined) return [];
  const { region, caller } = request;
  const prefix = `arn:aws:cloudformation:${region}:${caller.accountId}:stack/`;
  const name = textOf(request, 'StackName');
  const found = name === undefined ? stackOfOther(request) : stackOf(request, name);
  if (found !== undefined) return [{ arn: found.id, type: 'stack', tags: ownTags(request, found) }];
  if (name === undefined) return [{ arn: `${prefix}*/*`, type: 'stack' }];
  return [{ arn: name.startsWith('arn:') ? name : `${prefix}${name}/*`, type: 'stack' }];
}

function stackOf({ resources, caller, region }: RequestFacts, name: string): Stack | undefined {
  const found = name.startsWith('arn:')
    ? resources.get('stack', name)
    : resources.find('stack', 'name', `${caller.accountId}/${region}/${name}`)[0];
  return found?.accountId === caller.accountId ? found : undefined;
}

/** The stack of the change set, or of the resource, that is named instead. */
function stackOfOther(request: RequestFacts): Stack | undefined {
  const { resources } = request;
  const changeSet = resources.get('stackChangeSet', textOf(request, 'ChangeSetName') ?? '');
  if (changeSet !== undefined) return stackOf(request, changeSet.stackId);
  const physicalId = textOf(request, 'PhysicalResourceId');
  if (physicalId === undefined) return undefined;
  // The one that the operation answers with: a stack may tell of what it had, or name its own thing so.
  return resources
    .find('stackResource', 'physicalId', physicalId)
    .filter(({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED')
    .flatMap(({ stackId }) => stackOf(request, stackId) ?? [])
    .find(({ region }) => region === request.region);
}
