/** The resources of requests of services that name them by ARN or by a bare id. */
import { alarmArn } from '../model/alarm-resources.ts';
import { logGroupArn } from '../model/log-resources.ts';
import type { Owned, Tag } from '../model/owned.ts';
import { parameterArn, parameterId } from '../model/parameter-resources.ts';
import { isPublicParameter } from '../model/public-images.ts';
import { repositoryArn } from '../model/repository-resources.ts';
import type { ActionModel } from './action-model.ts';
import { memberTable, textsAt } from './member-table.ts';
import { type RequestFacts, textOf } from './request.ts';
import { namedResources, type Target } from './target.ts';

/** By ARN; what is made has its name in the ARN, and something that nobody knows yet behind it. */
export function elasticLoadBalancingTargets(request: RequestFacts, action: ActionModel): readonly Target[] {
  const types = Object.keys(action.resources);
  if (types.length === 0) return [];
  const members = Object.values(memberTable.elasticloadbalancing ?? {}).flat();
  const arns = [...new Set(members.flatMap((path) => textsAt(request.input, path)))];
  if (arns.length > 0)
    return arns.map((arn) => ({ arn, type: types[0] ?? '', tags: balancingTags(request, arn) }));
  const name = textOf(request, 'Name') ?? '*';
  const { region, caller } = request;
  const kind =
    request.operation === 'CreateLoadBalancer' ? `loadbalancer/${loadBalancerType(request)}` : 'targetgroup';
  return [
    {
      arn: `arn:aws:elasticloadbalancing:${region}:${caller.accountId}:${kind}/${name}/*`,
      type: types[0] ?? '',
    },
  ];
}

function loadBalancerType(request: RequestFacts): string {
  const types: Readonly<Record<string, string>> = { network: 'net', gateway: 'gwy' };
  return types[textOf(request, 'Type') ?? 'application'] ?? 'app';
}

function balancingTags(request: RequestFacts, arn: string): readonly Tag[] {
  const { resources } = request;
  const found =
    resources.get('loadBalancer', arn) ?? resources.get('targetGroup', arn) ?? resources.get('listener', arn);
  return ownTags(request, found);
}

/** Topics may belong to others, whose policies then decide; subscriptions are part of their topic. */
export function snsTargets(request: RequestFacts, action: ActionModel): readonly Target[] {
  if (action.resources.topic === undefined) return [];
  const { region, caller, input } = request;
  const [[, texts] = ['topic', []]] = namedResources('sns', input, ['topic']);
  const name = textOf(request, 'Name');
  const arns =
    request.operation === 'CreateTopic' && name !== undefined
      ? [`arn:aws:sns:${region}:${caller.accountId}:${name}`]
      : texts.map((arn) => arn.split(':').slice(0, 6).join(':'));
  return [...new Set(arns)].map((arn) => ({
    arn,
    type: 'topic',
    tags: ownTags(request, request.resources.get('topic', arn)),
  }));
}

export function route53Targets(request: RequestFacts, action: ActionModel): readonly Target[] {
  const types = Object.keys(action.resources);
  const [given] = textsAt(request.input, 'ResourceType');
  return namedResources('route53', request.input, types).flatMap(([type, texts]) =>
    texts.map((text) => ({ arn: `arn:aws:route53:::${given ?? type}/${bareId(text)}`, type })),
  );
}

/** Ids are taken with and without what they are ids of: `/hostedzone/Z123` is `Z123`. */
function bareId(text: string): string {
  return text.replace(/^\/?(?:hostedzone|change|healthcheck)\//, '');
}

export function acmTargets(request: RequestFacts, action: ActionModel): readonly Target[] {
  if (action.resources.certificate === undefined) return [];
  const { input, resources, region, caller } = request;
  const type = 'certificate';
  const [[, arns] = [type, []]] = namedResources('acm', input, [type]);
  // One that is not named is made.
  if (arns.length === 0) return [{ arn: `arn:aws:acm:${region}:${caller.accountId}:certificate/*`, type }];
  return arns.map((arn) => ({ arn, type, tags: ownTags(request, resources.get('certificate', arn)) }));
}

/** Parameters by name or ARN, with or without a version behind it; or a level of their hierarchy. */
export function ssmTargets(request: RequestFacts, action: ActionModel): readonly Target[] {
  if (action.resources.parameter === undefined) return [];
  const { input, resources, region, caller } = request;
  const type = 'parameter';
  const [[, texts] = [type, []]] = namedResources('ssm', input, [type]);
  return texts.map((text) => {
    const name = text.replace(/^arn:[^/]*:parameter\//, '/').replace(/:.*$/s, '');
    const found = [name, name.replace(/^\//, '')]
      .map((each) => resources.get('parameter', parameterId(caller.accountId, region, each)))
      .find((each) => each !== undefined);
    const arn = text.startsWith('arn:')
      ? text.replace(/(:parameter\/[^:]*):.*$/s, '$1')
      : parameterArn(isPublicParameter(name) ? '' : caller.accountId, region, name);
    return { arn, type, tags: ownTags(request, found) };
  });
}

/** Repositories by name or ARN; all that there are when none is named. */
export function ecrTargets(request: RequestFacts, action: ActionModel): readonly Target[] {
  if (action.resources.repository === undefined) return [];
  const { input, resources, region, caller } = request;
  const type = 'repository';
  const [[, texts] = [type, []]] = namedResources('ecr', input, [type]);
  const arns = (texts.length === 0 ? ['*'] : texts).map((text) =>
    text.startsWith('arn:') ? text : repositoryArn(caller.accountId, region, text),
  );
  return arns.map((arn) => ({ arn, type, tags: ownTags(request, resources.get('repository', arn)) }));
}

/** Alarms by name or ARN; all that there are when none is named. */
export function alarmTargets(request: RequestFacts, action: ActionModel): readonly Target[] {
  if (action.resources.alarm === undefined) return [];
  const { input, resources, region, caller } = request;
  const type = 'alarm';
  const [[, texts] = [type, []]] = namedResources('cloudwatch', input, [type]);
  const byArn = textOf(request, 'ResourceARN') !== undefined;
  const arns = (texts.length === 0 ? ['*'] : texts).map((text) =>
    byArn ? text : alarmArn(caller.accountId, region, text),
  );
  return arns.map((arn) => ({ arn, type, tags: ownTags(request, resources.get('metricAlarm', arn)) }));
}

/** Log groups by name, with the streams in them as AWS's policies have it, or by ARN. */
export function logGroupTargets(request: RequestFacts, action: ActionModel): readonly Target[] {
  if (action.resources['log-group'] === undefined) return [];
  const { resources, region, caller } = request;
  const name = textOf(request, 'logGroupName');
  const given = textOf(request, 'resourceArn')?.replace(/:\*$/, '');
  const arn = name === undefined ? given : logGroupArn(caller.accountId, region, name);
  if (arn === undefined) return [];
  const tags = ownTags(request, resources.get('logGroup', arn));
  return [{ arn: name === undefined ? arn : `${arn}:log-stream:`, type: 'log-group', tags }];
}

export function ownTags(
  { caller, region }: RequestFacts,
  found: Pick<Owned, 'accountId' | 'region' | 'tags'> | undefined,
): readonly Tag[] {
  return found?.accountId === caller.accountId && found.region === region ? found.tags : [];
}
