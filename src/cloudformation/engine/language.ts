/** What a stack is to become, by the language of templates. */
import type { Reader } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Stack, StackDefinition, StackOutput } from '../../model/stack-resources.ts';
import { zonesOf } from '../../model/zones.ts';
import type { Attributes, CallApi } from '../resource-type.ts';
import { newBudget } from '../template/budget.ts';
import { decided } from '../template/decide.ts';
import { evaluateOutputs, evaluateProperties, knownProperties } from '../template/evaluate.ts';
import { dependencyGraph } from '../template/graph.ts';
import { openScope } from '../template/open-scope.ts';
import type { StackParameters } from '../template/parameters.ts';
import { readTemplate } from '../template/read-template.ts';
import {
  includedResources,
  type Lookups,
  type OutsideLookups,
  type Scope,
  type StackFacts,
} from '../template/scope.ts';
import { Unknown, type Value } from '../template/value.ts';
import type { Template } from '../template.ts';
import { exportId } from './exports.ts';
import { recordId } from './records.ts';
import { attributesIn } from './step.ts';
import type { Target } from './target.ts';
import type { OpenTarget, PreparedTarget } from './targets.ts';

/** Opens targets by the texts of templates that are kept with stacks. */
export const openTarget: OpenTarget = {
  read: (resources, stack) => prepare(stack, readTemplate(templateText(resources, stack.definition))),
};

/** The text of a template that is kept. */
export function templateText(resources: Reader, { template }: StackDefinition): string {
  const record = resources.get('stackTemplate', template);
  if (record === undefined) throw new Error(`the template ${template} is not there`);
  return record.text;
}

/** The names of exports that the stack's template asks for. @throws ServiceError ValidationError when there is none of a name */
export function importNames(resources: Reader, stack: Stack): readonly string[] {
  return openTarget.read(resources, stack).at(resources, nobody).imports();
}

/** Where what parameters of the store hold makes no difference. */
function nobody(): Record<string, unknown> {
  return { Parameter: { Value: '' } };
}

/** What a stack's parameters are, for the language. */
export function parametersOf({ parameters }: StackDefinition): StackParameters {
  return new Map(
    parameters.map(({ key, value, resolved }) => [
      key,
      { value, ...(resolved !== undefined && { resolvedValue: resolved }) },
    ]),
  );
}

/** What of a stack its expressions depend on. */
export type Made = Pick<Stack, 'accountId' | 'region' | 'name' | 'id' | 'definition'>;

export function factsOf({ accountId, region, name, id, definition }: Made): StackFacts {
  return {
    accountId,
    region,
    partition: 'aws',
    urlSuffix: 'amazonaws.com',
    stackName: name,
    stackId: id,
    notificationArns: definition.notificationArns,
  };
}

/** @param asked told of every export that is asked for */
export function outsideLookups(
  resources: Reader,
  owner: Pick<Stack, 'accountId' | 'region'>,
  call: CallApi,
  asked: (name: string) => void = () => {},
): OutsideLookups {
  return {
    importValue: (name) => {
      asked(name);
      const found = resources.get('stackExport', exportId(owner, name));
      if (found === undefined) throw new ServiceError('ValidationError', `No export named ${name} found.`);
      return found.value;
    },
    storedParameter: (name, version) =>
      storedParameter(call, version === undefined ? name : `${name}:${version}`),
    zones: (region) => zonesOf(region).map(({ name }) => name),
  };
}

/**
 * @returns undefined when it is not there
 * @throws ServiceError ValidationError for a secret one: everything that a stack has shows it
 */
export function storedParameter(call: CallApi, name: string): string | undefined {
  try {
    const { Parameter: found } = call('ssm', 'GetParameter', { Name: name });
    const { Type, Value } = (found ?? {}) as { readonly Type?: unknown; readonly Value?: unknown };
    if (Type === 'SecureString') throw secure(name);
    return typeof Value === 'string' ? Value : undefined;
  } catch (error) {
    if (error instanceof ServiceError && /NotFound/.test(error.code)) return undefined;
    throw error;
  }
}

function secure(name: string): ServiceError {
  const message = `Parameters [${name}] referenced by template have types not supported by CloudFormation.`;
  return new ServiceError('ValidationError', message);
}

/**
 * What the stack's conditions leave of a template.
 * @throws ServiceError ValidationError when a rule does not hold
 */
export function decidedTemplate(template: Template, stack: Made): Template {
  const { conditions } = openScope(template, parametersOf(stack.definition), factsOf(stack), nothing);
  return decided(template, conditions);
}

/** Conditions and rules need nothing from outside. */
const nothing: Lookups = {
  importValue: () => new Unknown(),
  storedParameter: () => undefined,
  zones: (region) => zonesOf(region).map(({ name }) => name),
  ref: () => new Unknown(),
  attribute: () => new Unknown(),
};

function prepare(stack: Stack, template: Template): PreparedTarget {
  const scope = openScope(template, parametersOf(stack.definition), factsOf(stack), nothing);
  const graph = dependencyGraph(scope);
  return {
    at: (resources, call) => {
      const names = new Set<string>();
      const outside = outsideLookups(resources, stack, call, (name) => names.add(name));
      const there = inside(resources, stack);
      const lookups = { ...outside, ref: there.ref };
      const budget = newBudget();
      return {
        ...targetOf({ ...scope, budget, lookups: { ...lookups, attribute: there.attribute } }, graph),
        imports: () => {
          everything({ ...scope, budget, lookups: { ...lookups, attribute: there.early } });
          return [...names];
        },
      };
    },
  };
}

/**
 * What is there and around it, for what is computed before anything is done. An export that is not there is an error; an
 * attribute that a resource has not may be one that it will have when it has changed.
 */
export function deployedLookups(resources: Reader, stack: Stack, call: CallApi = nobody): Lookups {
  const { ref, early: attribute } = inside(resources, stack);
  return { ...outsideLookups(resources, stack, call), ref, attribute };
}

interface Inside extends Pick<Lookups, 'ref' | 'attribute'> {
  /** The attribute while its resource may still change: unknown when there is none of the name. */
  readonly early: Lookups['attribute'];
}

/** Resources of the stack as they are now. */
function inside(resources: Reader, { id }: Stack): Inside {
  const current = (logicalId: string) => resources.get('stackResource', recordId(id, logicalId))?.current;
  const known = (logicalId: string, name: string) => {
    const found = current(logicalId);
    return found === undefined ? new Unknown() : attributeIn(attributesIn(found.attributes), name);
  };
  return {
    ref: (logicalId) => current(logicalId)?.physicalId ?? new Unknown(),
    early: (logicalId, name) => known(logicalId, name) ?? new Unknown(),
    attribute: (logicalId, name) => {
      const value = known(logicalId, name);
      if (value !== undefined) return value;
      const message = `Template error: the attribute ${name} of resource ${logicalId} does not exist`;
      throw new ServiceError('ValidationError', message);
    },
  };
}

function attributeIn(attributes: Attributes, name: string): Value | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

function targetOf(scope: Scope, graph: ReadonlyMap<string, ReadonlySet<string>>): Omit<Target, 'imports'> {
  const { template } = scope;
  const declaration = (logicalId: string) => {
    const found = template.resources.get(logicalId);
    if (found === undefined) throw new Error(`the template has no resource ${logicalId}`);
    return found;
  };
  const dependencies = (logicalId: string) => [...(graph.get(logicalId) ?? [])];
  return {
    included: includedResources(scope),
    declaration,
    dependencies,
    placement: (logicalId) => {
      const { deletionPolicy, updateReplacePolicy, metadata } = declaration(logicalId);
      return {
        dependsOn: dependencies(logicalId),
        deletionPolicy,
        updateReplacePolicy,
        ...(metadata !== undefined && { metadata: JSON.stringify(metadata) }),
      };
    },
    properties: (logicalId) => knownProperties(scope, logicalId),
    outputs: () => evaluateOutputs(scope).map(known),
  };
}

/** Computes all that asks for something outside. */
function everything(scope: Scope): void {
  for (const logicalId of includedResources(scope)) evaluateProperties(scope, logicalId);
  evaluateOutputs(scope);
}

function known({
  key,
  value,
  description,
  exportName,
}: ReturnType<typeof evaluateOutputs>[number]): StackOutput {
  if (value instanceof Unknown) throw new Error(`the output ${key} is not known yet`);
  return {
    key,
    value,
    ...(description !== undefined && { description }),
    ...(exportName !== undefined && { exportName }),
  };
}
