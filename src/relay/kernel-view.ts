/** What the relay reads of the data plane's maps: whose a connection is, and where it goes. */
import { createHash } from 'node:crypto';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { BpfMap } from '../hyperplane/bpf-map.ts';
import type { MapName } from '../hyperplane/layout.ts';
import { layoutHash } from '../hyperplane/layout-header.ts';
import { type HyperplaneMaps, wrapMaps } from '../hyperplane/maps.ts';
import { checkResult, type Libbpf, loadLibbpf } from '../kernel/libbpf.ts';
import type { DataPlaneId, Ipv4 } from '../plan/entry.ts';

/** A connection as the relay sees it. Addresses are unsigned 32-bit numbers. */
export interface RelayedTuple {
  readonly remoteAddress: Ipv4;
  readonly remotePort: number;
  readonly localAddress: Ipv4;
  readonly localPort: number;
}

/** A connection as the client sees it, from its entry in the table of flows. */
export interface ClientFlow {
  /** The interface that it came to: an endpoint's or a load balancer node's. */
  readonly eni: DataPlaneId;
  /** Names the listener at the node: the relay's own stand-in for a target. */
  readonly relay: DataPlaneId;
  readonly clientAddress: Ipv4;
  readonly clientPort: number;
  readonly address: Ipv4;
  readonly port: number;
  readonly lastSeenNs: bigint;
}

export interface ChosenTarget {
  readonly id: DataPlaneId;
  readonly address: Ipv4;
  readonly port: number;
  readonly proxyProtocol: boolean;
  readonly tls: boolean;
  readonly terminates: boolean;
  /** Whether it gets connections because too few targets are healthy. */
  readonly failsOpen: boolean;
}

export interface LettingGo {
  /** Those that were opened before this time of the monotonic clock. */
  readonly openedBeforeNs: bigint;
  /** Whether all of them, when it leaves the plan. */
  readonly allWhenGone: boolean;
}

const tcp = 6;
const attemptsMax = 3;

export class KernelView {
  readonly #libbpf: Libbpf;
  readonly #maps: HyperplaneMaps;
  readonly #fabricLeg: number;

  /**
   * @param pinDirectory the instance's
   * @param fabricLeg ifindex of the fabric's leg
   * @throws Error when the maps are not there
   */
  constructor(pinDirectory: string, fabricLeg: number) {
    const libbpf = loadLibbpf();
    const directory = join(pinDirectory, `layout-${layoutHash()}`);
    this.#libbpf = libbpf;
    this.#maps = wrapMaps(libbpf, (name: MapName) =>
      checkResult(`open the map ${name}`, libbpf.pinnedFd(join(directory, name))),
    );
    this.#fabricLeg = fabricLeg;
  }

  /** Whose connection it is; undefined when the data plane does not know it, or not any more. */
  flowOf({ remoteAddress, remotePort, localAddress, localPort }: RelayedTuple): ClientFlow | undefined {
    const key = { dst: remoteAddress, dport: remotePort, src: localAddress, sport: localPort };
    const reverse = this.#maps.flows.get({ ...key, ifindex: this.#fabricLeg, protocol: tcp });
    if (reverse === undefined) return undefined;
    const { src: address, sport: port, dst: clientAddress, dport: clientPort, eni, target: relay } = reverse;
    const forward = this.#maps.flows.get({
      src: clientAddress,
      sport: clientPort,
      dst: address,
      dport: port,
      ifindex: reverse.ifindex,
      protocol: tcp,
    });
    const seen = forward?.last_seen_ns ?? 0n;
    const lastSeenNs = seen > reverse.last_seen_ns ? seen : reverse.last_seen_ns;
    return { eni, relay, clientAddress, clientPort, address, port, lastSeenNs };
  }

  /**
   * Where a new connection goes, by the same table as if the kernel carried it. What is replaced while it is read is read
   * again.
   * @param random at least 0 and less than 1
   */
  choose(front: DataPlaneId, flow: ClientFlow, random: number): ChosenTarget | undefined {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const chosen = this.#choose(front, flow, random);
      if (chosen !== undefined) return chosen;
    }
    return undefined;
  }

  #choose(front: DataPlaneId, flow: ClientFlow, random: number): ChosenTarget | undefined {
    const found = this.#maps.fronts.get({ id: front });
    const share = found?.sticky === 1 ? shareOf(flow) : random;
    const id = found && this.#inSlot(found.table, Math.floor(share * found.slots));
    const target = id === undefined ? undefined : this.#maps.targets.get({ id });
    if (id === undefined || target === undefined) return undefined;
    const { addr: address, port, proxy_protocol, tls, terminates, fails_open } = target;
    return {
      id,
      address,
      port,
      proxyProtocol: proxy_protocol === 1,
      tls: tls === 1,
      terminates: terminates === 1,
      failsOpen: fails_open === 1,
    };
  }

  /** Which of its connections a target lets go of; undefined when it is not there any more. */
  lettingGo(target: DataPlaneId): LettingGo | undefined {
    const found = this.#maps.targets.get({ id: target });
    return found && { openedBeforeNs: found.cut_ns, allWhenGone: found.terminates === 1 };
  }

  #inSlot(table: DataPlaneId, slot: number): DataPlaneId | undefined {
    const inner = this.#maps.target_tables.get(this.#maps.targets.key.encode({ id: table }));
    if (inner === undefined) return undefined;
    const fd: number = this.#libbpf.mapFdById(new Uint32Array(inner.buffer)[0]);
    // It was replaced at this moment; its successor is there already.
    if (fd < 0) return undefined;
    try {
      const value = new BpfMap(this.#libbpf, 'a target table', fd, 4, 8).get(
        new Uint8Array(Uint32Array.of(slot).buffer),
      );
      return value && this.#maps.targets.key.decode(value).id;
    } finally {
      closeSync(fd);
    }
  }
}

/** The place of a client in a table when it is to meet the same target again: at least 0, less than 1. */
function shareOf({ eni, clientAddress }: ClientFlow): number {
  return createHash('sha256').update(`${eni} ${clientAddress}`).digest().readUInt32LE() / 2 ** 32;
}
