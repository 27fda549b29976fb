/** A launch from a template asks for what the template says as if the request said it, and tells which of it is whose. */
import { findLaunchTemplate, findLaunchTemplateVersion, withTemplate } from '../model/launch-template.ts';
import type { LaunchTemplate, LaunchTemplateData } from '../model/launch-template-resources.ts';
import { indirectIds } from './ec2-indirect-ids.ts';
import { ec2Arn } from './ec2-targets.ts';
import type { RequestFacts } from './request.ts';
import { namedResources, type Target } from './target.ts';

/** What of a request the policies are asked about. */
export interface LaunchFacts {
  readonly request: RequestFacts;
  /** The targets with the keys that tell of the template. */
  targets(found: readonly Target[]): readonly Target[];
}

/**
 * The request itself when it is no launch, or names no template that the caller has: what is not there says nothing.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/use-launch-templates-to-control-launching-instances.html
 */
export function launchFacts(request: RequestFacts): LaunchFacts {
  const unchanged = { request, targets: (found: readonly Target[]) => found };
  if (request.service !== 'ec2' || request.operation !== 'RunInstances') return unchanged;
  const named = request.input.LaunchTemplate as Naming | undefined;
  const { resources, caller, region } = request;
  const template = named && findLaunchTemplate({ resources, accountId: caller.accountId, region }, named);
  const version = template && findLaunchTemplateVersion(resources, template, named.Version);
  if (!version) return unchanged;
  return {
    request: { ...request, input: withTemplate(request.input, version.data) },
    targets: (found) => found.map((target) => withKeys(request, template, version.data, target)),
  };
}

interface Naming {
  readonly LaunchTemplateId?: string;
  readonly LaunchTemplateName?: string;
  readonly Version?: string;
}

function withKeys(
  request: RequestFacts,
  template: LaunchTemplate,
  data: LaunchTemplateData,
  target: Target,
): Target {
  const keys = [
    ['ec2:LaunchTemplate', ec2Arn(request, 'launch-template', template.id)],
    ['ec2:IsLaunchTemplateResource', String(isOfTemplate(request, data, target))],
  ] as const;
  return { ...target, keys: [...(target.keys ?? []), ...keys] };
}

/** Not when the request names one of that type by itself; what is made is never named. */
function isOfTemplate(request: RequestFacts, data: LaunchTemplateData, { arn, type }: Target): boolean {
  if (type === 'launch-template') return true;
  const isNamedIn = (members: object) => {
    const input = { ...members };
    const [named] = namedResources('ec2', input, [type]);
    const ids = [...(named?.[1] ?? []), ...indirectIds({ ...request, input }, type)];
    return ids.some((id) => ec2Arn(request, type, id) === arn);
  };
  return !isNamedIn(request.input) || isNamedIn(data);
}
