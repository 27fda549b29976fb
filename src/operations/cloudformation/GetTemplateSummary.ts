import type { GetTemplateSummaryInput, GetTemplateSummaryOutput } from '@aws-sdk/client-cloudformation';
import { templateText } from '../../cloudformation/engine/language.ts';
import { schemaOf } from '../../cloudformation/schema-of.ts';
import { readTemplate } from '../../cloudformation/template/read-template.ts';
import type { Template } from '../../cloudformation/template.ts';
import { type OperationContext, operation } from '../operation.ts';
import { validationError } from './shared/errors.ts';
import { requireStack, withId } from './shared/stacks.ts';
import { sdkCapabilities } from './shared/summary.ts';
import { templateTextOf } from './shared/template-source.ts';

/**
 * Says what a template has and needs, which also tells what identifies its resources in an import.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html
 */
export const GetTemplateSummary = operation<GetTemplateSummaryInput, GetTemplateSummaryOutput>({
  service: 'cloudformation',
  name: 'GetTemplateSummary',
  access: 'read',
  honours: ['TemplateBody', 'TemplateURL', 'StackName'],
  handle(input, context) {
    const text = textOf(context, input);
    const template = readTemplate(text);
    const { description, metadata } = template;
    return {
      Parameters: parametersIn(template),
      ...(description !== undefined && { Description: description }),
      ...(metadata !== undefined && { Metadata: JSON.stringify(metadata) }),
      ...sdkCapabilities(template),
      ResourceTypes: [...new Set([...template.resources.values()].map(({ type }) => type))],
      DeclaredTransforms: [],
      ResourceIdentifierSummaries: identifiersIn(template),
      Version: '2010-09-09',
    };
  },
});

function textOf(context: OperationContext, input: GetTemplateSummaryInput): string {
  const { StackName } = input;
  if (StackName === undefined) return templateTextOf(context, input);
  if (input.TemplateBody !== undefined || input.TemplateURL !== undefined)
    throw validationError('Give either StackName or a template, not both.');
  return templateText(context.resources, requireStack(context, StackName, withId).definition);
}

function parametersIn({ parameters }: Template) {
  return [...parameters].map(([key, { default: value, type, noEcho, description, allowedValues }]) => ({
    ParameterKey: key,
    ...(value !== undefined && { DefaultValue: value }),
    ParameterType: type,
    NoEcho: noEcho,
    ...(description !== undefined && { Description: description }),
    ParameterConstraints: { ...(allowedValues && { AllowedValues: [...allowedValues] }) },
  }));
}

function identifiersIn({ resources }: Template) {
  const byType = new Map<string, string[]>();
  for (const [logicalId, { type }] of resources) byType.set(type, [...(byType.get(type) ?? []), logicalId]);
  return [...byType].map(([ResourceType, LogicalResourceIds]) => ({
    ResourceType,
    LogicalResourceIds,
    ResourceIdentifiers: [...(schemaOf(ResourceType)?.primaryIdentifier ?? [])],
  }));
}
