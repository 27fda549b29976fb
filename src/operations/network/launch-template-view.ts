import type {
  ResponseLaunchTemplateData,
  LaunchTemplate as SdkLaunchTemplate,
  LaunchTemplateVersion as SdkVersion,
} from '@aws-sdk/client-ec2';
import type { LaunchTemplate, LaunchTemplateVersion } from '../../model/launch-template-resources.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkTags } from '../shared/tags.ts';

/** A template as EC2 answers it. */
export function toSdkLaunchTemplate(template: LaunchTemplate): SdkLaunchTemplate {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    CreateTime: new Date(template.createdAt),
    CreatedBy: template.createdBy,
    DefaultVersionNumber: template.defaultVersion,
    LatestVersionNumber: template.latestVersion,
    Tags: toSdkTags(template.tags),
  };
}

/** A version as EC2 answers it. */
export function toSdkVersion(template: LaunchTemplate, version: LaunchTemplateVersion): SdkVersion {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    VersionNumber: version.version,
    ...(version.description !== undefined && { VersionDescription: version.description }),
    CreateTime: new Date(version.createdAt),
    CreatedBy: version.createdBy,
    DefaultVersion: version.version === template.defaultVersion,
    // What is kept came in these members, which the answer has too.
    LaunchTemplateData: version.data as ResponseLaunchTemplateData,
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplates.html */
export const launchTemplateFilters: FilterTable<LaunchTemplate> = {
  fields: {
    'create-time': (template) => template.createdAt,
    'launch-template-name': (template) => template.name,
  },
  tags: (template) => template.tags,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html */
export const versionFilters: FilterTable<SdkVersion> = {
  fields: {
    'create-time': (version) => version.CreateTime?.toISOString(),
    'ebs-optimized': (version) => version.LaunchTemplateData?.EbsOptimized,
    'http-endpoint': (version) => version.LaunchTemplateData?.MetadataOptions?.HttpEndpoint,
    'http-tokens': (version) => version.LaunchTemplateData?.MetadataOptions?.HttpTokens,
    'iam-instance-profile': (version) => version.LaunchTemplateData?.IamInstanceProfile?.Arn,
    'image-id': (version) => version.LaunchTemplateData?.ImageId,
    'instance-type': (version) => version.LaunchTemplateData?.InstanceType,
    'is-default-version': (version) => version.DefaultVersion,
    // What no version can say here.
    ...Object.fromEntries(
      [
        'host-resource-group-arn',
        'http-protocol-ipv4',
        'kernel-id',
        'license-configuration-arn',
        'network-card-index',
        'ram-disk-id',
      ].map((name) => [name, () => undefined]),
    ),
  },
};
