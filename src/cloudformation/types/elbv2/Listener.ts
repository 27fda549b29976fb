import type {
  Action,
  CreateListenerOutput,
  DescribeListenerAttributesOutput,
  DescribeListenersOutput,
  Listener as SdkListener,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../../model/errors.ts';
import { listenerAttributes } from '../../../model/load-balancing-attributes.ts';
import { defaultTlsPolicyName } from '../../../model/tls-policies.ts';
import type { ElasticLoadBalancingV2Listener } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import {
  attributeChanges,
  balancing,
  balancingTags,
  changeBalancingTags,
  readBalancingTags,
  statedAttributes,
} from '../shared/balancing.ts';
import { answered, ifAny, same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';

type Properties = ElasticLoadBalancingV2Listener;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html */
export const Listener = resourceType<Properties>({
  name: 'AWS::ElasticLoadBalancingV2::Listener',
  honours: [
    'LoadBalancerArn',
    'Port',
    'Protocol',
    'DefaultActions.Type',
    'DefaultActions.Order',
    'DefaultActions.TargetGroupArn',
    'DefaultActions.ForwardConfig.TargetGroups',
    'DefaultActions.ForwardConfig.TargetGroupStickinessConfig.Enabled',
    'Certificates.CertificateArn',
    'SslPolicy',
    'AlpnPolicy',
    'ListenerAttributes',
    'Tags',
  ],
  create(properties, step) {
    const { ListenerAttributes: _, Tags, ...rest } = properties;
    refuseTakenPort(properties, step);
    const input = { ...rest, Tags: balancingTags(Tags, step) };
    const arn = answered(
      balancing<CreateListenerOutput>(step, 'CreateListener', input).Listeners?.[0]?.ListenerArn,
    );
    setAttributes(arn, {}, properties, step);
    return arn;
  },
  update(arn, before, after, step) {
    const changes = changesOf(before, after);
    if (Object.values(changes).some((value) => value !== undefined)) {
      balancing(step, 'ModifyListener', { ListenerArn: arn, ...changes });
    }
    // Another protocol has other attributes: those of the one before are gone with it.
    setAttributes(arn, before.Protocol === after.Protocol ? before : {}, after, step);
    changeBalancingTags(arn, before.Tags, after.Tags, step);
  },
  delete(ListenerArn, _, step) {
    unlessGone(() => balancing(step, 'DeleteListener', { ListenerArn }));
  },
  attributes: (arn) => ({ ListenerArn: arn }),
  read(arn, properties, step) {
    const found = describe(arn, step);
    if (!found) return undefined;
    return {
      LoadBalancerArn: found.LoadBalancerArn,
      Port: found.Port,
      Protocol: found.Protocol,
      DefaultActions: actionsLike(properties.DefaultActions[0], found.DefaultActions?.[0]),
      Certificates: found.Certificates?.map(({ CertificateArn }) => ({ CertificateArn })),
      SslPolicy: found.SslPolicy,
      AlpnPolicy: found.AlpnPolicy,
      ListenerAttributes: statedAttributes(properties.ListenerAttributes, attributesOf(arn, step)),
      Tags: readBalancingTags(arn, properties.Tags, step),
    };
  },
});

/** What ModifyListener is asked. What is not stated any more becomes what a listener has that never stated it. */
function changesOf(before: Properties, after: Properties) {
  const changed = <Name extends keyof Properties>(name: Name) =>
    same(before[name], after[name]) ? undefined : after[name];
  const isTls = after.Protocol === 'TLS';
  const dropped = (name: keyof Properties) =>
    isTls && before[name] !== undefined && after[name] === undefined;
  return {
    Port: changed('Port'),
    Protocol: changed('Protocol'),
    DefaultActions: changed('DefaultActions'),
    Certificates: changed('Certificates'),
    SslPolicy: dropped('SslPolicy') ? defaultTlsPolicyName : changed('SslPolicy'),
    AlpnPolicy: dropped('AlpnPolicy') ? ['None'] : changed('AlpnPolicy'),
  };
}

/**
 * To ask for the same listener again is no error, and so a stack would come to have one that another made.
 * @throws ServiceError `DuplicateListener`
 */
function refuseTakenPort({ LoadBalancerArn, Port }: Properties, step: Step): void {
  const { Listeners } = balancing<DescribeListenersOutput>(step, 'DescribeListeners', { LoadBalancerArn });
  if (!Listeners?.some((each) => each.Port === Port)) return;
  const message = `A listener already exists on port ${Port} of the load balancer '${LoadBalancerArn}'`;
  throw new ServiceError('DuplicateListener', message);
}

function setAttributes(
  ListenerArn: string,
  { ListenerAttributes: before }: Partial<Properties>,
  { Protocol = '', ListenerAttributes: after }: Properties,
  step: Step,
): void {
  // Defaults look at the protocol only to tell one of the API's values from the others.
  const record = { attributes: {}, protocol: Protocol as 'TCP' };
  const Attributes = attributeChanges(listenerAttributes, record, before, after);
  if (ifAny(Attributes)) balancing(step, 'ModifyListenerAttributes', { ListenerArn, Attributes });
}

/** The action with the members that the template states, since the API answers one target group in two ways at once. */
function actionsLike(stated: Properties['DefaultActions'][number] | undefined, actual: Action | undefined) {
  if (!actual) return [];
  const { Type = '', Order, TargetGroupArn, ForwardConfig } = actual;
  const groups = ForwardConfig?.TargetGroups ?? [];
  const hasConfig = stated?.ForwardConfig !== undefined || groups.length !== 1;
  const weights = stated?.ForwardConfig?.TargetGroups?.some(({ Weight }) => Weight !== undefined) ?? true;
  const stickiness = stated?.ForwardConfig?.TargetGroupStickinessConfig;
  return [
    {
      Type,
      ...(stated?.Order !== undefined && { Order }),
      ...((!hasConfig || stated?.TargetGroupArn !== undefined) && { TargetGroupArn }),
      ...(hasConfig && {
        ForwardConfig: {
          TargetGroups: groups.map((each) => (weights ? each : { TargetGroupArn: each.TargetGroupArn })),
          ...((stickiness !== undefined || ForwardConfig?.TargetGroupStickinessConfig?.Enabled) && {
            TargetGroupStickinessConfig: ForwardConfig?.TargetGroupStickinessConfig,
          }),
        },
      }),
    },
  ];
}

function attributesOf(ListenerArn: string, step: Step) {
  const input = { ListenerArn };
  return balancing<DescribeListenerAttributesOutput>(step, 'DescribeListenerAttributes', input).Attributes;
}

function describe(arn: string, step: Step): SdkListener | undefined {
  const input = { ListenerArns: [arn] };
  return unlessGone(() => balancing<DescribeListenersOutput>(step, 'DescribeListeners', input))
    ?.Listeners?.[0];
}
