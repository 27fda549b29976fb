/** What the daemon and a relay say to each other: lines of JSON on a socket that root alone can open. */
import { layoutHash } from '../hyperplane/layout-header.ts';
import type { DataPlaneId, Ipv4 } from '../plan/entry.ts';
import type { TlsParameters } from './tls-parameters.ts';

/** Changes with every change of what is said here; a daemon starts a relay of its own in the place of another's. */
const relayProtocol = 3;

/** Of the relays that this code starts: what they are told, and the layout of the maps that they read. */
export function relayVersion(): string {
  return `${relayProtocol} ${layoutHash()}`;
}

/** A listener at a node, with all that a relay needs of it. */
export interface RelayedListener {
  /** What flows carry as their target. */
  readonly id: DataPlaneId;
  /** The front that says where connections go. */
  readonly choice: DataPlaneId;
  /** Where targets are connected to from. */
  readonly origin: Ipv4;
  readonly idleTimeoutSeconds: number;
  /** When TLS ends here. */
  readonly tls?: TlsParameters;
}

/** The network interface of an endpoint, or of a load balancer's node. */
export interface RelayedInterface {
  readonly eni: DataPlaneId;
  /** Undefined for a node's. */
  readonly endpointId?: string;
  /** Connections of another epoch end. */
  readonly epoch: number;
}

/** From the daemon. */
export type Order =
  /** Everything there is; what is not named is gone. */
  | {
      readonly order: 'begin';
      readonly fabricLeg: number;
      /** Base64, 48 bytes: what session tickets are sealed with, the same in all relays that one daemon started. */
      readonly ticketKeys: string;
      readonly listeners: readonly RelayedListener[];
      readonly interfaces: readonly RelayedInterface[];
    }
  | {
      readonly order: 'change';
      readonly listeners: readonly RelayedListener[];
      readonly interfaces: readonly RelayedInterface[];
      readonly gone: readonly DataPlaneId[];
    }
  /** Take no more connections, and end when the last one has. */
  | { readonly order: 'drain' };

/** From a relay. */
export type Report =
  /** The first line. */
  | { readonly report: 'hello'; readonly pid: number; readonly version: string }
  | { readonly report: 'log'; readonly message: string }
  /** What happened since the last report of it. */
  | { readonly report: 'counts'; readonly counts: readonly RelayCount[] };

/**
 * What relays count, by the interface that the client came to: handshakes that failed with clients and with targets, and
 * connections to targets that got them because too few are healthy.
 */
export type RelayEvent = 'clientTlsErrors' | 'targetTlsErrors' | 'failedOpen';

export interface RelayCount {
  readonly eni: DataPlaneId;
  readonly event: RelayEvent;
  readonly count: number;
}

/** Cuts a stream of bytes into lines. Lines have no upper bound: both ends are ours. */
export class Lines {
  #rest = '';
  readonly #take: (line: string) => void;

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#take(line);
  }
}
