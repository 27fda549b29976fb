/** Protocols of listeners and target groups, and which go together. */
import { dataPlaneFeatures } from '../../../model/data-plane-features.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { LoadBalancingProtocol } from '../../../model/load-balancing-resources.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html */
const groupsOf: Readonly<Record<LoadBalancingProtocol, readonly LoadBalancingProtocol[]>> = {
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
};

/**
 * The protocol of a listener.
 * @throws ServiceError `ValidationError` when it is missing, `UnsupportedProtocol` for one that is not offered
 */
export function checkListenerProtocol(protocol: string | undefined): LoadBalancingProtocol {
  return check('listener', protocol, dataPlaneFeatures.listenerProtocols, 'UnsupportedProtocol');
}

/**
 * The protocol of a target group.
 * @throws ServiceError `ValidationError` when it is missing, `InvalidConfigurationRequest` for one that is not offered
 */
export function checkTargetGroupProtocol(protocol: string | undefined): LoadBalancingProtocol {
  return check(
    'target group',
    protocol,
    dataPlaneFeatures.targetGroupProtocols,
    'InvalidConfigurationRequest',
  );
}

/** @throws ServiceError `IncompatibleProtocols` when a listener of the one cannot forward to a group of the other */
export function checkCompatible(listener: LoadBalancingProtocol, group: LoadBalancingProtocol): void {
  const fitting = groupsOf[listener];
  if (fitting.includes(group)) return;
  const message = `A listener with the protocol ${listener} cannot forward to a target group with the protocol ${group}. Use a target group with ${fitting.join(' or ')}`;
  throw new ServiceError('IncompatibleProtocols', message);
}

function check(
  noun: string,
  given: string | undefined,
  offered: readonly LoadBalancingProtocol[],
  unsupported: string,
): LoadBalancingProtocol {
  if (given === undefined) throw new ServiceError('ValidationError', `A ${noun} protocol must be specified`);
  const protocol = offered.find((each) => each === given);
  if (protocol !== undefined) return protocol;
  throw new ServiceError(
    unsupported,
    `The ${noun} protocol '${given}' is not supported. Use ${offered.join(', ')}`,
  );
}
