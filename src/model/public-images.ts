/**
 * Names under which AWS and others publish images of Linux in the Parameter Store, as templates ask for them. There is one
 * image here, so each is that one.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 */
import { hostImageId } from './host-image.ts';

const names: readonly RegExp[] = [
  /^ami-amazon-linux-latest\/al2023-ami-(?:minimal-)?kernel-(?:default|6\.1|6\.12)-(?:x86_64|arm64)$/,
  /^ami-amazon-linux-latest\/amzn2-ami-(?:kernel-5\.10-)?hvm-(?:x86_64|arm64)-(?:gp2|ebs)$/,
  /^ami-amazon-linux-latest\/amzn2-ami-minimal-hvm-(?:x86_64|arm64)-ebs$/,
  /^canonical\/ubuntu\/server\/(?:2[0-9]\.04|focal|jammy|noble)\/stable\/current\/(?:amd64|arm64)\/hvm\/ebs-gp[23]\/ami-id$/,
  /^debian\/release\/1[0-9]\/latest\/(?:amd64|arm64)$/,
];

const root = '/aws/service/';

/** Whether the name is of those that no account has and all can read. */
export function isPublicParameter(name: string): boolean {
  return name.startsWith(root);
}

/** The image that such a name stands for: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64`. */
export function publicImage(name: string): string | undefined {
  const rest = isPublicParameter(name) ? name.slice(root.length) : '';
  return names.some((each) => each.test(rest)) ? hostImageId : undefined;
}
