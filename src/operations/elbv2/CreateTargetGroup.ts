import type {
  CreateTargetGroupInput,
  CreateTargetGroupOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../model/errors.ts';
import { targetGroupArn } from '../../model/load-balancing-arns.ts';
import type { TargetGroup } from '../../model/load-balancing-resources.ts';
import type { Vpc } from '../../model/resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { findOwned } from '../shared/lookup.ts';
import { healthCheckFrom, healthCheckMembers } from './shared/health-check.ts';
import { checkIpAddressType } from './shared/ip-address-type.ts';
import { findByName } from './shared/lookup.ts';
import { checkTargetGroupName, claimName } from './shared/names.ts';
import { checkPort } from './shared/ports.ts';
import { checkTargetGroupProtocol } from './shared/protocols.ts';
import { checkTargetGroupCount } from './shared/quotas.ts';
import { addTags, sameTags } from './shared/tags.ts';
import { toSdkTargetGroup } from './shared/target-group-view.ts';

/**
 * Creates a target group without targets. Asking again with the same settings answers the group that is there.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const CreateTargetGroup = operation<CreateTargetGroupInput, CreateTargetGroupOutput>({
  service: 'elasticloadbalancing',
  name: 'CreateTargetGroup',
  access: 'write',
  honours: [
    'Name',
    'Protocol',
    'Port',
    'VpcId',
    ...healthCheckMembers,
    'TargetType',
    'Tags',
    'IpAddressType',
  ],
  handle(input, context) {
    const wanted = build(context, input);
    const existing = findByName(context, 'targetGroup', wanted.name);
    if (existing && !isSame(existing, wanted)) {
      const message = `A target group with the same name '${wanted.name}' exists, but with different settings`;
      throw new ServiceError('DuplicateTargetGroupName', message);
    }
    if (!existing) {
      checkTargetGroupCount(context);
      context.resources.put('targetGroup', wanted);
      claimName(context, wanted);
    }
    return { TargetGroups: [toSdkTargetGroup(context.resources, existing ?? wanted)] };
  },
});

function build(context: OperationContext, input: CreateTargetGroupInput): TargetGroup {
  const { caller, region, ids, now } = context;
  const name = checkTargetGroupName(input.Name ?? '');
  const place = { accountId: caller.accountId, region };
  checkIpAddressType(input.IpAddressType);
  return {
    ...place,
    id: targetGroupArn(place, name, ids.hex(16)),
    tags: addTags([], input.Tags ?? []),
    name,
    targetType: checkTargetType(input.TargetType),
    protocol: checkTargetGroupProtocol(input.Protocol),
    port: checkPort('target group', input.Port),
    vpcId: requireVpc(context, input.VpcId).id,
    healthCheck: healthCheckFrom(input),
    targets: [],
    attributes: {},
    createdAt: now,
  };
}

function checkTargetType(type = 'instance'): TargetGroup['targetType'] {
  if (type === 'ip' || type === 'instance') return type;
  const message = `The target type '${type}' is not supported. Use ip or instance`;
  throw new ServiceError('InvalidConfigurationRequest', message);
}

function requireVpc(context: OperationContext, id: string | undefined): Vpc {
  if (id === undefined) throw new ServiceError('ValidationError', 'A VPC ID must be specified');
  const vpc = findOwned(context, 'vpc', id);
  if (vpc) return vpc;
  throw new ServiceError('ValidationError', `The VPC ID '${id}' is not found`);
}

function isSame(a: TargetGroup, b: TargetGroup): boolean {
  const settings = ({ targetType, protocol, port, vpcId, healthCheck }: TargetGroup) =>
    JSON.stringify([targetType, protocol, port, vpcId, Object.entries(healthCheck).sort()]);
  return settings(a) === settings(b) && sameTags(a.tags, b.tags);
}
