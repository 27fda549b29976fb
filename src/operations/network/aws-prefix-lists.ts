/**
 * The prefix lists of AWS's own services for gateway endpoints. Clients look them up by name, and find them as at AWS. The
 * lists have no blocks: no gateway endpoint leads there from here.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
import { createHash } from 'node:crypto';
import type { PrefixListId } from '../../model/ids.ts';

export interface AwsPrefixList {
  readonly id: PrefixListId;
  /** `com.amazonaws.<region>.s3` */
  readonly name: string;
}

/** AWS's lists of the region, by name. The ids are made from the names: each is the same in every account. */
export function awsPrefixLists(region: string): readonly AwsPrefixList[] {
  return ['dynamodb', 's3'].map((service) => {
    const name = `com.amazonaws.${region}.${service}`;
    const digits = createHash('sha256').update(name).digest('hex').slice(0, 8);
    return { id: `pl-${digits}`, name };
  });
}
