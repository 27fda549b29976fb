import { trustsService } from '../../../policy/service-trust.ts';
import type { OperationContext } from '../../operation.ts';
import { validationError } from './errors.ts';

/** @throws ServiceError ValidationError unless it is a role of the account's that trusts CloudFormation */
export function checkServiceRole({ resources, caller }: OperationContext, arn: string): void {
  const [, accountId, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  const role =
    name === undefined || accountId !== caller.accountId
      ? undefined
      : resources.find('role', 'name', `${accountId}/${name.toLowerCase()}`)[0];
  if (role === undefined || !trustsService(role.trustPolicy, arn, 'cloudformation.amazonaws.com'))
    throw validationError(`Role ${arn.slice(0, 300)} is invalid or cannot be assumed`);
}
