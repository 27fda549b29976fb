import { ServiceError } from '../../model/errors.ts';

/** The refusal of whatever would make a network ACL hold something back: nothing would enforce it. */
export function aclsAreFixed(): ServiceError {
  const message =
    'Postern does not enforce network ACLs, so each VPC keeps its default one, which lets everything pass. Use security groups.';
  return new ServiceError('UnsupportedOperation', message);
}
