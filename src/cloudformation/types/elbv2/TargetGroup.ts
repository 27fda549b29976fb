import type {
  CreateTargetGroupOutput,
  DescribeTargetGroupAttributesOutput,
  DescribeTargetGroupsOutput,
  DescribeTargetHealthOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { targetGroupAttributes } from '../../../model/load-balancing-attributes.ts';
import type {
  ElasticLoadBalancingV2TargetGroup,
  ElasticLoadBalancingV2TargetGroup_TargetDescription,
} from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import {
  attributeChanges,
  balancing,
  balancingTags,
  changeBalancingTags,
  readBalancingTags,
  refuseTakenName,
  statedAttributes,
} from '../shared/balancing.ts';
import { answered, ifAny, same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';

type Properties = ElasticLoadBalancingV2TargetGroup;
type Target = ElasticLoadBalancingV2TargetGroup_TargetDescription;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html */
export const TargetGroup = resourceType<Properties>({
  name: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  honours: [
    'Name',
    'Port',
    'Protocol',
    'TargetType',
    'VpcId',
    'IpAddressType',
    'Targets.Id',
    'Targets.Port',
    'Targets.AvailabilityZone',
    'HealthCheckEnabled',
    'HealthCheckIntervalSeconds',
    'HealthCheckPath',
    'HealthCheckPort',
    'HealthCheckProtocol',
    'HealthCheckTimeoutSeconds',
    'HealthyThresholdCount',
    'UnhealthyThresholdCount',
    'Matcher.HttpCode',
    'TargetGroupAttributes',
    'Tags',
  ],
  create(properties, step) {
    const { Targets, TargetGroupAttributes, Tags, Name, ...rest } = properties;
    if (Name !== undefined) refuseTakenName('DescribeTargetGroups', 'target group', Name, step);
    const { TargetGroups } = balancing<CreateTargetGroupOutput>(step, 'CreateTargetGroup', {
      ...rest,
      Name: Name ?? step.name(32),
      Tags: balancingTags(Tags, step),
    });
    const arn = answered(TargetGroups?.[0]?.TargetGroupArn);
    setAttributes(arn, {}, properties, step);
    if (Targets && ifAny(Targets)) register(arn, Targets, step);
    return arn;
  },
  update(arn, before, after, step) {
    changeHealthCheck(arn, before, after, step);
    setAttributes(arn, before, after, step);
    changeTargets(arn, before, after, step);
    changeBalancingTags(arn, before.Tags, after.Tags, step);
  },
  delete(TargetGroupArn, _, step) {
    unlessGone(() => balancing(step, 'DeleteTargetGroup', { TargetGroupArn }));
  },
  attributes(arn, _, step) {
    const found = describe(arn, step);
    return {
      TargetGroupArn: arn,
      TargetGroupFullName: arn.slice(arn.lastIndexOf(':') + 1),
      TargetGroupName: found?.TargetGroupName ?? '',
      LoadBalancerArns: found?.LoadBalancerArns ?? [],
    };
  },
  read(arn, properties, step) {
    const found = describe(arn, step);
    if (!found) return undefined;
    const { TargetGroupName, LoadBalancerArns: _, TargetGroupArn: __, ...rest } = found;
    return {
      ...rest,
      Name: TargetGroupName,
      Targets: targetsLike(properties.Targets, found.Port, targetsOf(arn, step)),
      TargetGroupAttributes: statedAttributes(properties.TargetGroupAttributes, attributesOf(arn, step)),
      Tags: readBalancingTags(arn, properties.Tags, step),
    };
  },
});

/** Health checks as stated, completed by AWS's defaults, so that what is not stated any more becomes the default. */
function healthCheckOf(properties: Properties) {
  const {
    HealthCheckProtocol = 'TCP',
    HealthCheckPath = '/',
    Matcher = { HttpCode: '200-399' },
  } = properties;
  const isHttp = HealthCheckProtocol !== 'TCP';
  return {
    HealthCheckProtocol,
    HealthCheckPort: properties.HealthCheckPort ?? 'traffic-port',
    HealthCheckEnabled: properties.HealthCheckEnabled ?? true,
    HealthCheckIntervalSeconds: properties.HealthCheckIntervalSeconds ?? 30,
    HealthCheckTimeoutSeconds:
      properties.HealthCheckTimeoutSeconds ?? (HealthCheckProtocol === 'HTTP' ? 6 : 10),
    HealthyThresholdCount: properties.HealthyThresholdCount ?? 5,
    UnhealthyThresholdCount: properties.UnhealthyThresholdCount ?? 2,
    HealthCheckPath: isHttp ? HealthCheckPath : properties.HealthCheckPath,
    Matcher: isHttp ? Matcher : properties.Matcher,
  };
}

function changeHealthCheck(TargetGroupArn: string, before: Properties, after: Properties, step: Step): void {
  const former: Readonly<Record<string, unknown>> = healthCheckOf(before);
  const changed = Object.entries(healthCheckOf(after)).filter(([name, value]) => !same(former[name], value));
  if (changed.every(([, value]) => value === undefined)) return;
  balancing(step, 'ModifyTargetGroup', { TargetGroupArn, ...Object.fromEntries(changed) });
}

function setAttributes(TargetGroupArn: string, before: Properties, after: Properties, step: Step): void {
  const { Protocol = '', TargetType = 'instance' } = after;
  // Defaults look at both only to tell one of the API's values from the others.
  const record = { attributes: {}, protocol: Protocol as 'TCP', targetType: TargetType as 'ip' };
  const Attributes = attributeChanges(
    targetGroupAttributes,
    record,
    before.TargetGroupAttributes,
    after.TargetGroupAttributes,
  );
  if (ifAny(Attributes)) balancing(step, 'ModifyTargetGroupAttributes', { TargetGroupArn, Attributes });
}

function changeTargets(TargetGroupArn: string, before: Properties, after: Properties, step: Step): void {
  const key = ({ Id, Port = after.Port, AvailabilityZone }: Target) => [Id, Port, AvailabilityZone].join(' ');
  const former = new Map((before.Targets ?? []).map((target) => [key(target), target]));
  const wanted = new Map((after.Targets ?? []).map((target) => [key(target), target]));
  const removed = [...former].filter(([each]) => !wanted.has(each)).map(([, target]) => target);
  const added = [...wanted].filter(([each]) => !former.has(each)).map(([, target]) => target);
  if (removed.length > 0) {
    const Targets = removed.map(({ Id, Port }) => ({ Id, Port }));
    balancing(step, 'DeregisterTargets', { TargetGroupArn, Targets });
  }
  if (added.length > 0) register(TargetGroupArn, added, step);
}

function register(TargetGroupArn: string, Targets: readonly Target[], step: Step): void {
  balancing(step, 'RegisterTargets', { TargetGroupArn, Targets });
}

/** Targets without those that are being taken out. */
function targetsOf(TargetGroupArn: string, step: Step) {
  const input = { TargetGroupArn };
  const { TargetHealthDescriptions = [] } = balancing<DescribeTargetHealthOutput>(
    step,
    'DescribeTargetHealth',
    input,
  );
  return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State !== 'draining').flatMap(
    ({ Target }) => Target ?? [],
  );
}

/** In the template's words, which need not name the port when that is the group's. */
function targetsLike(
  stated: readonly Target[] | undefined,
  groupPort: number | undefined,
  actual: ReturnType<typeof targetsOf>,
) {
  if (stated === undefined && actual.length === 0) return undefined;
  return actual.map(({ Id, Port, AvailabilityZone }) => {
    const like = stated?.find((each) => each.Id === Id && (each.Port ?? groupPort) === Port);
    return {
      Id,
      ...((like === undefined || like.Port !== undefined) && { Port }),
      ...(like?.AvailabilityZone !== undefined && { AvailabilityZone }),
    };
  });
}

function attributesOf(TargetGroupArn: string, step: Step) {
  const input = { TargetGroupArn };
  return balancing<DescribeTargetGroupAttributesOutput>(step, 'DescribeTargetGroupAttributes', input)
    .Attributes;
}

function describe(arn: string, step: Step) {
  const input = { TargetGroupArns: [arn] };
  const result = unlessGone(() => balancing<DescribeTargetGroupsOutput>(step, 'DescribeTargetGroups', input));
  return result?.TargetGroups?.[0];
}
