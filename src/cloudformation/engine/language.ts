/** What a stack is to become, by the language of templates. */
import type { Reader } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Stack, StackDefinition, StackOutput } from '../../model/stack-resources.ts';
import { zonesOf } from '../../model/zones.ts';
import type { Attributes, CallApi } from '../resource-type.ts';
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
      const lookups = { ...outside, ...inside(resources, stack) };
      return targetOf({ ...scope, lookups }, graph, names);
    },
  };
}

/** What is there and around it, for what is computed before anything is done. An export that is not there is an error. */
export function deployedLookups(resources: Reader, stack: Stack, call: CallApi = nobody): Lookups {
  return { ...outsideLookups(resources, stack, call), ...inside(resources, stack) };
}

/** Resources of the stack as they are now. */
function inside(resources: Reader, { id }: Stack): Pick<Lookups, 'ref' | 'attribute'> {
  const current = (logicalId: string) => resources.get('stackResource', recordId(id, logicalId))?.current;
  return {
    ref: (logicalId) => current(logicalId)?.physicalId ?? new Unknown(),
    attribute: (logicalId, name) => {
      const found = current(logicalId);
      if (found === undefined) return new Unknown();
      return attributeIn(attributesIn(found.attributes), logicalId, name);
    },
  };
}

function attributeIn(attributes: Attributes, logicalId: string, name: string): Value {
  const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (value !== undefined) return value;
  throw new ServiceError(
    'ValidationError',
    `Template error: the attribute ${name} of resource ${logicalId} does not exist`,
  );
}

function targetOf(scope: Scope, graph: ReadonlyMap<string, ReadonlySet<string>>, names: Set<string>): Target {
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
    imports: () => {
      for (const logicalId of includedResources(scope)) evaluateProperties(scope, logicalId);
      evaluateOutputs(scope);
      return [...names];
    },
  };
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
