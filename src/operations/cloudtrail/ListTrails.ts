import type { ListTrailsRequest, ListTrailsResponse } from '@aws-sdk/client-cloudtrail';
import { operation } from '../operation.ts';

/**
 * Trails, which take events to S3. There are none here: the log is in the state directory.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListTrails.html
 */
export const ListTrails = operation<ListTrailsRequest, ListTrailsResponse>({
  service: 'cloudtrail',
  name: 'ListTrails',
  access: 'read',
  honours: ['NextToken'],
  handle: () => ({ Trails: [] }),
});
