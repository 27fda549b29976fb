/** What a stack is to be made from, as a request gives it. */
import { createHash } from 'node:crypto';
import type { Parameter, Capability as SdkCapability, Tag as SdkTag } from '@aws-sdk/client-cloudformation';
import { refusedFunctions } from '../../../cloudformation/carriers.ts';
import { decidedTemplate, parametersOf, storedParameter } from '../../../cloudformation/engine/language.ts';
import { reasonsFor, refusals, unsupported } from '../../../cloudformation/resource-types.ts';
import { schemaOf } from '../../../cloudformation/schema-of.ts';
import { requiredCapability } from '../../../cloudformation/template/capabilities.ts';
import { checkAttributes } from '../../../cloudformation/template/check-types.ts';
import { parameterType } from '../../../cloudformation/template/parameter-types.ts';
import { takeParameters } from '../../../cloudformation/template/parameters.ts';
import { readTemplate } from '../../../cloudformation/template/read-template.ts';
import type { ParameterDeclaration, Template } from '../../../cloudformation/template.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Arn } from '../../../model/ids.ts';
import type { Tag } from '../../../model/owned.ts';
import type { Stack, StackDefinition, StackParameter } from '../../../model/stack-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { checkTopicArns } from './checks.ts';
import { validationError } from './errors.ts';
import { existsIn } from './parameter-ids.ts';
import { checkServiceRole } from './service-role.ts';
import { type TemplateSource, templateTextOf } from './template-source.ts';

export interface DefinitionInput extends TemplateSource {
  readonly Parameters?: Parameter[] | undefined;
  readonly Capabilities?: SdkCapability[] | undefined;
  readonly NotificationARNs?: string[] | undefined;
  readonly RoleARN?: string | undefined;
  readonly Tags?: SdkTag[] | undefined;
}

export interface Defined {
  readonly definition: StackDefinition;
  readonly template: Template;
  readonly text: string;
}

/**
 * Reads and checks all of it; nothing is written.
 * @param stackId of the stack that it is for
 * @param previous the stack as it is, for what is kept from before; left out when there is none
 * @throws ServiceError ValidationError, InsufficientCapabilitiesException
 */
export function defineStack(
  context: OperationContext,
  input: DefinitionInput,
  stackId: Arn,
  previous?: Stack,
): Defined {
  const text = templateTextOf(context, input, previous);
  const template = readTemplate(text);
  checkAttributes(template, schemaOf);
  checkCapabilities(template, input.Capabilities ?? []);
  const before = previous?.definition;
  const roleArn = input.RoleARN ?? before?.roleArn;
  if (roleArn !== undefined) checkServiceRole(context, roleArn);
  const notificationArns = input.NotificationARNs ?? before?.notificationArns ?? [];
  checkTopicArns(notificationArns);
  const definition: StackDefinition = {
    template: `${stackId}/${createHash('sha256').update(text).digest('hex').slice(0, 32)}`,
    parameters: parametersIn(context, template, input.Parameters ?? [], before),
    tags: input.Tags === undefined ? (before?.tags ?? []) : checkTags(input.Tags),
    capabilities: input.Capabilities ?? [],
    ...(template.description !== undefined && { description: template.description }),
    notificationArns,
    ...(roleArn !== undefined && { roleArn }),
  };
  const { region, caller } = context;
  const name = nameIn(stackId);
  checkSupported(
    decidedTemplate(template, { accountId: caller.accountId, region, name, id: stackId, definition }),
  );
  return { definition, template, text };
}

/**
 * Refuses what is not supported of a template whose parameters are not known yet: types that no condition can leave out.
 * @throws ServiceError ValidationError
 */
export function checkTypes(template: Template): void {
  checkAttributes(template, schemaOf);
  const certain = [...template.resources].filter(([, { condition }]) => condition === undefined);
  checkKnown(certain.map(([, { type }]) => type));
}

/** `arn:aws:cloudformation:<region>:<account>:stack/<name>/<uuid>` */
function nameIn(stackId: string): string {
  return stackId.split('/')[1] ?? '';
}

/**
 * Everything that is not supported, at once.
 * @param template what conditions leave of it
 * @throws ServiceError ValidationError
 */
function checkSupported(template: Template): void {
  checkKnown([...template.resources.values()].map(({ type }) => type));
  const properties = [...template.resources].flatMap(([logicalId, resource]) =>
    refusals(resource.type, resource.properties).map((sentence) => `${logicalId}: ${sentence}`),
  );
  const refused = [...properties, ...refusedFunctions(template)];
  if (refused.length > 0)
    throw validationError(`Postern does not support all of the template. ${refused.join(' ')}`);
}

function checkKnown(types: readonly string[]): void {
  const unknown = unsupported(types);
  if (unknown.length === 0) return;
  const message = `Template format error: Unrecognized resource types: [${unknown.join(', ')}]`;
  throw validationError([message, ...reasonsFor(unknown)].join(' '));
}

/** @throws ServiceError InsufficientCapabilitiesException */
function checkCapabilities(template: Template, given: readonly string[]): void {
  const required = requiredCapability(template)?.capability;
  if (required === undefined || given.includes('CAPABILITY_NAMED_IAM') || given.includes(required)) return;
  throw new ServiceError('InsufficientCapabilitiesException', `Requires capabilities : [${required}]`);
}

function parametersIn(
  context: OperationContext,
  template: Template,
  given: readonly Parameter[],
  before: StackDefinition | undefined,
): readonly StackParameter[] {
  const { ask } = context;
  const taken = takeParameters(
    template,
    given.map(({ ParameterKey: key = '', ParameterValue: value, UsePreviousValue: usePreviousValue }) => ({
      key,
      ...(value !== undefined && { value }),
      ...(usePreviousValue !== undefined && { usePreviousValue }),
    })),
    {
      storedParameter: (name) => (ask === undefined ? undefined : storedParameter(ask, name)),
      exists: (type, id) => existsIn(context, type, id),
    },
    before && parametersOf(before),
  );
  return [...taken].map(([key, { value, resolvedValue }]) => ({
    key,
    value,
    ...(resolvedValue !== undefined && { resolved: resolvedValue }),
    ...secrecyOf(template.parameters.get(key)),
  }));
}

function secrecyOf(declaration: ParameterDeclaration | undefined): Pick<StackParameter, 'noEcho' | 'isList'> {
  if (declaration?.noEcho !== true) return {};
  return { noEcho: true, ...(parameterType(declaration.type)?.isList === true && { isList: true }) };
}

const tagsMax = 50;

function checkTags(given: readonly SdkTag[]): readonly Tag[] {
  if (given.length > tagsMax) throw validationError(`A stack can have at most ${tagsMax} tags.`);
  const tags = given.map(({ Key: key = '', Value: value = '' }) => ({ key, value }));
  const keys = tags.map(({ key }) => key);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) throw validationError(`Duplicate tag key: ${twice}`);
  for (const { key, value } of tags) {
    if (/^aws:/i.test(key))
      throw validationError('aws: prefixed tag key names are not allowed for external use.');
    if (key.length < 1 || key.length > 128 || value.length > 256)
      throw validationError('A tag key has 1 to 128 characters, a tag value up to 256.');
  }
  return tags;
}
