import { references } from './template/references.ts';
import type { Template } from './template.ts';

const functionType = 'AWS::Lambda::Function';

/** Custom resources that are carried out without the function behind them. */
const carried = ['Custom::AWS', 'Custom::VpcRestrictDefaultSG'];

/**
 * Functions that are there for anything but custom resources that are carried out without them, a sentence each.
 */
export function refusedFunctions(template: Template): readonly string[] {
  const users = usersByName(template);
  return [...template.resources].flatMap(([logicalId, { type }]) => {
    if (type !== functionType) return [];
    const own = [...(users.get(logicalId) ?? [])];
    const other = own.find((user) => !carried.includes(template.resources.get(user)?.type ?? ''));
    if (own.length > 0 && other === undefined) return [];
    const reason =
      other === undefined ? 'nothing in the template uses it' : `${other} uses it, and is of another type`;
    return [
      `${logicalId}: functions do not run here. A function may only be behind custom resources of the types ${carried.join(' and ')}, which are carried out without it; ${reason}.`,
    ];
  });
}

/** Which resources refer to what, by the name that they refer to. */
function usersByName(template: Template): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  for (const [logicalId, { properties }] of template.resources)
    for (const reference of references(properties, 'Resources')) {
      if (reference.kind !== 'ref' && reference.kind !== 'attribute') continue;
      users.set(reference.name, (users.get(reference.name) ?? new Set()).add(logicalId));
    }
  return users;
}
