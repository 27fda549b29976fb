import type {
  DescribeParametersResult,
  GetParameterResult,
  ListTagsForResourceResult,
} from '@aws-sdk/client-ssm';
import type { SSMParameter } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { call, ifAny, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { allTags, ownTags, type Tag, tagChanges } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export const Parameter = resourceType<SSMParameter>({
  name: 'AWS::SSM::Parameter',
  honours: ['Name', 'Type', 'Value', 'Description', 'AllowedPattern', 'Tier', 'DataType', 'Tags'],
  create({ Tags, ...properties }, step) {
    const Name = properties.Name ?? step.name(255);
    const tags = ifAny(allTags(asList(Tags), step.tags));
    call(step, 'ssm', 'PutParameter', { ...properties, Name, Tags: tags });
    return Name;
  },
  update(Name, { Tags: before, ...former }, { Tags: after, ...properties }, step) {
    if (JSON.stringify(former) !== JSON.stringify(properties)) {
      const { Description = '', AllowedPattern = anyValue } = properties;
      const isCleared = former.AllowedPattern !== undefined && properties.AllowedPattern === undefined;
      call(step, 'ssm', 'PutParameter', {
        ...properties,
        Name,
        Description,
        ...(isCleared && { AllowedPattern }),
        Overwrite: true,
      });
    }
    changeTags(Name, before, after, step);
  },
  delete(Name, _, step) {
    unlessGone(() => call(step, 'ssm', 'DeleteParameter', { Name }));
  },
  attributes(name, properties, step) {
    const found = parameter(name, step);
    return { Type: found?.Type ?? properties.Type, Value: found?.Value ?? properties.Value };
  },
  read(name, properties, step) {
    const found = parameter(name, step);
    if (!found) return undefined;
    const [more] = described(name, step);
    const tags = ownTags(tagsOf(name, step), asList(properties.Tags), step);
    return {
      Name: found.Name,
      // The schema's word for it has two values of the API's three.
      Type: found.Type,
      Value: found.Value,
      DataType: found.DataType,
      Description: more?.Description === '' ? undefined : more?.Description,
      AllowedPattern: more?.AllowedPattern === anyValue ? undefined : more?.AllowedPattern,
      Tier: properties.Tier === 'Intelligent-Tiering' ? properties.Tier : more?.Tier,
      Tags: tags && Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
    };
  },
});

/** A pattern cannot be taken away again: in its place comes one that everything fits. */
const anyValue = '[\\s\\S]*';

type Tags = SSMParameter['Tags'];

function asList(tags: Tags): readonly Tag[] | undefined {
  return tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function changeTags(ResourceId: string, before: Tags, after: Tags, step: Step): void {
  const { set, removed } = tagChanges(asList(before), asList(after), step);
  const resource = { ResourceType: 'Parameter', ResourceId };
  if (ifAny(removed)) call(step, 'ssm', 'RemoveTagsFromResource', { ...resource, TagKeys: removed });
  if (ifAny(set)) call(step, 'ssm', 'AddTagsToResource', { ...resource, Tags: set });
}

function tagsOf(ResourceId: string, step: Step) {
  const input = { ResourceType: 'Parameter', ResourceId };
  return call<ListTagsForResourceResult>(step, 'ssm', 'ListTagsForResource', input).TagList;
}

function described(name: string, step: Step) {
  const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: [name] }];
  const input = { ParameterFilters };
  return call<DescribeParametersResult>(step, 'ssm', 'DescribeParameters', input).Parameters ?? [];
}

function parameter(Name: string, step: Step) {
  return unlessGone(() => call<GetParameterResult>(step, 'ssm', 'GetParameter', { Name }))?.Parameter;
}
