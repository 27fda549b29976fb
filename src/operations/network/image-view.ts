import type { Image } from '@aws-sdk/client-ec2';
import type { ImageListing } from '../../model/image-listings.ts';
import type { FilterTable } from '../shared/filters.ts';

/** Images must have one, by which clients choose the newest. */
const createdAt = '2024-01-01T00:00:00.000Z';

/** An image as EC2 answers it. */
export function toSdkImage(listing: ImageListing): Image {
  return {
    ImageId: listing.imageId,
    Name: listing.name,
    Description: listing.description,
    ImageLocation: `${listing.ownerAlias ?? listing.ownerId}/${listing.name}`,
    OwnerId: listing.ownerId,
    ...(listing.ownerAlias && { ImageOwnerAlias: listing.ownerAlias }),
    Architecture: listing.architecture,
    CreationDate: createdAt,
    State: 'available',
    Public: true,
    ImageType: 'machine',
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    RootDeviceName: '/dev/xvda',
    RootDeviceType: 'ebs',
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    EnaSupport: true,
    BlockDeviceMappings: [],
    ProductCodes: [],
    Tags: [],
  };
}

const shown = (of: (image: Image) => string | boolean | undefined) => (listing: ImageListing) =>
  of(toSdkImage(listing));

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html */
export const imageFilters: FilterTable<ImageListing> = {
  fields: {
    architecture: (listing) => listing.architecture,
    'creation-date': () => createdAt,
    description: (listing) => listing.description,
    'ena-support': shown((image) => image.EnaSupport),
    hypervisor: shown((image) => image.Hypervisor),
    'image-id': (listing) => listing.imageId,
    'image-type': shown((image) => image.ImageType),
    'is-public': shown((image) => image.Public),
    'manifest-location': shown((image) => image.ImageLocation),
    name: (listing) => listing.name,
    'owner-alias': (listing) => listing.ownerAlias,
    'owner-id': (listing) => listing.ownerId,
    'root-device-name': shown((image) => image.RootDeviceName),
    'root-device-type': shown((image) => image.RootDeviceType),
    state: shown((image) => image.State),
    'virtualization-type': shown((image) => image.VirtualizationType),
    // What the image does not have.
    ...Object.fromEntries(
      [
        'block-device-mapping.delete-on-termination',
        'block-device-mapping.device-name',
        'block-device-mapping.encrypted',
        'block-device-mapping.snapshot-id',
        'block-device-mapping.volume-size',
        'block-device-mapping.volume-type',
        'kernel-id',
        'platform',
        'product-code',
        'product-code.type',
        'ramdisk-id',
        'source-instance-id',
        'sriov-net-support',
        'state-reason-code',
        'state-reason-message',
      ].map((name) => [name, () => undefined]),
    ),
  },
  tags: () => [],
};
