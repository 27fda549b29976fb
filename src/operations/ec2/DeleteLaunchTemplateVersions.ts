import type {
  DeleteLaunchTemplateVersionsRequest,
  DeleteLaunchTemplateVersionsResponseErrorItem,
  DeleteLaunchTemplateVersionsResult,
  LaunchTemplateErrorCode,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { type LaunchTemplate, launchTemplateVersionId } from '../../model/launch-template-resources.ts';
import { requireLaunchTemplate } from '../network/launch-template-input.ts';
import { type OperationContext, operation } from '../operation.ts';

/** The most versions that one request may delete. */
const versionsMax = 200;

/**
 * Those that can go, go; the default one cannot.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteLaunchTemplateVersions.html
 */
export const DeleteLaunchTemplateVersions = operation<
  DeleteLaunchTemplateVersionsRequest,
  DeleteLaunchTemplateVersionsResult
>({
  service: 'ec2',
  name: 'DeleteLaunchTemplateVersions',
  access: 'write',
  honours: ['LaunchTemplateId', 'LaunchTemplateName', 'Versions'],
  handle(input, context) {
    const template = requireLaunchTemplate(context, input);
    const numbers = [...new Set((input.Versions ?? []).map(numberOf))];
    if (numbers.length === 0) {
      throw new ServiceError(
        'MissingParameter',
        'The request must contain the parameter LaunchTemplateVersion',
      );
    }
    if (numbers.length > versionsMax) {
      const message = `At most ${versionsMax} versions can be deleted in one request. Delete the launch template to delete all.`;
      throw new ServiceError('InvalidParameterValue', message);
    }
    const failures = new Map(numbers.map((number) => [number, whyNot(context, template, number)]));
    const deleted = numbers.filter((number) => failures.get(number) === undefined);
    remove(context, template, deleted);
    const naming = { LaunchTemplateId: template.id, LaunchTemplateName: template.name };
    return {
      SuccessfullyDeletedLaunchTemplateVersions: deleted.map((VersionNumber) => ({
        ...naming,
        VersionNumber,
      })),
      UnsuccessfullyDeletedLaunchTemplateVersions: [...failures].flatMap(([VersionNumber, ResponseError]) =>
        ResponseError ? [{ ...naming, VersionNumber, ResponseError }] : [],
      ),
    };
  },
});

function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  const message = `Launch template version '${text}' is invalid. Versions to delete are given by their numbers.`;
  throw new ServiceError('InvalidParameterValue', message);
}

function whyNot(
  { resources }: OperationContext,
  template: LaunchTemplate,
  number: number,
): DeleteLaunchTemplateVersionsResponseErrorItem['ResponseError'] {
  const because = (Code: LaunchTemplateErrorCode, Message: string) => ({ Code, Message });
  if (!resources.get('launchTemplateVersion', launchTemplateVersionId(template.id, number))) {
    const message = `Could not find the specified version ${number} for the launch template with ID ${template.id}.`;
    return because('launchTemplateVersionDoesNotExist', message);
  }
  if (number !== template.defaultVersion) return undefined;
  const message = `Version ${number} is the default version of the launch template and cannot be deleted. Make another one the default, or delete the launch template.`;
  return because('unexpectedError', message);
}

function remove({ resources }: OperationContext, template: LaunchTemplate, numbers: readonly number[]): void {
  if (numbers.length === 0) return;
  for (const number of numbers) {
    resources.delete('launchTemplateVersion', launchTemplateVersionId(template.id, number));
  }
  const left = resources.find('launchTemplateVersion', 'template', template.id);
  const latestVersion = Math.max(...[...left].map(({ version }) => version));
  const versionCount = template.versionCount - numbers.length;
  resources.put('launchTemplate', { ...template, latestVersion, versionCount });
}
