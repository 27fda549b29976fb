import type { DetectStackDriftInput, DetectStackDriftOutput } from '@aws-sdk/client-cloudformation';
import { uuid } from '../../cloudformation/engine/events.ts';
import { operation } from '../operation.ts';
import { checkComparable, detectDrift, presentResources } from './shared/drift.ts';
import { validationError } from './shared/errors.ts';
import { inBrackets, requireLiveStack } from './shared/stacks.ts';

/** Detections of a stack that can be asked about; the oldest go. */
const detectionsMax = 20;

/**
 * Looks whether the stack's resources are what its template says. All is found when this answers.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackDrift.html
 */
export const DetectStackDrift = operation<DetectStackDriftInput, DetectStackDriftOutput>({
  service: 'cloudformation',
  name: 'DetectStackDrift',
  access: 'write',
  honours: ['StackName', 'LogicalResourceIds'],
  handle({ StackName, LogicalResourceIds: logicalIds }, context) {
    const { resources, ids, now } = context;
    const stack = requireLiveStack(context, StackName, inBrackets);
    checkComparable(stack);
    const found = presentResources(context, stack, logicalIds);
    const missing = (logicalIds ?? []).filter((id) => !found.some(({ logicalId }) => logicalId === id));
    if (missing.length > 0)
      throw validationError(`Resources [${missing.join(', ')}] do not exist in stack ${stack.name}`);
    const looked = found.map((record) => detectDrift(context, stack, record));
    const driftedCount = looked.filter(
      ({ drift }) => drift?.status === 'MODIFIED' || drift?.status === 'DELETED',
    ).length;
    const stackStatus = driftedCount > 0 ? 'DRIFTED' : 'IN_SYNC';
    resources.put('stack', { ...stack, drift: { status: stackStatus, checkedAt: now } });
    const before = resources.find('stackDriftDetection', 'stack', stack.id);
    const surplus = before.length - detectionsMax + 1;
    const oldest = before.toSorted((a, b) => (a.at < b.at ? -1 : 1)).slice(0, Math.max(0, surplus));
    for (const { id } of oldest) resources.delete('stackDriftDetection', id);
    const id = uuid(ids);
    resources.put('stackDriftDetection', { id, stackId: stack.id, stackStatus, driftedCount, at: now });
    return { StackDriftDetectionId: id };
  },
});
