import type { DescribeImagesRequest, DescribeImagesResult } from '@aws-sdk/client-ec2';
import { type ImageListing, imageListings } from '../../model/image-listings.ts';
import { imageFilters, toSdkImage } from '../network/image-view.ts';
import { checkImage } from '../network/launch-input.ts';
import { type OperationContext, operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { paginate } from '../shared/pages.ts';

/**
 * The one image, once, under the first of its names that is asked for. It is public, neither deprecated nor disabled, and
 * nobody's own.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
 */
export const DescribeImages = operation<DescribeImagesRequest, DescribeImagesResult>({
  service: 'ec2',
  name: 'DescribeImages',
  access: 'read',
  honours: [
    'ImageIds',
    'Owners',
    'ExecutableUsers',
    'Filters',
    'IncludeDeprecated',
    'IncludeDisabled',
    'MaxResults',
    'NextToken',
  ],
  handle(input, context) {
    const { ImageIds = [], Owners = [], ExecutableUsers = [] } = input;
    for (const id of ImageIds) checkImage(id);
    const candidates = imageListings.filter(
      (listing) => isOwnedBy(listing, Owners, context) && isExecutableBy(ExecutableUsers),
    );
    const found = matchFilters(candidates, input.Filters, imageFilters);
    const once = [...new Map(found.toReversed().map((listing) => [listing.imageId, listing])).values()];
    const page = paginate(once, input, {
      operation: 'DescribeImages',
      key: ({ imageId }) => imageId,
      min: 1,
      ids: { parameter: 'ImageIds', given: ImageIds },
    });
    return { Images: page.records.map(toSdkImage), NextToken: page.nextToken };
  },
});

/** `self` is the caller. */
function isOwnedBy(
  { ownerId, ownerAlias }: ImageListing,
  owners: readonly string[],
  { caller }: OperationContext,
): boolean {
  if (owners.length === 0) return true;
  return owners.some((owner) => {
    const wanted = owner === 'self' ? caller.accountId : owner;
    return wanted === ownerId || wanted === ownerAlias;
  });
}

/** Everybody may launch it, and nobody was given leave by name. */
function isExecutableBy(users: readonly string[]): boolean {
  return users.length === 0 || users.includes('all');
}
