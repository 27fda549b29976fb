import type { DescribeListenerCertificatesOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ElasticLoadBalancingV2ListenerCertificate } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { balancing } from '../shared/balancing.ts';
import { difference, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';

type Properties = ElasticLoadBalancingV2ListenerCertificate;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenercertificate.html */
export const ListenerCertificate = resourceType<Properties>({
  name: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
  honours: ['ListenerArn', 'Certificates.CertificateArn'],
  create(properties, step) {
    change(properties.ListenerArn, [], arnsOf(properties), step);
    return step.name(64);
  },
  update(_, before, after, step) {
    change(after.ListenerArn, arnsOf(before), arnsOf(after), step);
  },
  delete(_, properties, step) {
    unlessGone(() => change(properties.ListenerArn, arnsOf(properties), [], step));
  },
  attributes: (id) => ({ Id: id }),
  read(_, properties, step) {
    const { ListenerArn } = properties;
    const there = unlessGone(() => certificatesOf(ListenerArn, step));
    const found = arnsOf(properties).filter((arn) => there?.includes(arn));
    if (found.length === 0) return undefined;
    return { ListenerArn, Certificates: found.map((CertificateArn) => ({ CertificateArn })) };
  },
});

function arnsOf({ Certificates }: Properties): readonly string[] {
  return Certificates.flatMap(({ CertificateArn }) => CertificateArn ?? []);
}

function change(ListenerArn: string, before: readonly string[], after: readonly string[], step: Step): void {
  const { added, removed } = difference(before, after);
  const certificates = (arns: readonly string[]) => arns.map((CertificateArn) => ({ CertificateArn }));
  if (removed.length > 0) {
    const input = { ListenerArn, Certificates: certificates(removed) };
    unlessGone(() => balancing(step, 'RemoveListenerCertificates', input));
  }
  if (added.length > 0) {
    balancing(step, 'AddListenerCertificates', { ListenerArn, Certificates: certificates(added) });
  }
}

function certificatesOf(ListenerArn: string, step: Step): readonly string[] {
  const input = { ListenerArn };
  const result = balancing<DescribeListenerCertificatesOutput>(step, 'DescribeListenerCertificates', input);
  return (result.Certificates ?? []).flatMap(({ CertificateArn }) => CertificateArn ?? []);
}
