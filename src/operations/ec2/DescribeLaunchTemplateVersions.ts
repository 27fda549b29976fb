import type {
  DescribeLaunchTemplateVersionsRequest,
  DescribeLaunchTemplateVersionsResult,
  LaunchTemplateVersion as SdkVersion,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { LaunchTemplate, LaunchTemplateVersion } from '../../model/launch-template-resources.ts';
import { requireLaunchTemplate, requireVersion } from '../network/launch-template-input.ts';
import { toSdkVersion, versionFilters } from '../network/launch-template-view.ts';
import { type OperationContext, operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { allOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html */
export const DescribeLaunchTemplateVersions = operation<
  DescribeLaunchTemplateVersionsRequest,
  DescribeLaunchTemplateVersionsResult
>({
  service: 'ec2',
  name: 'DescribeLaunchTemplateVersions',
  access: 'read',
  honours: [
    'LaunchTemplateId',
    'LaunchTemplateName',
    'Versions',
    'MinVersion',
    'MaxVersion',
    'Filters',
    'MaxResults',
    'NextToken',
  ],
  handle(input, context) {
    const isOfOne = input.LaunchTemplateId !== undefined || input.LaunchTemplateName !== undefined;
    const versions = isOfOne ? versionsOfOne(input, context) : versionsOfAll(input, context);
    const page = paginate(matchFilters(versions, input.Filters, versionFilters), input, {
      operation: 'DescribeLaunchTemplateVersions',
      key: pageKey,
      min: 1,
      max: 200,
    });
    return { LaunchTemplateVersions: [...page.records], NextToken: page.nextToken };
  },
});

/** The newest first, as on AWS. */
function pageKey({ LaunchTemplateId, VersionNumber = 0 }: SdkVersion): string {
  return `${LaunchTemplateId}/${String(1e9 - VersionNumber).padStart(10, '0')}`;
}

function versionsOfOne(
  input: DescribeLaunchTemplateVersionsRequest,
  context: OperationContext,
): readonly SdkVersion[] {
  const template = requireLaunchTemplate(context, input);
  const { Versions = [], MinVersion, MaxVersion } = input;
  const isRange = MinVersion !== undefined || MaxVersion !== undefined;
  if (isRange && Versions.length > 0) {
    const message = 'Versions cannot be given together with MinVersion or MaxVersion.';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  const from = boundOf('MinVersion', MinVersion) ?? 0;
  const to = boundOf('MaxVersion', MaxVersion) ?? Number.POSITIVE_INFINITY;
  const found =
    Versions.length > 0
      ? Versions.map((text) => requireVersion(context, template, text))
      : allVersions(context, template).filter(({ version }) => version >= from && version <= to);
  return distinct(found).map((version) => toSdkVersion(template, version));
}

/** The latest or default versions, or both, of all of the caller's templates. */
function versionsOfAll(
  { Versions = [], MinVersion, MaxVersion }: DescribeLaunchTemplateVersionsRequest,
  context: OperationContext,
): readonly SdkVersion[] {
  const isAlias = Versions.every((text) => text === '$Latest' || text === '$Default');
  if (Versions.length === 0 || !isAlias || MinVersion !== undefined || MaxVersion !== undefined) {
    const message =
      'Give LaunchTemplateId or LaunchTemplateName for the versions of one launch template, or $Latest, $Default or both as Versions, and neither numbers nor bounds, for those of all.';
    throw new ServiceError(Versions.length === 0 ? 'MissingParameter' : 'InvalidParameterValue', message);
  }
  return allOwned(context, 'launchTemplate').flatMap((template) =>
    distinct(Versions.map((text) => requireVersion(context, template, text))).map((version) =>
      toSdkVersion(template, version),
    ),
  );
}

function allVersions({ resources }: OperationContext, { id }: LaunchTemplate): LaunchTemplateVersion[] {
  return [...resources.find('launchTemplateVersion', 'template', id)];
}

function boundOf(parameter: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ServiceError('InvalidParameterValue', `Value (${text}) for parameter ${parameter} is invalid.`);
}

function distinct(versions: readonly LaunchTemplateVersion[]): LaunchTemplateVersion[] {
  return [...new Map(versions.map((version) => [version.id, version])).values()];
}
