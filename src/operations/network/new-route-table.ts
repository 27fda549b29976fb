import type { Ids } from '../../model/ids.ts';
import type { RouteTable } from '../../model/network-resources.ts';
import type { Tag } from '../../model/owned.ts';
import type { Vpc } from '../../model/resources.ts';

/** A table with the local routes alone, which no subnet uses. */
export function newRouteTable(ids: Ids, vpc: Vpc, tags: readonly Tag[]): RouteTable {
  return {
    id: ids.next('rtb'),
    accountId: vpc.accountId,
    region: vpc.region,
    tags,
    vpcId: vpc.id,
    associations: [],
    routes: [],
  };
}
