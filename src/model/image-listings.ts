/**
 * The names under which the one image is found by those who look for an image by name, owner and architecture, as
 * `MachineImage.lookup` of the CDK and `aws_ami` of Terraform do. Each is that image: RunInstances takes its id.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/finding-an-ami.html
 */
import { hostImageId } from './host-image.ts';

export interface ImageListing {
  readonly imageId: string;
  readonly name: string;
  readonly description: string;
  /** Who publishes images of such a name on AWS. */
  readonly ownerId: string;
  readonly ownerAlias?: 'amazon';
  readonly architecture: 'x86_64' | 'arm64';
}

const amazon = { ownerId: '137112412989', ownerAlias: 'amazon' } as const;
const canonical = { ownerId: '099720109477' } as const;
const debian = { ownerId: '136693071363' } as const;

/** `ARCH` stands for either, as the publisher writes it. */
const published: readonly (readonly [
  owner: Pick<ImageListing, 'ownerId' | 'ownerAlias'>,
  name: string,
  words: readonly [x86: string, arm: string],
])[] = [
  [amazon, 'al2023-ami-2023.0.0-kernel-6.1-ARCH', ['x86_64', 'arm64']],
  [amazon, 'al2023-ami-minimal-2023.0.0-kernel-6.1-ARCH', ['x86_64', 'arm64']],
  [amazon, 'amzn2-ami-hvm-2.0.0-ARCH-gp2', ['x86_64', 'arm64']],
  [amazon, 'amzn2-ami-kernel-5.10-hvm-2.0.0-ARCH-gp2', ['x86_64', 'arm64']],
  [canonical, 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-ARCH-server-0', ['amd64', 'arm64']],
  [canonical, 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-ARCH-server-0', ['amd64', 'arm64']],
  [debian, 'debian-12-ARCH-0', ['amd64', 'arm64']],
];

/** This machine's own name of it first; it has no other content under any other. */
export const imageListings: readonly ImageListing[] = [
  listing(amazon, 'postern-host', 'x86_64'),
  ...published.flatMap(([owner, name, [x86, arm]]) => [
    listing(owner, name.replace('ARCH', x86), 'x86_64'),
    listing(owner, name.replace('ARCH', arm), 'arm64'),
  ]),
];

function listing(
  owner: Pick<ImageListing, 'ownerId' | 'ownerAlias'>,
  name: string,
  architecture: ImageListing['architecture'],
): ImageListing {
  const description = "This machine's own file system, read-only, whatever its name";
  return { imageId: hostImageId, name, description, ...owner, architecture };
}
