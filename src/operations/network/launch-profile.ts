import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { iamArn } from '../../model/iam-arns.ts';
import type { InstanceProfile } from '../../model/identity-resources.ts';
import type { Instance } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';

/**
 * The caller's instance profile that a launch or an association names, by name or by ARN.
 * @throws ServiceError `InvalidParameterCombination`, `InvalidParameterValue` when there is none
 */
export function launchProfile(
  { IamInstanceProfile: given }: Pick<RunInstancesRequest, 'IamInstanceProfile'>,
  { resources, caller }: OperationContext,
): Instance['profile'] {
  const { Name: name, Arn: arn } = given ?? {};
  if (name === undefined && arn === undefined) return undefined;
  if (name !== undefined && arn !== undefined) {
    const message =
      "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'";
    throw new ServiceError('InvalidParameterCombination', message);
  }
  const wanted = name ?? arn?.split('/').at(-1) ?? '';
  const owner = `${caller.accountId}/${wanted.toLowerCase()}`;
  const [found] = resources.find('instanceProfile', 'name', owner);
  const isIt = ({ name: its }: InstanceProfile) => its === wanted;
  if (found && isIt(found) && (arn === undefined || iamArn('instanceProfile', found) === arn))
    return { id: found.id, arn: iamArn('instanceProfile', found) };
  const [member, kind, value] = name === undefined ? ['arn', 'ARN', arn] : ['name', 'name', name];
  const message = `Value (${value}) for parameter iamInstanceProfile.${member} is invalid. Invalid IAM Instance Profile ${kind}`;
  throw new ServiceError('InvalidParameterValue', message);
}
