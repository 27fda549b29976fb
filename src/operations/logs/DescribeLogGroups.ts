import type { DescribeLogGroupsRequest, DescribeLogGroupsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../operation.ts';
import { takePage } from '../shared/pages.ts';
import { invalid, toSdkLogGroup } from './shared/log-groups.ts';

const pageMax = 50;

/**
 * The caller's log groups in the region, by name.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export const DescribeLogGroups = operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse>({
  service: 'logs',
  name: 'DescribeLogGroups',
  access: 'read',
  honours: ['logGroupNamePrefix', 'logGroupNamePattern', 'logGroupClass', 'nextToken', 'limit'],
  handle(input, { resources, caller, region }) {
    const { logGroupNamePrefix: prefix = '', logGroupNamePattern: part = '', logGroupClass } = input;
    const { limit = pageMax, nextToken: token, ...question } = input;
    if (limit < 1 || limit > pageMax) throw invalid(`limit must be from 1 to ${pageMax}.`);
    if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined) {
      throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
    }
    const found = resources
      .find('logGroup', 'owner', `${caller.accountId}/${region}`)
      .filter(({ name }) => name.startsWith(prefix) && name.includes(part))
      .filter((group) => logGroupClass === undefined || group.logGroupClass === logGroupClass);
    const scope = `DescribeLogGroups ${JSON.stringify(question)}`;
    const page = takePage(found, { scope, key: ({ name }) => name, limit, token });
    if (!page) throw invalid('The specified nextToken is invalid.');
    return {
      logGroups: page.records.map(toSdkLogGroup),
      ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
    };
  },
});
