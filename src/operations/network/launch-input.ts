import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { hostImageId } from '../../model/host-image.ts';

/** Where an instance's one interface goes, in whichever of the two forms the request states it. */
export interface LaunchPlace {
  /** The default one when left out. */
  readonly subnetId: string | undefined;
  readonly address: string | undefined;
  readonly groupIds: readonly string[];
  /** Groups of the default VPC, which alone can be named. */
  readonly groupNames: readonly string[];
  readonly description: string;
}

/** Largest user data, decoded, bytes. */
const userDataBytesMax = 16_384;

/** @throws ServiceError `MissingParameter`, `InvalidAMIID.Malformed`, `InvalidAMIID.NotFound` */
export function checkImage(imageId: string | undefined): string {
  if (imageId === undefined) {
    const message = `The request must contain the parameter ImageId. Use ${hostImageId}.`;
    throw new ServiceError('MissingParameter', message);
  }
  if (imageId === hostImageId) return imageId;
  if (!/^ami-[0-9a-f]{8}(?:[0-9a-f]{9})?$/.test(imageId)) {
    throw new ServiceError('InvalidAMIID.Malformed', `Invalid id: "${imageId}" (expecting "ami-...")`);
  }
  const message = `The image id '[${imageId}]' does not exist. There is one image, this machine's own file system: ${hostImageId}.`;
  throw new ServiceError('InvalidAMIID.NotFound', message);
}

/**
 * User data without the line breaks that tools put into base64: a script, which starts with `#!`.
 * @returns undefined when there is none
 * @throws ServiceError `InvalidUserData.Malformed`, `InvalidParameterValue` when it is longer than 16 KiB decoded
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
export function checkUserData(userData: string | undefined): string | undefined {
  if (userData === undefined || userData === '') return undefined;
  const text = userData.replaceAll(/\s/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw new ServiceError('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.');
  }
  const decoded = Buffer.from(text, 'base64');
  if (decoded.length > userDataBytesMax) {
    throw new ServiceError('InvalidParameterValue', `User data is limited to ${userDataBytesMax} bytes`);
  }
  if (!decoded.subarray(0, 2).equals(Buffer.from('#!'))) {
    const message = "User data must be a script: its first line starts with '#!', as in '#!/bin/sh'.";
    throw new ServiceError('InvalidUserData.Malformed', message);
  }
  return text;
}

/**
 * Options that clients state with the one value that holds here.
 * @throws ServiceError `UnsupportedOperation` for another
 */
export function checkOptions({ CreditSpecification, HibernationOptions }: RunInstancesRequest): void {
  if (HibernationOptions?.Configured === true) {
    throw new ServiceError('UnsupportedOperation', 'Nothing hibernates here: Configured must be false.');
  }
  const credits = CreditSpecification?.CpuCredits;
  if (credits === undefined || credits === 'unlimited') return;
  const message = 'No instance runs out of processor time here: CpuCredits must be unlimited.';
  throw new ServiceError('UnsupportedOperation', message);
}

/** @throws ServiceError `MissingParameter`, `InvalidParameterCombination`, `InvalidParameterValue`, `UnsupportedOperation` */
export function launchPlace(input: RunInstancesRequest): LaunchPlace {
  if (input.NetworkInterfaces?.length) return placeOfInterface(input);
  const { SubnetId: subnetId, PrivateIpAddress: address, SecurityGroupIds: groupIds = [] } = input;
  const groupNames = input.SecurityGroups ?? [];
  if (groupNames.length > 0 && subnetId !== undefined) {
    const message = 'The parameter groupName cannot be used with the parameter subnet';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  return { subnetId, address, groupIds, groupNames, description: '' };
}

function placeOfInterface(input: RunInstancesRequest): LaunchPlace {
  const [first, ...others] = input.NetworkInterfaces ?? [];
  refuseBothForms(input);
  if (others.length > 0 || (first?.DeviceIndex ?? 0) !== 0) {
    const message = 'An instance has one network interface here, with DeviceIndex 0.';
    throw new ServiceError('UnsupportedOperation', message);
  }
  if (first?.AssociatePublicIpAddress === true) {
    const message = 'Nothing has a public address here: AssociatePublicIpAddress must be false.';
    throw new ServiceError('UnsupportedOperation', message);
  }
  if (first?.DeleteOnTermination === false) {
    const message = 'An interface goes with its instance here: DeleteOnTermination must be true.';
    throw new ServiceError('UnsupportedOperation', message);
  }
  return {
    subnetId: first?.SubnetId,
    address: first?.PrivateIpAddress,
    groupIds: first?.Groups ?? [],
    groupNames: [],
    description: first?.Description ?? '',
  };
}

function refuseBothForms(input: RunInstancesRequest): void {
  const instanceLevel: readonly [boolean, string][] = [
    [input.SubnetId !== undefined, 'subnet ID'],
    [input.PrivateIpAddress !== undefined, 'private IP address'],
    [Boolean(input.SecurityGroupIds?.length || input.SecurityGroups?.length), 'security groups'],
  ];
  for (const [given, what] of instanceLevel) {
    if (!given) continue;
    const message = `Network interfaces and an instance-level ${what} may not be specified on the same request`;
    throw new ServiceError('InvalidParameterCombination', message);
  }
}
