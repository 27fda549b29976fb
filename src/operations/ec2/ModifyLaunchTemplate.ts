import type { ModifyLaunchTemplateRequest, ModifyLaunchTemplateResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { requireLaunchTemplate, requireVersion } from '../network/launch-template-input.ts';
import { toSdkLaunchTemplate } from '../network/launch-template-view.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyLaunchTemplate.html */
export const ModifyLaunchTemplate = operation<ModifyLaunchTemplateRequest, ModifyLaunchTemplateResult>({
  service: 'ec2',
  name: 'ModifyLaunchTemplate',
  access: 'write',
  honours: ['LaunchTemplateId', 'LaunchTemplateName', 'DefaultVersion'],
  handle(input, context) {
    const before = requireLaunchTemplate(context, input);
    if (input.DefaultVersion === undefined) {
      throw new ServiceError('MissingParameter', 'The request must contain the parameter SetDefaultVersion');
    }
    const { version } = requireVersion(context, before, input.DefaultVersion);
    const template = { ...before, defaultVersion: version };
    context.resources.put('launchTemplate', template);
    return { LaunchTemplate: toSdkLaunchTemplate(template) };
  },
});
