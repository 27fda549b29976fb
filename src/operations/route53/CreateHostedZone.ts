import type { CreateHostedZoneRequest, CreateHostedZoneResponse } from '@aws-sdk/client-route-53';
import type { HostedZone, ZoneVpc } from '../../model/dns-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { type OperationContext, operation } from '../operation.ts';
import { newChange } from './shared/changes.ts';
import { newId } from './shared/ids.ts';
import { hostedZonesMax } from './shared/limits.ts';
import { apexRecordSets, nameServersOf } from './shared/new-zone.ts';
import { callerReferenceClaim, checkCallerReference } from './shared/references.ts';
import { parseVpc, requireOwnVpc, takeZoneName, toSdkVpc } from './shared/vpcs.ts';
import { checkComment, requireDomainName, toSdkDelegationSet, toSdkZone } from './shared/zones.ts';

/**
 * Creates a hosted zone with its NS and SOA records. With a VPC it is private to that VPC; without, it is public, and
 * answered here alone: nothing delegates to it.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html
 */
export const CreateHostedZone = operation<CreateHostedZoneRequest, CreateHostedZoneResponse>({
  service: 'route53',
  name: 'CreateHostedZone',
  access: 'write',
  honours: ['Name', 'VPC', 'CallerReference', 'HostedZoneConfig', 'DelegationSetId'],
  handle(input, context) {
    const { resources, caller } = context;
    const zone = build(context, input);
    const [vpc] = zone.vpcs;
    if (input.DelegationSetId !== undefined) {
      const message = `A delegation set with ID ${input.DelegationSetId.slice(0, 64)} does not exist.`;
      throw new ServiceError('NoSuchDelegationSet', message);
    }
    if (resources.count('hostedZone', 'account', caller.accountId) >= hostedZonesMax) {
      throw new ServiceError(
        'TooManyHostedZones',
        `Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more hosted zones than ${hostedZonesMax}.`,
      );
    }
    const claim = callerReferenceClaim('hostedZone', caller.accountId, zone.callerReference);
    if (resources.get('claim', claim)) {
      const message = `A hosted zone has already been created with the specified caller reference.`;
      throw new ServiceError('HostedZoneAlreadyExists', message);
    }
    resources.put('claim', { id: claim, holder: zone.id });
    if (vpc) associate(context, zone, vpc);
    resources.put('hostedZone', zone);
    for (const record of apexRecordSets(zone)) resources.put('recordSet', record);
    const delegationSet = toSdkDelegationSet(zone);
    return {
      HostedZone: toSdkZone(resources, zone),
      ChangeInfo: newChange(context),
      // A private zone has none, whatever the SDK's type says.
      DelegationSet: delegationSet as CreateHostedZoneResponse['DelegationSet'],
      ...(vpc && { VPC: toSdkVpc(vpc) }),
      Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.id}`,
    };
  },
});

function associate(context: OperationContext, zone: HostedZone, vpc: ZoneVpc): void {
  requireOwnVpc(context, vpc);
  takeZoneName(context, zone, vpc);
}

function build(context: OperationContext, input: CreateHostedZoneRequest): HostedZone {
  const name = requireDomainName(input.Name ?? '');
  const comment = checkComment(input.HostedZoneConfig?.Comment);
  const vpc = input.VPC === undefined ? undefined : parseVpc(input.VPC);
  const privateZone = vpc !== undefined;
  if (!privateZone && input.HostedZoneConfig?.PrivateZone === true) {
    throw new ServiceError(
      'InvalidInput',
      'When you are creating a private hosted zone, you must specify a VPC.',
    );
  }
  return {
    id: newId(context.ids, 'Z'),
    accountId: context.caller.accountId,
    tags: [],
    name,
    callerReference: checkCallerReference(input.CallerReference ?? '', 128),
    ...(comment !== undefined && { comment }),
    privateZone,
    vpcs: vpc ? [vpc] : [],
    authorizations: [],
    nameServers: nameServersOf(context.ids, privateZone),
    createdAt: context.now,
  };
}
