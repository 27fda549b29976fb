import type {
  CreateLaunchTemplateVersionRequest,
  CreateLaunchTemplateVersionResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { launchMembers } from '../../model/launch-members.ts';
import {
  type LaunchTemplate,
  type LaunchTemplateVersion,
  launchTemplateVersionId,
} from '../../model/launch-template-resources.ts';
import {
  checkVersionDescription,
  launchTemplateData,
  requireLaunchTemplate,
  requireVersion,
} from '../network/launch-template-input.ts';
import { toSdkVersion } from '../network/launch-template-view.ts';
import { quota } from '../network/quotas.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplateVersion.html */
export const CreateLaunchTemplateVersion = operation<
  CreateLaunchTemplateVersionRequest,
  CreateLaunchTemplateVersionResult
>({
  service: 'ec2',
  name: 'CreateLaunchTemplateVersion',
  access: 'write',
  honours: [
    'LaunchTemplateId',
    'LaunchTemplateName',
    'SourceVersion',
    'VersionDescription',
    ...launchMembers.map((name) => `LaunchTemplateData.${name}`),
  ],
  handle(input, context) {
    const { resources, caller, now } = context;
    const before = requireLaunchTemplate(context, input);
    const source =
      input.SourceVersion === undefined ? undefined : requireVersion(context, before, input.SourceVersion);
    const data = launchTemplateData(input.LaunchTemplateData, source?.data);
    const description = checkVersionDescription(input.VersionDescription);
    checkQuota(quota(context, 'versionsPerLaunchTemplate'), before);
    const number = before.lastVersion + 1;
    const template: LaunchTemplate = {
      ...before,
      latestVersion: number,
      lastVersion: number,
      versionCount: before.versionCount + 1,
    };
    const version: LaunchTemplateVersion = {
      id: launchTemplateVersionId(template.id, number),
      templateId: template.id,
      version: number,
      ...(description !== undefined && { description }),
      createdAt: now,
      createdBy: caller.arn,
      data,
    };
    resources.put('launchTemplate', template);
    resources.put('launchTemplateVersion', version);
    return { LaunchTemplateVersion: toSdkVersion(template, version) };
  },
});

function checkQuota(max: number, { id, versionCount }: LaunchTemplate): void {
  if (versionCount < max) return;
  const message = `The maximum number of versions has been reached: the launch template ${id} has ${max}.`;
  throw new ServiceError('ResourceLimitExceeded', message);
}
