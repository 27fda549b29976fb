import type {
  DescribeVpcEndpointConnectionNotificationsRequest,
  DescribeVpcEndpointConnectionNotificationsResult,
} from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import type { ConnectionNotification } from '../../model/connection-notification.ts';
import { stateOf, toConnectionNotification } from '../endpoints/connection-notifications.ts';
import { operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/**
 * The caller's connection notifications.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointConnectionNotifications.html
 */
export const DescribeVpcEndpointConnectionNotifications = operation<
  DescribeVpcEndpointConnectionNotificationsRequest,
  DescribeVpcEndpointConnectionNotificationsResult
>({
  service: 'ec2',
  name: 'DescribeVpcEndpointConnectionNotifications',
  access: 'read',
  honours: ['ConnectionNotificationId', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const { ConnectionNotificationId: id } = input;
    const selected = selectOwned(context, 'connectionNotification', id === undefined ? [] : [id]);
    const matching = matchFilters(selected, input.Filters, filtersFor(context.resources));
    const { records, nextToken } = paginate(matching, input, {
      operation: 'DescribeVpcEndpointConnectionNotifications',
      key: (notification) => notification.id,
      clamp: true,
    });
    return {
      ConnectionNotificationSet: records.map((each) => toConnectionNotification(context.resources, each)),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
});

function filtersFor(resources: Reader): FilterTable<ConnectionNotification> {
  return {
    fields: {
      'connection-notification-arn': ({ topicArn }) => topicArn,
      'connection-notification-id': ({ id }) => id,
      'connection-notification-state': (notification) => stateOf(resources, notification),
      'connection-notification-type': () => 'Topic',
      'service-id': ({ serviceId }) => serviceId,
      'vpc-endpoint-id': ({ endpointId }) => endpointId,
    },
    unknownCode: 'InvalidFilter',
  };
}
