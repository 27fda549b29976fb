/** The relays of this node, as its daemon has them. */
import { availableParallelism } from 'node:os';
import { sharedListeningTcpSocket } from '../kernel/inet-socket.ts';
import { withNamespace } from '../kernel/namespace.ts';
import type { Reader } from '../model/access.ts';
import type { Certificate } from '../model/certificate-resources.ts';
import { relayFabricAddress, relayPort } from '../model/fabric.ts';
import { fabricLeg } from '../plan/entry.ts';
import { Relays } from '../relay/relays.ts';
import type { RelayCertificate } from '../relay/tls-parameters.ts';

/** Each takes some 60 MB before its first connection. */
const relaysMax = 16;

export interface RelayOptions {
  readonly prefix: string;
  readonly pinDirectory: string;
  readonly runDirectory: string;
  readonly networks: {
    readonly hyperplaneNamespace: string;
    legIndex(leg: string): number | undefined;
  };
  readonly resources: Pick<Reader, 'get'>;
  /** As of `RelayLinkOptions`. */
  readonly version?: string;
  readonly log: (message: string) => void;
}

/** Nothing is started before there is something to carry. */
export function openRelays({ networks, resources, ...options }: RelayOptions): Relays {
  const namespace = networks.hyperplaneNamespace;
  const address = Uint8Array.from(relayFabricAddress.split('.').map(Number));
  return new Relays({
    ...options,
    namespace,
    count: Math.min(availableParallelism(), relaysMax),
    fabricLeg: () => networks.legIndex(fabricLeg),
    certificateOf: (arn) => {
      const found = resources.get('certificate', arn);
      return found && relayCertificate(found);
    },
    listen: () => withNamespace(namespace, () => sharedListeningTcpSocket(address, relayPort)),
  });
}

function relayCertificate(record: Certificate): RelayCertificate {
  const { certificate, chain = '', privateKey, domainName, subjectAlternativeNames } = record;
  return {
    names: [...new Set([domainName, ...subjectAlternativeNames])],
    chain: `${certificate}\n${chain}`,
    privateKey,
  };
}
