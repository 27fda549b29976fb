import { validationError } from '../template/errors.ts';
import { evaluateOutputs, evaluateProperties } from '../template/evaluate.ts';
import { dependencyGraph } from '../template/graph.ts';
import { openScope } from '../template/open-scope.ts';
import type { StackParameters } from '../template/parameters.ts';
import { includedResources, type Lookups, type Scope } from '../template/scope.ts';
import { isKnown, shown, Unknown } from '../template/value.ts';
import type { ChangeDetail, PolicyAction, ResourceChange } from './change.ts';
import { isSame } from './differences.ts';
import { foundThere } from './found-there.ts';
import { resourceDetails } from './resource-details.ts';
import type { ChangeRequest, Comparison, Fate, StackVersion } from './versions.ts';

export interface Changes {
  /** In the order of logical ids. */
  readonly resources: readonly ResourceChange[];
  readonly outputsChanged: boolean;
  readonly tagsChanged: boolean;
}

/**
 * What making the stack as its new version is takes, as a change set tells it. Resources that are equal in both versions
 * and refer to nothing that changes are left out.
 *
 * What refers to a resource that gets another physical id, or to attributes of one whose properties change, changes too:
 * `Dynamic` where it may turn out to be the same.
 * @throws ServiceError ValidationError when the new version cannot be computed or changes the type of a resource
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html
 */
export function computeChanges(request: ChangeRequest): Changes {
  const comparison = compare(request);
  const { before, after } = comparison;
  refuseOtherTypes(request, after);
  const found: ResourceChange[] = [];
  for (const id of dependencyGraph(after).keys()) {
    const change = changeOf(comparison, id);
    comparison.fates.set(id, fateOf(change));
    if (change !== undefined) found.push(change);
  }
  const included = new Set(includedResources(after));
  for (const id of request.deployed.keys()) if (!included.has(id)) found.push(removal(comparison, id));
  return {
    resources: found.sort((one, other) => (one.LogicalResourceId < other.LogicalResourceId ? -1 : 1)),
    outputsChanged: !isSame(outputsOf(before), outputsOf(after)),
    tagsChanged: !isSame(request.before?.tags ?? {}, request.after.tags),
  };
}

/** Whether there is nothing to do: no resource, output or tag of the stack changes. */
export function isEmpty({ resources, outputsChanged, tagsChanged }: Changes): boolean {
  return resources.length === 0 && !outputsChanged && !tagsChanged;
}

function compare(request: ChangeRequest): Comparison {
  const { before, after } = request;
  const fates = new Map<string, Fate>();
  const imports = new Map(request.imports);
  const now = deployedLookups(request);
  const later = laterLookups(imports, now, fates);
  return {
    request,
    fates,
    imports,
    ...(before === undefined ? {} : { before: scopeOf(before, now), shownBefore: shownScope(before, now) }),
    after: scopeOf(after, later),
    shownAfter: shownScope(after, later),
  };
}

function scopeOf({ template, parameters, stack }: StackVersion, lookups: Lookups): Scope {
  return openScope(template, parameters, stack, lookups);
}

/** Conditions and rules are those of the real values. */
function shownScope(version: StackVersion, lookups: Lookups): Scope {
  const { template, parameters } = version;
  const hidden: StackParameters = new Map(
    [...parameters].map(([key, parameter]) => [
      key,
      template.parameters.get(key)?.noEcho === true ? { value: '****' } : parameter,
    ]),
  );
  const real = scopeOf(version, lookups);
  const { parameters: texts } = openScope({ ...template, rules: new Map() }, hidden, version.stack, lookups);
  return { ...real, parameters: texts };
}

/** Of the resources that are there. */
function deployedLookups({ deployed, lookups }: ChangeRequest): Lookups {
  return {
    ...outsideOf(lookups),
    ref: (id) => (deployed.has(id) ? lookups.ref(id) : new Unknown()),
    attribute: (id, attribute) => (deployed.has(id) ? lookups.attribute(id, attribute) : new Unknown()),
  };
}

/** Of the resources as they will be, as far as that is known. */
function laterLookups(
  imports: ReadonlyMap<string, string>,
  now: Lookups,
  fates: ReadonlyMap<string, Fate>,
): Lookups {
  return {
    ...outsideOf(now),
    ref: (id) => {
      const fate = fates.get(id);
      if (fate === 'imported') return imports.get(id) ?? new Unknown();
      return fate === 'unchanged' || fate === 'changed' ? now.ref(id) : new Unknown();
    },
    attribute: (id, attribute) =>
      fates.get(id) === 'unchanged' ? now.attribute(id, attribute) : new Unknown(),
  };
}

/** The look-ups may be methods of an object of a class. */
function outsideOf(lookups: Lookups) {
  return {
    importValue: (name: string) => lookups.importValue(name),
    storedParameter: (name: string, version?: number) => lookups.storedParameter(name, version),
    zones: (region: string) => lookups.zones(region),
  };
}

function refuseOtherTypes({ deployed }: ChangeRequest, after: Scope): void {
  const others = includedResources(after).filter((id) => {
    const type = deployed.get(id)?.type;
    return type !== undefined && type !== after.template.resources.get(id)?.type;
  });
  if (others.length > 0)
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${others.join(', ')}]`,
    );
}

/** @returns undefined when the resource stays as it is */
function changeOf(comparison: Comparison, id: string): ResourceChange | undefined {
  const { request, after } = comparison;
  const resource = after.template.resources.get(id);
  if (resource === undefined) throw new Error(`the template has no resource ${id}`);
  const deployed = request.deployed.get(id);
  if (deployed === undefined) return addition(comparison, id, resource.type);
  const details = resourceDetails(comparison, id);
  const Replacement = replacementOf(details);
  const isReplaced = Replacement !== 'False';
  if (details.length === 0) return undefined;
  return {
    Action: 'Modify',
    LogicalResourceId: id,
    PhysicalResourceId: deployed.physicalId,
    ResourceType: resource.type,
    Replacement,
    ...(isReplaced ? { PolicyAction: `ReplaceAnd${resource.updateReplacePolicy}` } : {}),
    Scope: [...new Set(details.map(({ Target }) => Target.Attribute))],
    Details: details,
    ...contextOf('BeforeContext', comparison.shownBefore, id),
    ...contextOf('AfterContext', comparison.shownAfter, id),
  };
}

function addition(comparison: Comparison, id: string, type: string): ResourceChange {
  // What cannot be computed is refused before anything is made.
  const properties = evaluateProperties(comparison.after, id);
  const imported = comparison.imports.get(id) ?? foundThere(comparison, id, properties);
  if (imported !== undefined) comparison.imports.set(id, imported);
  return {
    Action: imported === undefined ? 'Add' : 'Import',
    LogicalResourceId: id,
    ...(imported === undefined ? {} : { PhysicalResourceId: imported }),
    ResourceType: type,
    Scope: [],
    Details: [],
    ...contextOf('AfterContext', comparison.shownAfter, id),
  };
}

function removal({ request, before, shownBefore }: Comparison, id: string): ResourceChange {
  const { type = '', physicalId = '' } = request.deployed.get(id) ?? {};
  const policy = before?.template.resources.get(id)?.deletionPolicy ?? 'Delete';
  const PolicyAction: PolicyAction = policy === 'RetainExceptOnCreate' ? 'Retain' : policy;
  return {
    Action: 'Remove',
    LogicalResourceId: id,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    PolicyAction,
    Scope: [],
    Details: [],
    ...contextOf('BeforeContext', shownBefore, id),
  };
}

/** The detail with the most impact decides. */
function replacementOf(details: readonly ChangeDetail[]): 'True' | 'Conditional' | 'False' {
  const impacts = details.map(({ Target, Evaluation }) => {
    if (Target.RequiresRecreation === 'Never') return 'False';
    return Target.RequiresRecreation === 'Always' && Evaluation === 'Static' ? 'True' : 'Conditional';
  });
  return (
    impacts.find((impact) => impact === 'True') ??
    impacts.find((impact) => impact === 'Conditional') ??
    'False'
  );
}

function fateOf(change: ResourceChange | undefined): Fate {
  if (change === undefined) return 'unchanged';
  if (change.Action === 'Import') return 'imported';
  if (change.Action === 'Add') return 'added';
  if (change.Replacement === 'True') return 'replaced';
  if (change.Replacement === 'Conditional') return 'perhaps replaced';
  return change.Scope.includes('Properties') ? 'changed' : 'unchanged';
}

function contextOf(name: 'BeforeContext' | 'AfterContext', scope: Scope | undefined, id: string) {
  const resource = scope?.template.resources.get(id);
  if (scope === undefined || resource === undefined || !includedResources(scope).includes(id)) return {};
  const { metadata, deletionPolicy, updateReplacePolicy } = resource;
  const context = {
    Properties: shown(evaluateProperties(scope, id)),
    ...(metadata === undefined ? {} : { Metadata: metadata }),
    ...(deletionPolicy === 'Delete' ? {} : { DeletionPolicy: deletionPolicy }),
    ...(updateReplacePolicy === 'Delete' ? {} : { UpdateReplacePolicy: updateReplacePolicy }),
  };
  return { [name]: JSON.stringify(context) };
}

/** What is not known yet is left out: it changes with the resource that tells it, which is a change itself. */
function outputsOf(scope: Scope | undefined) {
  const outputs = scope === undefined ? [] : evaluateOutputs(scope);
  return outputs.map(({ key, value, description = '', exportName = '' }) => ({
    key,
    value: isKnown(value) ? value : '',
    description,
    exportName,
  }));
}
