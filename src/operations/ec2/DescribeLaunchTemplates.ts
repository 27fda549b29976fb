import type { DescribeLaunchTemplatesRequest, DescribeLaunchTemplatesResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { findLaunchTemplate } from '../../model/launch-template.ts';
import type { LaunchTemplate } from '../../model/launch-template-resources.ts';
import { launchTemplateFilters, toSdkLaunchTemplate } from '../network/launch-template-view.ts';
import { type OperationContext, operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { allOwned, selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplates.html */
export const DescribeLaunchTemplates = operation<
  DescribeLaunchTemplatesRequest,
  DescribeLaunchTemplatesResult
>({
  service: 'ec2',
  name: 'DescribeLaunchTemplates',
  access: 'read',
  honours: ['LaunchTemplateIds', 'LaunchTemplateNames', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const named = matchFilters(selected(input, context), input.Filters, launchTemplateFilters);
    const page = paginate(named, input, {
      operation: 'DescribeLaunchTemplates',
      key: ({ id }) => id,
      min: 1,
      max: 200,
    });
    return { LaunchTemplates: page.records.map(toSdkLaunchTemplate), NextToken: page.nextToken };
  },
});

function selected(
  { LaunchTemplateIds: ids = [], LaunchTemplateNames: names = [] }: DescribeLaunchTemplatesRequest,
  context: OperationContext,
): readonly LaunchTemplate[] {
  if (ids.length + names.length === 0) return allOwned(context, 'launchTemplate');
  const byId = ids.length === 0 ? [] : selectOwned(context, 'launchTemplate', ids);
  const byName = names.map((name) => requireNamed(context, name));
  return [...new Map([...byId, ...byName].map((template) => [template.id, template])).values()];
}

function requireNamed({ resources, caller, region }: OperationContext, name: string): LaunchTemplate {
  const scope = { resources, accountId: caller.accountId, region };
  const found = findLaunchTemplate(scope, { LaunchTemplateName: name });
  if (found) return found;
  const message = 'At least one of the launch templates specified in the request does not exist.';
  throw new ServiceError('InvalidLaunchTemplateName.NotFoundException', message);
}
