import type { DescribeInstancesRequest, DescribeInstancesResult } from '@aws-sdk/client-ec2';
import { instanceFilters } from '../network/instance-filters.ts';
import { toReservations } from '../network/instance-view.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
export const DescribeInstances = operation<DescribeInstancesRequest, DescribeInstancesResult>({
  service: 'ec2',
  name: 'DescribeInstances',
  access: 'read',
  honours: ['InstanceIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const { resources } = context;
    const owned = selectOwned(context, 'instance', input.InstanceIds);
    const page = paginate(matchFilters(owned, input.Filters, instanceFilters(resources)), input, {
      operation: 'DescribeInstances',
      key: (instance) => `${instance.reservationId}/${instance.id}`,
      ids: { parameter: 'InstanceIds', given: input.InstanceIds },
    });
    return { Reservations: toReservations(resources, page.records), NextToken: page.nextToken };
  },
});
