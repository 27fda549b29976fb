import type {
  DescribeIamInstanceProfileAssociationsRequest,
  DescribeIamInstanceProfileAssociationsResult,
} from '@aws-sdk/client-ec2';
import {
  profileAssociationId,
  profiledInstances,
  requireProfileAssociation,
  toSdkProfileAssociation,
} from '../network/profile-associations.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeIamInstanceProfileAssociations.html */
export const DescribeIamInstanceProfileAssociations = operation<
  DescribeIamInstanceProfileAssociationsRequest,
  DescribeIamInstanceProfileAssociationsResult
>({
  service: 'ec2',
  name: 'DescribeIamInstanceProfileAssociations',
  access: 'read',
  honours: ['AssociationIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const ids = input.AssociationIds;
    const found =
      ids === undefined
        ? profiledInstances(context)
        : ids.map((id) => requireProfileAssociation(context, id));
    const matching = matchFilters(found, input.Filters, {
      fields: { 'instance-id': ({ id }) => id, state: () => 'associated' },
    });
    const page = paginate(matching, input, {
      operation: 'DescribeIamInstanceProfileAssociations',
      key: ({ id }) => profileAssociationId(id),
      ids: { parameter: 'AssociationIds', given: ids },
    });
    return {
      IamInstanceProfileAssociations: page.records.map((instance) =>
        toSdkProfileAssociation(instance, 'associated'),
      ),
      NextToken: page.nextToken,
    };
  },
});
