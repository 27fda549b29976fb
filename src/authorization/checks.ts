/** The questions that a request puts to the policies: its action for each resource, and what else it needs. */
import type { Tag } from '../model/owned.ts';
import type { ActionModel, ActionModels } from './action-model.ts';
import type { Check } from './check.ts';
import { createdTarget, ec2Targets } from './ec2-targets.ts';
import { iamTargets, roleTarget } from './iam-targets.ts';
import { launchFacts } from './launch-request.ts';
import { multiRegionChecks } from './multi-region.ts';
import {
  acmTargets,
  alarmTargets,
  ecrTargets,
  elasticLoadBalancingTargets,
  logGroupTargets,
  route53Targets,
  snsTargets,
  ssmTargets,
} from './other-targets.ts';
import { type RequestFacts, textOf } from './request.ts';
import type { ContextKey } from './request-context.ts';
import { requestKeys } from './request-keys.ts';
import { plainTags, tagKeys, tagsByType } from './request-tags.ts';
import { s3Checks } from './s3-checks.ts';
import { actionOf, prefixOf } from './service-actions.ts';
import { stackTargets } from './stack-targets.ts';
import { roleChecks, sessionTargets } from './sts-checks.ts';
import type { Target, TargetFinder } from './target.ts';

const finders: Readonly<Record<string, TargetFinder>> = {
  acm: acmTargets,
  cloudformation: stackTargets,
  cloudwatch: alarmTargets,
  ec2: ec2Targets,
  ecr: ecrTargets,
  elasticloadbalancing: elasticLoadBalancingTargets,
  iam: iamTargets,
  logs: logGroupTargets,
  route53: route53Targets,
  sns: snsTargets,
  ssm: ssmTargets,
  sts: sessionTargets,
};

/** Every question, in the order in which they are asked; the first that is not allowed refuses the request. */
export function checksOf(given: RequestFacts, models: ActionModels): readonly Check[] {
  const launch = launchFacts(given);
  const { request } = launch;
  if (request.service === 'sts' && request.operation === 'AssumeRole') return roleChecks(request);
  if (request.service === 's3') return s3Checks(request);
  const prefix = prefixOf(request.service);
  const name = actionOf(request.service, request.operation);
  const model = models[prefix]?.[name] ?? { keys: [], resources: {} };
  const targets = launch.targets(finders[prefix]?.(request, model) ?? []);
  const tags = givenTags(request);
  const action = `${prefix}:${name}`;
  const own =
    targets.length === 0
      ? [checkOf(request, model, action, undefined, tags.plain)]
      : targets.map((target) =>
          checkOf(request, model, action, target, tags.byType.get(target.type) ?? tags.plain),
        );
  return [
    ...distinct(own),
    ...taggingChecks(request, models, targets, tags),
    ...passedRoles(request, models),
    ...multiRegionChecks(request),
  ];
}

interface GivenTags {
  readonly byType: ReadonlyMap<string, readonly Tag[]>;
  readonly plain: readonly Tag[];
}

function givenTags(request: RequestFacts): GivenTags {
  return { byType: tagsByType(request), plain: plainTags(request) };
}

function checkOf(
  request: RequestFacts,
  model: ActionModel,
  action: string,
  target: Target | undefined,
  tags: readonly Tag[],
  more: readonly ContextKey[] = [],
): Check {
  const allowed = [...model.keys, ...(target ? (resourceModel(model, target.type)?.keys ?? []) : [])];
  const keys = new Map<string, ContextKey>();
  for (const key of [...targetKeys(target), ...requestKeys(request), ...tagKeys(request, tags), ...more]) {
    if (hasKey(allowed, key[0])) keys.set(key[0], key);
  }
  return {
    action,
    resource: target?.arn ?? '*',
    keys: [...keys.values()],
    ...(target?.type === 'topic' && topicOwner(request, target.arn)),
  };
}

/** The reference has load balancers by kind, `loadbalancer/net/`: any of them will do. */
function resourceModel({ resources }: ActionModel, type: string) {
  return resources[type] ?? Object.values(resources)[0];
}

function hasKey(allowed: readonly string[], key: string): boolean {
  const folded = key.toLowerCase();
  return allowed.some((each) => {
    const known = each.toLowerCase();
    return known.endsWith('/') ? folded.startsWith(known) : folded === known;
  });
}

function targetKeys(target: Target | undefined): ContextKey[] {
  const tags = target?.tags ?? [];
  const prefixes = ['aws', 'ec2', 'elasticloadbalancing', 'iam'];
  return [
    ...prefixes.flatMap((prefix) =>
      tags.map(({ key, value }) => [`${prefix}:ResourceTag/${key}`, value] as const),
    ),
    ...(target?.keys ?? []),
  ];
}

/** The policy of the topic has a say in what is done to the topic itself, not to the caller's subscription. */
function topicOwner({ resources, input }: RequestFacts, arn: string): Pick<Check, 'owner'> {
  const accountId = /^arn:aws:sns:[a-z0-9-]+:(\d{12}):[\w-]+$/.exec(arn)?.[1];
  if (accountId === undefined || input.SubscriptionArn !== undefined || input.Token !== undefined) return {};
  const policy = resources.get('topic', arn)?.policy;
  return { owner: { accountId, kind: 'topic', ...(policy !== undefined && { policy }) } };
}

/** Who gives a new resource tags needs to be allowed to tag, besides. */
function taggingChecks(
  request: RequestFacts,
  models: ActionModels,
  targets: readonly Target[],
  { byType, plain }: GivenTags,
): Check[] {
  const { service, operation } = request;
  if (service === 'ec2') {
    const model = models.ec2?.CreateTags ?? { keys: [], resources: {} };
    const more = [['ec2:CreateAction', operation]] as const;
    return [...byType].map(([type, tags]) =>
      checkOf(request, model, 'ec2:CreateTags', createdTarget(request, type), tags, more),
    );
  }
  const tagging =
    plain.length > 0 && /^(?:Create|Import|Request|Put)/.test(operation)
      ? taggingAction(service, operation)
      : undefined;
  const prefix = prefixOf(service);
  const model = tagging && models[prefix]?.[tagging];
  if (!model) return [];
  const more = [[`${prefix}:CreateAction`, operation]] as const;
  return targets.map((target) => checkOf(request, model, `${prefix}:${tagging}`, target, plain, more));
}

function taggingAction(service: string, operation: string): string | undefined {
  if (service === 'elasticloadbalancing') return 'AddTags';
  if (service === 'acm') return 'AddTagsToCertificate';
  if (['ecr', 'logs', 'monitoring', 'sns'].includes(service)) return 'TagResource';
  if (service === 'ssm') return 'AddTagsToResource';
  return service === 'iam' ? operation.replace(/^Create/, 'Tag') : undefined;
}

/** A role that is handed to a service needs `iam:PassRole`. */
function passedRoles(request: RequestFacts, models: ActionModels): Check[] {
  const model = models.iam?.PassRole;
  const name = passedRoleName(request);
  if (model === undefined || name === undefined) return [];
  const service = request.service === 'cloudformation' ? 'cloudformation' : 'ec2';
  const more = [['iam:PassedToService', `${service}.amazonaws.com`]] as const;
  return [checkOf(request, model, 'iam:PassRole', roleTarget(request, name), [], more)];
}

/** Operations that give an instance a profile. */
const profileGivers: ReadonlySet<string> = new Set([
  'RunInstances',
  'AssociateIamInstanceProfile',
  'ReplaceIamInstanceProfileAssociation',
]);

function passedRoleName(request: RequestFacts): string | undefined {
  const { resources, caller, input } = request;
  if (request.service === 'cloudformation') return textOf(request, 'RoleARN')?.split('/').at(-1);
  if (request.operation === 'AddRoleToInstanceProfile') return textOf(request, 'RoleName');
  const profile = input.IamInstanceProfile as { readonly Name?: unknown; readonly Arn?: unknown } | undefined;
  if (!profileGivers.has(request.operation) || !profile) return undefined;
  const name = String(profile.Name ?? String(profile.Arn).split('/').at(-1));
  const found = resources.find('instanceProfile', 'name', `${caller.accountId}/${name.toLowerCase()}`)[0];
  return found?.roleId === undefined ? undefined : resources.get('role', found.roleId)?.name;
}

/** Each resource is asked about once. */
function distinct(checks: readonly Check[]): Check[] {
  return [...new Map(checks.map((check) => [check.resource, check])).values()];
}
