import type {
  CreateHostedZoneResponse,
  GetHostedZoneResponse,
  VPC as SdkVpc,
} from '@aws-sdk/client-route-53';
import { ServiceError } from '../../../model/errors.ts';
import type { Route53HostedZone, Route53HostedZone_VPC } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { domainNameLike } from '../shared/names.ts';
import { changeZoneTags, readZoneTags, setZoneTags } from '../shared/zone-tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-hostedzone.html */
export const HostedZone = resourceType<Route53HostedZone>({
  name: 'AWS::Route53::HostedZone',
  honours: ['Name', 'VPCs', 'HostedZoneConfig.Comment', 'HostedZoneTags'],
  create(properties, step) {
    const [VPC, ...others] = properties.VPCs ?? [];
    const { HostedZone: made } = call<CreateHostedZoneResponse>(step, 'route53', 'CreateHostedZone', {
      Name: properties.Name,
      VPC,
      CallerReference: step.name(128),
      HostedZoneConfig: properties.HostedZoneConfig && {
        ...properties.HostedZoneConfig,
        PrivateZone: VPC !== undefined,
      },
    });
    const id = answered(made?.Id).replace('/hostedzone/', '');
    for (const other of others) associate(id, other, step);
    setZoneTags('hostedzone', id, properties.HostedZoneTags, step);
    return id;
  },
  update(id, before, after, step) {
    const comment = after.HostedZoneConfig?.Comment;
    if (before.HostedZoneConfig?.Comment !== comment) {
      call(step, 'route53', 'UpdateHostedZoneComment', { Id: id, Comment: comment });
    }
    changeVpcs(id, before.VPCs ?? [], after.VPCs ?? [], step);
    changeZoneTags('hostedzone', id, before.HostedZoneTags, after.HostedZoneTags, step);
  },
  delete(Id, _, step) {
    unlessGone(() => call(step, 'route53', 'DeleteHostedZone', { Id }));
  },
  attributes(id, _, step) {
    return { Id: id, NameServers: describe(id, step)?.DelegationSet?.NameServers ?? [] };
  },
  read(id, properties, step) {
    const found = describe(id, step);
    if (!found) return undefined;
    const comment = found.HostedZone?.Config?.Comment;
    return {
      Name: domainNameLike(properties.Name, found.HostedZone?.Name),
      VPCs: found.VPCs?.map(({ VPCId = '', VPCRegion = '' }) => ({ VPCId, VPCRegion: String(VPCRegion) })),
      HostedZoneConfig: comment === undefined ? undefined : { Comment: comment },
      HostedZoneTags: readZoneTags('hostedzone', id, properties.HostedZoneTags, step),
    };
  },
});

type Vpc = Route53HostedZone_VPC;

/** First those that come, since a private zone always has a VPC. */
function changeVpcs(id: string, before: readonly Vpc[], after: readonly Vpc[], step: Step): void {
  if (before.length > 0 !== after.length > 0) {
    const message = `A hosted zone is private or public for good: the VPCs of ${id} can change, but not ${after.length > 0 ? 'come' : 'go'} altogether.`;
    throw new ServiceError('InvalidInput', message);
  }
  const includes = (list: readonly Vpc[], vpc: Vpc) =>
    list.some((each) => each.VPCId === vpc.VPCId && each.VPCRegion === vpc.VPCRegion);
  for (const VPC of after) if (!includes(before, VPC)) associate(id, VPC, step);
  for (const VPC of before) {
    if (includes(after, VPC)) continue;
    const input = { HostedZoneId: id, VPC };
    unlessGone(() => call(step, 'route53', 'DisassociateVPCFromHostedZone', input), 'VPCAssociationNotFound');
  }
}

function associate(HostedZoneId: string, VPC: SdkVpc | Vpc, step: Step): void {
  call(step, 'route53', 'AssociateVPCWithHostedZone', { HostedZoneId, VPC });
}

function describe(Id: string, step: Step): GetHostedZoneResponse | undefined {
  return unlessGone(() => call<GetHostedZoneResponse>(step, 'route53', 'GetHostedZone', { Id }));
}
