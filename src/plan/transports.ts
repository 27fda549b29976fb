import type { LoadBalancingProtocol } from '../model/load-balancing-resources.ts';
import type { Transport } from './entry.ts';

/** What a listener with the protocol takes. */
export function transportsOf(protocol: LoadBalancingProtocol): readonly Transport[] {
  return transports[protocol];
}

const transports: Readonly<Record<LoadBalancingProtocol, readonly Transport[]>> = {
  TCP: ['tcp'],
  UDP: ['udp'],
  TCP_UDP: ['tcp', 'udp'],
  TLS: ['tcp'],
};
