import type { Arn } from '../../model/ids.ts';
import type { Owned } from '../../model/owned.ts';

/** ARN of an EC2 resource: `arn:aws:ec2:<region>:<account>:<type>/<id>`. */
export function ec2Arn(owner: Pick<Owned, 'accountId' | 'region'>, type: string, id: string): Arn {
  return `arn:aws:ec2:${owner.region}:${owner.accountId}:${type}/${id}`;
}
