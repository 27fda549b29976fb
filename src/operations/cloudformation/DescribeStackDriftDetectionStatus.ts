import type {
  DescribeStackDriftDetectionStatusInput,
  DescribeStackDriftDetectionStatusOutput,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../operation.ts';
import { validationError } from './shared/errors.ts';
import { findStack } from './shared/stacks.ts';

/**
 * Says what a detection of drift has found.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackDriftDetectionStatus.html
 */
export const DescribeStackDriftDetectionStatus = operation<
  DescribeStackDriftDetectionStatusInput,
  DescribeStackDriftDetectionStatusOutput
>({
  service: 'cloudformation',
  name: 'DescribeStackDriftDetectionStatus',
  access: 'read',
  honours: ['StackDriftDetectionId'],
  handle({ StackDriftDetectionId: id = '' }, context) {
    const found = context.resources.get('stackDriftDetection', id);
    if (found === undefined || findStack(context, found.stackId) === undefined)
      throw validationError(`Drift detection operation with id [${id.slice(0, 64)}] does not exist`);
    return {
      StackId: found.stackId,
      StackDriftDetectionId: id,
      StackDriftStatus: found.stackStatus,
      DetectionStatus: 'DETECTION_COMPLETE',
      DriftedStackResourceCount: found.driftedCount,
      Timestamp: new Date(found.at),
    };
  },
});
