import type {
  CreateLaunchTemplateResult,
  DescribeLaunchTemplatesResult,
  DescribeLaunchTemplateVersionsResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../../model/errors.ts';
import { launchMembers } from '../../../model/launch-members.ts';
import type { EC2LaunchTemplate } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, same, unlessGone } from '../shared/call.ts';
import { type Readable, resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, type Tag, tagSpecifications } from '../shared/tags.ts';

/**
 * Other data are another version; the default one stays the first, which only ModifyLaunchTemplate changes.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html
 */
export const LaunchTemplate = resourceType<EC2LaunchTemplate>({
  name: 'AWS::EC2::LaunchTemplate',
  honours: [
    'LaunchTemplateName',
    'VersionDescription',
    'TagSpecifications',
    ...launchMembers.map((name) => `LaunchTemplateData.${name}`),
  ],
  create(properties, step) {
    const { LaunchTemplateName = step.name(128), LaunchTemplateData, VersionDescription } = properties;
    const made = call<CreateLaunchTemplateResult>(step, 'ec2', 'CreateLaunchTemplate', {
      LaunchTemplateName,
      LaunchTemplateData,
      VersionDescription,
      TagSpecifications: tagSpecifications('launch-template', tagsOf(properties), step),
    });
    return answered(made.LaunchTemplate?.LaunchTemplateId);
  },
  update(LaunchTemplateId, before, after, step) {
    const { LaunchTemplateData, VersionDescription } = after;
    const isOther =
      !same(before.LaunchTemplateData, LaunchTemplateData) ||
      before.VersionDescription !== VersionDescription;
    if (isOther) {
      const input = { LaunchTemplateId, LaunchTemplateData, VersionDescription };
      call(step, 'ec2', 'CreateLaunchTemplateVersion', input);
    }
    changeEc2Tags(LaunchTemplateId, tagsOf(before), tagsOf(after), step);
  },
  delete(LaunchTemplateId, _, step) {
    unlessGone(() => call(step, 'ec2', 'DeleteLaunchTemplate', { LaunchTemplateId }));
  },
  attributes(id, _, step) {
    const template = describe(id, step);
    return {
      LaunchTemplateId: id,
      DefaultVersionNumber: String(template?.DefaultVersionNumber ?? ''),
      LatestVersionNumber: String(template?.LatestVersionNumber ?? ''),
    };
  },
  read(LaunchTemplateId, properties, step) {
    const template = describe(LaunchTemplateId, step);
    if (!template) return undefined;
    const input = { LaunchTemplateId, Versions: ['$Latest'] };
    const { LaunchTemplateVersions: [latest] = [] } = call<DescribeLaunchTemplateVersionsResult>(
      step,
      'ec2',
      'DescribeLaunchTemplateVersions',
      input,
    );
    const Tags = ownTags(template.Tags, tagsOf(properties), step);
    return {
      LaunchTemplateName: template.LaunchTemplateName,
      // The API and the schema have the same names for the same things.
      LaunchTemplateData: latest?.LaunchTemplateData as Readable<EC2LaunchTemplate>['LaunchTemplateData'],
      VersionDescription: latest?.VersionDescription,
      TagSpecifications: Tags && [{ ResourceType: 'launch-template', Tags }],
    };
  },
});

/** Its own; those in the data are the instances'. Undefined when none are stated. */
function tagsOf({ TagSpecifications }: EC2LaunchTemplate): readonly Tag[] | undefined {
  const other = TagSpecifications?.find(({ ResourceType }) => ResourceType !== 'launch-template');
  if (other) {
    const message = `'${other.ResourceType}' is not a valid taggable resource type for this operation.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  return TagSpecifications?.flatMap(({ Tags }) => Tags ?? []);
}

function describe(id: string, step: Step) {
  const input = { LaunchTemplateIds: [id] };
  const result = unlessGone(() =>
    call<DescribeLaunchTemplatesResult>(step, 'ec2', 'DescribeLaunchTemplates', input),
  );
  return result?.LaunchTemplates?.[0];
}
