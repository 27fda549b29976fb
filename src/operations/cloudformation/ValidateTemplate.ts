import type { ValidateTemplateInput, ValidateTemplateOutput } from '@aws-sdk/client-cloudformation';
import { readTemplate } from '../../cloudformation/template/read-template.ts';
import { operation } from '../operation.ts';
import { sdkCapabilities } from './shared/summary.ts';
import { templateTextOf } from './shared/template-source.ts';

/**
 * Reads a template, and says what it needs.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html
 */
export const ValidateTemplate = operation<ValidateTemplateInput, ValidateTemplateOutput>({
  service: 'cloudformation',
  name: 'ValidateTemplate',
  access: 'read',
  honours: ['TemplateBody', 'TemplateURL'],
  handle(input, context) {
    const template = readTemplate(templateTextOf(context, input));
    const Parameters = [...template.parameters].map(([key, { default: value, noEcho, description }]) => ({
      ParameterKey: key,
      ...(value !== undefined && { DefaultValue: value }),
      NoEcho: noEcho,
      ...(description !== undefined && { Description: description }),
    }));
    const { description } = template;
    return {
      Parameters,
      ...(description !== undefined && { Description: description }),
      ...sdkCapabilities(template),
    };
  },
});
