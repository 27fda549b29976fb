import type {
  CreateVpcEndpointServiceConfigurationResult,
  DescribeVpcEndpointServiceConfigurationsResult,
  ServiceConfiguration,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../../model/errors.ts';
import type { EC2VPCEndpointService } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { allSuccessful, answered, call, difference, ifAny, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpointservice.html */
export const VPCEndpointService = resourceType<EC2VPCEndpointService>({
  name: 'AWS::EC2::VPCEndpointService',
  honours: [
    'AcceptanceRequired',
    'NetworkLoadBalancerArns',
    'PayerResponsibility',
    'PrivateDnsName',
    'SupportedIpAddressTypes',
    'SupportedRegions',
    'Tags',
  ],
  create(properties, step) {
    const { Tags, PayerResponsibility, ...rest } = properties;
    const result = call<CreateVpcEndpointServiceConfigurationResult>(
      step,
      'ec2',
      'CreateVpcEndpointServiceConfiguration',
      { ...rest, TagSpecifications: tagSpecifications('vpc-endpoint-service', Tags, step) },
    );
    const id = answered(result.ServiceConfiguration?.ServiceId);
    if (PayerResponsibility !== undefined) setPayer(id, PayerResponsibility, step);
    return id;
  },
  update(id, before, after, step) {
    const changes = changesOf(before, after, step);
    if (Object.values(changes).some((value) => value !== undefined)) {
      call(step, 'ec2', 'ModifyVpcEndpointServiceConfiguration', { ServiceId: id, ...changes });
    }
    changePayer(id, before, after, step);
    changeEc2Tags(id, before.Tags, after.Tags, step);
  },
  delete(id, _, step) {
    const input = { ServiceIds: [id] };
    unlessGone(() => allSuccessful(call(step, 'ec2', 'DeleteVpcEndpointServiceConfigurations', input)));
  },
  attributes(id, _, step) {
    const verification = describe(id, step)?.PrivateDnsNameConfiguration;
    return {
      ServiceId: id,
      'PrivateDnsNameConfiguration.Name': verification?.Name ?? '',
      'PrivateDnsNameConfiguration.State': verification?.State ?? '',
      'PrivateDnsNameConfiguration.Type': verification?.Type ?? '',
      'PrivateDnsNameConfiguration.Value': verification?.Value ?? '',
    };
  },
  read(id, properties, step) {
    const service = describe(id, step);
    return (
      service && {
        AcceptanceRequired: service.AcceptanceRequired,
        NetworkLoadBalancerArns: service.NetworkLoadBalancerArns,
        PayerResponsibility: service.PayerResponsibility,
        PrivateDnsName: service.PrivateDnsName,
        SupportedIpAddressTypes: service.SupportedIpAddressTypes?.map(String),
        SupportedRegions: regionsLike(properties, service, step),
        Tags: ownTags(service.Tags, properties.Tags, step),
      }
    );
  },
});

function changesOf(before: EC2VPCEndpointService, after: EC2VPCEndpointService, step: Step) {
  const balancers = difference(before.NetworkLoadBalancerArns, after.NetworkLoadBalancerArns);
  // Its own region and IPv4 a service has whether they are stated or not.
  const types = difference(
    ['ipv4', ...(before.SupportedIpAddressTypes ?? [])],
    after.SupportedIpAddressTypes ?? ['ipv4'],
  );
  const home = [step.region];
  const regions = difference(
    [...home, ...(before.SupportedRegions ?? [])],
    [...home, ...(after.SupportedRegions ?? [])],
  );
  const consent = after.AcceptanceRequired ?? true;
  const name = after.PrivateDnsName;
  return {
    AcceptanceRequired: consent === (before.AcceptanceRequired ?? true) ? undefined : consent,
    PrivateDnsName: name === before.PrivateDnsName ? undefined : name,
    RemovePrivateDnsName: before.PrivateDnsName !== undefined && name === undefined ? true : undefined,
    AddNetworkLoadBalancerArns: ifAny(balancers.added),
    RemoveNetworkLoadBalancerArns: ifAny(balancers.removed),
    AddSupportedIpAddressTypes: ifAny(types.added),
    RemoveSupportedIpAddressTypes: ifAny(types.removed),
    AddSupportedRegions: ifAny(regions.added),
    RemoveSupportedRegions: ifAny(regions.removed),
  };
}

function changePayer(
  id: string,
  { PayerResponsibility: before }: EC2VPCEndpointService,
  { PayerResponsibility: after }: EC2VPCEndpointService,
  step: Step,
): void {
  if (before === after) return;
  if (after !== undefined) {
    setPayer(id, after, step);
    return;
  }
  const message = `The payer responsibility of ${id} cannot be taken back. Keep PayerResponsibility as it is.`;
  throw new ServiceError('InvalidParameter', message);
}

function setPayer(ServiceId: string, PayerResponsibility: string, step: Step): void {
  const input = { ServiceId, PayerResponsibility };
  call(step, 'ec2', 'ModifyVpcEndpointServicePayerResponsibility', input);
}

/** Without the service's own region, unless the template states that. */
function regionsLike(stated: EC2VPCEndpointService, service: ServiceConfiguration, step: Step) {
  // A region that was taken away stays on the list, closed.
  const open = (service.SupportedRegions ?? []).filter(({ ServiceState }) => ServiceState !== 'Closed');
  const regions = open.map(({ Region = '' }) => Region);
  const wanted = stated.SupportedRegions ?? [];
  const shown = regions.filter((region) => region !== step.region || wanted.includes(region));
  return stated.SupportedRegions === undefined && shown.length === 0 ? undefined : shown;
}

function describe(id: string, step: Step): ServiceConfiguration | undefined {
  const input = { ServiceIds: [id] };
  const result = unlessGone(() =>
    call<DescribeVpcEndpointServiceConfigurationsResult>(
      step,
      'ec2',
      'DescribeVpcEndpointServiceConfigurations',
      input,
    ),
  );
  return result?.ServiceConfigurations?.[0];
}
