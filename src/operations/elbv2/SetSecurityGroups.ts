import type {
  SetSecurityGroupsInput,
  SetSecurityGroupsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';
import { holdGroups, requireSecurityGroups } from './shared/security-groups.ts';

/**
 * Gives a load balancer other security groups, and says whether their inbound rules hold for connections through
 * endpoints. Only one that was made with security groups can have any, and never none again.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSecurityGroups.html
 */
export const SetSecurityGroups = operation<SetSecurityGroupsInput, SetSecurityGroupsOutput>({
  service: 'elasticloadbalancing',
  name: 'SetSecurityGroups',
  access: 'write',
  honours: ['LoadBalancerArn', 'SecurityGroups', 'EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic'],
  handle(input, context) {
    const { resources } = context;
    const before = requireByArn(context, 'loadBalancer', input.LoadBalancerArn);
    if (before.securityGroupIds.length === 0) {
      const message = `You cannot set security groups on the load balancer '${before.id}' because it was created without any`;
      throw new ServiceError('InvalidConfigurationRequest', message);
    }
    if (!input.SecurityGroups?.length) {
      throw new ServiceError('ValidationError', 'At least one security group must be specified');
    }
    const groups = requireSecurityGroups(context, before.vpcId, input.SecurityGroups);
    const after = {
      ...before,
      securityGroupIds: groups.map(({ id }) => id),
      enforceInboundRulesOnPrivateLink:
        input.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic === undefined
          ? before.enforceInboundRulesOnPrivateLink
          : input.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic === 'on',
    };
    resources.put('loadBalancer', after);
    holdGroups(context, after);
    return {
      SecurityGroupIds: [...after.securityGroupIds],
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: after.enforceInboundRulesOnPrivateLink
        ? 'on'
        : 'off',
    };
  },
});
