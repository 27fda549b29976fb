import type { Reader } from '../../model/access.ts';
import type { RouteTable } from '../../model/network-resources.ts';
import type { SecurityGroup } from '../../model/resources.ts';

/** The security groups and route tables that refer to a prefix list. */
export function prefixListUsers(
  resources: Reader,
  prefixListId: string,
): readonly (SecurityGroup | RouteTable)[] {
  return [
    ...resources.find('securityGroup', 'prefixList', prefixListId),
    ...resources.find('routeTable', 'destination', prefixListId),
  ];
}
