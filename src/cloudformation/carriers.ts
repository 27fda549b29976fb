import { references } from './template/references.ts';
import type { Template } from './template.ts';

const functionType = 'AWS::Lambda::Function';

/** Custom resources that are carried out without the function behind them. */
const carried = ['Custom::AWS', 'Custom::VpcRestrictDefaultSG'];

/**
 * Functions that are there for anything but custom resources that are carried out without them, a sentence each.
 */
export function refusedFunctions(template: Template): readonly string[] {
  return [...template.resources].flatMap(([logicalId, { type }]) => {
    if (type !== functionType) return [];
    const users = usersOf(template, logicalId);
    const other = users.find((user) => !carried.includes(template.resources.get(user)?.type ?? ''));
    if (users.length > 0 && other === undefined) return [];
    const reason =
      other === undefined ? 'nothing in the template uses it' : `${other} uses it, and is of another type`;
    return [
      `${logicalId}: functions do not run here. A function may only be behind custom resources of the types ${carried.join(' and ')}, which are carried out without it; ${reason}.`,
    ];
  });
}

function usersOf(template: Template, functionId: string): readonly string[] {
  const refers = (json: Parameters<typeof references>[0]) =>
    references(json, 'Resources').some(
      (reference) =>
        (reference.kind === 'ref' || reference.kind === 'attribute') && reference.name === functionId,
    );
  return [...template.resources].flatMap(([logicalId, { properties }]) =>
    refers(properties) ? [logicalId] : [],
  );
}
