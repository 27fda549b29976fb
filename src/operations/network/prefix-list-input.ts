import { ServiceError } from '../../model/errors.ts';
import type { PrefixList, PrefixListEntry } from '../../model/network-resources.ts';
import type { OperationContext } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';
import { awsPrefixLists } from './aws-prefix-lists.ts';
import { checkRuleCount } from './rule-count.ts';

/** @throws ServiceError `InvalidParameterValue` */
export function checkPrefixListName(name: string): string {
  const refuse = (why: string) =>
    new ServiceError(
      'InvalidParameterValue',
      `Value (${name}) for parameter PrefixListName is invalid. ${why}.`,
    );
  if (name === '' || name.length > 255) throw refuse('It has 1 to 255 characters');
  if (name.startsWith('com.amazonaws')) throw refuse("Names that start with 'com.amazonaws' are AWS's");
  return name;
}

/** @throws ServiceError `InvalidParameterValue` */
export function checkMaxEntries(count: number): number {
  if (count >= 1 && count <= 1000) return count;
  const message = `Value (${count}) for parameter MaxEntries is invalid. It is 1 to 1000.`;
  throw new ServiceError('InvalidParameterValue', message);
}

/**
 * The caller's list with this id.
 * @throws ServiceError of `requireOwned`, `OperationNotPermitted` for one of AWS's
 */
export function requireOwnList(context: OperationContext, id: string): PrefixList {
  if (awsPrefixLists(context.region).some((list) => list.id === id)) {
    const message = `The prefix list '${id}' is AWS's and cannot be changed.`;
    throw new ServiceError('OperationNotPermitted', message);
  }
  return requireOwned(context, 'prefixList', id);
}

/** @throws ServiceError `PrefixListVersionMismatch` when the list has another version than the request says */
export function checkVersion(list: PrefixList, current: number | undefined): void {
  if (current === undefined || current === list.version) return;
  const message = `The prefix list has the incorrect version number: it is at ${list.version}, not ${current}.`;
  throw new ServiceError('PrefixListVersionMismatch', message);
}

/** The entries of one of the list's versions. @throws ServiceError `InvalidPrefixListVersion` */
export function entriesOfVersion(list: PrefixList, version: number): readonly PrefixListEntry[] {
  if (version === list.version) return list.entries;
  const earlier = list.history.find((one) => one.version === version);
  if (earlier) return earlier.entries;
  const message = `The prefix list ${list.id} has no version ${version}. It is at ${list.version}.`;
  throw new ServiceError('InvalidPrefixListVersion', message);
}

/** Versions that are kept besides the current one. */
const historyMax = 100;

/** The list with other entries, as its next version. */
export function nextVersion(
  list: PrefixList,
  entries: readonly PrefixListEntry[],
  state: PrefixList['state'],
): PrefixList {
  const history = [...list.history, { version: list.version, entries: list.entries }];
  return { ...list, entries, state, version: list.version + 1, history: history.slice(-historyMax) };
}

/**
 * Writes a list that was changed.
 * @throws ServiceError `RulesPerSecurityGroupLimitExceeded` when a group that refers to it would count too many rules
 */
export function putPrefixList(context: OperationContext, list: PrefixList): void {
  const { resources } = context;
  resources.put('prefixList', list);
  for (const { id } of resources.find('securityGroup', 'prefixList', list.id)) {
    const group = resources.get('securityGroup', id);
    if (group) checkRuleCount(context, group.rules);
  }
}
