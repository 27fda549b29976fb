import type { CreateLaunchTemplateRequest, CreateLaunchTemplateResult } from '@aws-sdk/client-ec2';
import { launchTemplateNameClaimId } from '../../model/claim-ids.ts';
import { ServiceError } from '../../model/errors.ts';
import { launchMembers } from '../../model/launch-members.ts';
import { type LaunchTemplate, launchTemplateVersionId } from '../../model/launch-template-resources.ts';
import {
  checkLaunchTemplateName,
  checkVersionDescription,
  launchTemplateData,
} from '../network/launch-template-input.ts';
import { toSdkLaunchTemplate } from '../network/launch-template-view.ts';
import { quota } from '../network/quotas.ts';
import { type OperationContext, operation } from '../operation.ts';
import { allOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html */
export const CreateLaunchTemplate = operation<CreateLaunchTemplateRequest, CreateLaunchTemplateResult>({
  service: 'ec2',
  name: 'CreateLaunchTemplate',
  access: 'write',
  honours: [
    'LaunchTemplateName',
    'VersionDescription',
    ...launchMembers.map((name) => `LaunchTemplateData.${name}`),
    'TagSpecifications',
  ],
  handle(input, context) {
    const { resources, caller, region, ids, now } = context;
    const name = checkLaunchTemplateName(input.LaunchTemplateName ?? '');
    const data = launchTemplateData(input.LaunchTemplateData);
    const description = checkVersionDescription(input.VersionDescription);
    const template: LaunchTemplate = {
      id: ids.next('lt'),
      accountId: caller.accountId,
      region,
      tags: tagsFromSpecifications(input.TagSpecifications, 'launch-template'),
      name,
      createdAt: now,
      createdBy: caller.arn,
      ...{ defaultVersion: 1, latestVersion: 1, lastVersion: 1, versionCount: 1 },
    };
    claimName(context, template);
    checkQuota(context);
    resources.put('launchTemplate', template);
    resources.put('launchTemplateVersion', {
      id: launchTemplateVersionId(template.id, 1),
      templateId: template.id,
      version: 1,
      ...(description !== undefined && { description }),
      createdAt: now,
      createdBy: caller.arn,
      data,
    });
    return { LaunchTemplate: toSdkLaunchTemplate(template) };
  },
});

function claimName({ resources }: OperationContext, { id, accountId, region, name }: LaunchTemplate): void {
  const claim = launchTemplateNameClaimId(accountId, region, name);
  if (resources.get('claim', claim)) {
    const code = 'InvalidLaunchTemplateName.AlreadyExistsException';
    throw new ServiceError(code, 'Launch template name already in use.');
  }
  resources.put('claim', { id: claim, holder: id });
}

function checkQuota(context: OperationContext): void {
  const max = quota(context, 'launchTemplatesPerRegion');
  if (allOwned(context, 'launchTemplate').length < max) return;
  const message = `The maximum number of launch templates has been reached: ${max} in ${context.region}.`;
  throw new ServiceError('ResourceLimitExceeded', message);
}
