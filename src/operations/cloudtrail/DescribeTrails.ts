import type { DescribeTrailsRequest, DescribeTrailsResponse } from '@aws-sdk/client-cloudtrail';
import { operation } from '../operation.ts';

/**
 * Trails, which take events to S3. There are none here: the log is in the state directory.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export const DescribeTrails = operation<DescribeTrailsRequest, DescribeTrailsResponse>({
  service: 'cloudtrail',
  name: 'DescribeTrails',
  access: 'read',
  honours: ['trailNameList', 'includeShadowTrails'],
  handle: () => ({ trailList: [] }),
});
