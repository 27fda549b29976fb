/** Stacks for tests of changes: whatever a template says is deployed, with ids made from logical ids. */

import { openScope } from '../../template/open-scope.ts';
import { takeParameters } from '../../template/parameters.ts';
import { readTemplate } from '../../template/read-template.ts';
import { includedResources } from '../../template/scope.ts';
import { facts, lookups, outside } from '../../template/testing/scope.ts';
import type { ResourceChange } from '../change.ts';
import type { ChangeRequest, DeployedResource, StackVersion } from '../versions.ts';
import { schemaOf } from './schemas.ts';

export function version(
  text: string,
  parameters: Readonly<Record<string, string>> = {},
  tags: Readonly<Record<string, string>> = {},
): StackVersion {
  const template = readTemplate(text);
  const given = Object.entries(parameters).map(([key, value]) => ({ key, value }));
  return { template, parameters: takeParameters(template, given, outside), stack: facts, tags };
}

/** The resources of a version as if all of them had been made. */
export function deployed({
  template,
  parameters,
  stack,
}: StackVersion): ReadonlyMap<string, DeployedResource> {
  const scope = openScope(template, parameters, stack, lookups);
  return new Map(
    includedResources(scope).map((id) => [
      id,
      { type: template.resources.get(id)?.type ?? '', physicalId: lookups.ref(id).toString() },
    ]),
  );
}

export function request(before: StackVersion | undefined, after: StackVersion): ChangeRequest {
  const there = before === undefined ? new Map<string, DeployedResource>() : deployed(before);
  return { after, deployed: there, lookups, schemaOf, ...(before === undefined ? {} : { before }) };
}

/** One line for each change and each of its details. */
export function printed(changes: readonly ResourceChange[]): string {
  return changes.map(lines).join('');
}

function lines(change: ResourceChange): string {
  const { Action, LogicalResourceId, PhysicalResourceId, ResourceType, Replacement, PolicyAction, Scope } =
    change;
  const head = [
    `${Action} ${LogicalResourceId} ${PhysicalResourceId ?? '-'} ${ResourceType}`,
    ...(Replacement === undefined ? [] : [`Replacement ${Replacement}`]),
    ...(PolicyAction === undefined ? [] : [PolicyAction]),
    ...(Scope.length === 0 ? [] : [`[${Scope.join(' ')}]`]),
  ].join(', ');
  const details = change.Details.map((detail) => {
    const { Target, Evaluation, ChangeSource } = detail;
    const cause = 'CausingEntity' in detail ? `${ChangeSource} ${detail.CausingEntity}` : ChangeSource;
    const values = [Target.AttributeChangeType, Target.BeforeValue, Target.AfterValue].map(
      (value) => value ?? '-',
    );
    const where = [Target.Attribute, Target.Name ?? '-', Target.RequiresRecreation, Target.Path ?? '-'].join(
      ' ',
    );
    return `  ${where}\n    ${Evaluation} ${cause}\n    ${values.join(' | ')}\n`;
  });
  return `${head}\n${details.join('')}`;
}
