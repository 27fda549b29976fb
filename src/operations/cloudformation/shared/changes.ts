/** What it takes to make a stack what a request wants it to be. */
import type { Change } from '@aws-sdk/client-cloudformation';
import { checkImport } from '../../../cloudformation/changes/check-import.ts';
import { computeChanges, isEmpty } from '../../../cloudformation/changes/compute-changes.ts';
import type { DeployedResource, StackVersion } from '../../../cloudformation/changes/versions.ts';
import {
  deployedLookups,
  factsOf,
  parametersOf,
  templateText,
} from '../../../cloudformation/engine/language.ts';
import { isOver } from '../../../cloudformation/engine/removal.ts';
import { schemaOf } from '../../../cloudformation/schema-of.ts';
import { readTemplate } from '../../../cloudformation/template/read-template.ts';
import type { Template } from '../../../cloudformation/template.ts';
import type { Stack, StackDefinition } from '../../../model/stack-resources.ts';
import type { OperationContext } from '../../operation.ts';
import type { Defined } from './definition.ts';
import { isThere } from './existing.ts';

export interface StackChanges {
  /** As DescribeChangeSet shows them, with values. */
  readonly changes: readonly Change[];
  /** Whether there is anything to do. */
  readonly isChanged: boolean;
  /** What is taken over, physical ids by logical id; left out when nothing is. */
  readonly imported?: Readonly<Record<string, string>>;
}

export interface ImportOptions {
  /** Physical ids by logical id, of a change set that imports and does nothing else. */
  readonly imported?: Readonly<Record<string, string>>;
  /** Whether to find out by itself what is there already. */
  readonly importExistingResources?: boolean;
}

/**
 * @throws ServiceError ValidationError when the template cannot be computed, or an import does something else besides
 */
export function changesOf(
  context: OperationContext,
  stack: Stack,
  { definition, template }: Pick<Defined, 'definition' | 'template'>,
  { imported, importExistingResources = false }: ImportOptions = {},
): StackChanges {
  const { resources } = context;
  const before = formerVersion(context, stack);
  const found = computeChanges({
    ...(before && { before }),
    after: versionOf(stack, definition, template),
    deployed: deployedIn(context, stack),
    lookups: deployedLookups(resources, stack, context.ask),
    schemaOf,
    ...(imported && { imports: new Map(Object.entries(imported)) }),
    ...(importExistingResources && {
      isThere: (named) => isThere(context, { ...stack, definition }, named),
    }),
  });
  if (imported !== undefined) checkImport(template, Object.keys(imported), found);
  const { notificationArns, roleArn } = stack.definition;
  const isRetold =
    JSON.stringify(notificationArns) !== JSON.stringify(definition.notificationArns) ||
    roleArn !== definition.roleArn;
  const taken = found.resources.flatMap(
    ({ Action, LogicalResourceId: id, PhysicalResourceId: physicalId }) =>
      Action === 'Import' && physicalId !== undefined ? [[id, physicalId] as const] : [],
  );
  return {
    ...(taken.length > 0 && { imported: Object.fromEntries(taken) }),
    // They are spelt as the SDK spells them.
    changes: found.resources.map(
      (change) => ({ Type: 'Resource', ResourceChange: change }) as unknown as Change,
    ),
    isChanged: !isEmpty(found) || isRetold,
  };
}

function formerVersion({ resources }: OperationContext, stack: Stack): StackVersion | undefined {
  if (stack.status === 'REVIEW_IN_PROGRESS') return undefined;
  const { definition } = stack;
  return versionOf(stack, definition, readTemplate(templateText(resources, definition)));
}

function versionOf(stack: Stack, definition: StackDefinition, template: Template): StackVersion {
  return {
    template,
    parameters: parametersOf(definition),
    stack: factsOf({ ...stack, definition }),
    tags: Object.fromEntries(definition.tags.map(({ key, value }) => [key, value])),
  };
}

function deployedIn({ resources }: OperationContext, { id }: Stack): ReadonlyMap<string, DeployedResource> {
  const records = resources.find('stackResource', 'stack', id).filter((record) => !isOver(record));
  return new Map(
    records.flatMap(({ logicalId, current }) =>
      current === undefined
        ? []
        : [[logicalId, { type: current.type, physicalId: current.physicalId }] as const],
    ),
  );
}
