import type { DeleteLaunchTemplateRequest, DeleteLaunchTemplateResult } from '@aws-sdk/client-ec2';
import { launchTemplateNameClaimId } from '../../model/claim-ids.ts';
import { requireLaunchTemplate } from '../network/launch-template-input.ts';
import { toSdkLaunchTemplate } from '../network/launch-template-view.ts';
import { operation } from '../operation.ts';

/**
 * With all of its versions; instances that came of it stay.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteLaunchTemplate.html
 */
export const DeleteLaunchTemplate = operation<DeleteLaunchTemplateRequest, DeleteLaunchTemplateResult>({
  service: 'ec2',
  name: 'DeleteLaunchTemplate',
  access: 'write',
  honours: ['LaunchTemplateId', 'LaunchTemplateName'],
  handle(input, context) {
    const { resources } = context;
    const template = requireLaunchTemplate(context, input);
    for (const { id } of [...resources.find('launchTemplateVersion', 'template', template.id)]) {
      resources.delete('launchTemplateVersion', id);
    }
    const { id, accountId, region, name } = template;
    resources.delete('launchTemplate', id);
    resources.delete('claim', launchTemplateNameClaimId(accountId, region, name));
    return { LaunchTemplate: toSdkLaunchTemplate(template) };
  },
});
