/**
 * What a node must hold, as data. An entry has a table and a key that is unique in it; entries refer to each other by id.
 * The tables stand in the order in which entries are applied; removal goes the other way, so that traffic is never
 * sent to something that is not there.
 */
import type { AlpnPolicy } from '../model/alpn-policies.ts';
import type { Arn, InstanceId, NetworkInterfaceId, SubnetId, VpcEndpointId, VpcId } from '../model/ids.ts';
import type { HealthCheck } from '../model/load-balancing-resources.ts';

export const tables = [
  'network',
  'segment',
  'leg',
  'resolverLeg',
  'instance',
  'target',
  'targetTable',
  'sources',
  'limit',
  'eni',
  'front',
  'origin',
  'relay',
  'address',
  'listener',
  'check',
] as const;

export type Table = (typeof tables)[number];

/** An IPv4 address as unsigned 32-bit number. In the kernel every address is 16 bytes, IPv4 mapped. */
export type Ipv4 = number;

/**
 * The name of something in the data plane: 16 hexadecimal digits, made from the ids it stands for by `dataPlaneId`,
 * so that no number has to be allotted or remembered.
 */
export type DataPlaneId = string;

/** The fabric's leg, on which the hyperplane's own stack is; it is always there. */
export const fabricLeg = 'fabric';

/** A leg: that of a subnet, that of a VPC's resolver, or the fabric's. */
export type LegId = SubnetId | VpcId | typeof fabricLeg;

/** The protocols that are carried. */
export type Transport = 'tcp' | 'udp';

export interface Entries {
  /** A managed VPC: a network namespace. */
  readonly network: { readonly vpcId: VpcId };
  /** A subnet's bridge in the VPC's namespace, with the gateway address on it. */
  readonly segment: {
    readonly subnetId: SubnetId;
    readonly vpcId: VpcId;
    readonly gateway: Ipv4;
    readonly prefixLength: number;
  };
  /** The veth pair between a segment and the hyperplane. */
  readonly leg: { readonly subnetId: SubnetId; readonly vpcId: VpcId };
  /** A veth pair between a VPC's namespace and the hyperplane, to which the VPC routes these addresses. */
  readonly resolverLeg: { readonly vpcId: VpcId; readonly addresses: readonly Ipv4[] };
  /** A namespace attached to a segment, in which user data runs. */
  readonly instance: {
    readonly instanceId: InstanceId;
    readonly vpcId: VpcId;
    readonly subnetId: SubnetId;
    readonly address: Ipv4;
    readonly prefixLength: number;
    readonly gateway: Ipv4;
    readonly mac: string;
    readonly hostname: string;
    /** Base64. */
    readonly userData?: string;
  };
  readonly target: {
    readonly id: DataPlaneId;
    readonly address: Ipv4;
    readonly port: number;
    /** Where frames for it go: the target itself when it is on the node's segment, else the segment's gateway. */
    readonly nextHop: Ipv4;
    /** Connections that are older are cut: milliseconds of the machine's monotonic clock. */
    readonly cutAtMs?: number;
    /** Whether connections begin with a PROXY protocol header. */
    readonly proxyProtocol?: boolean;
    /** Whether relays speak TLS with it. */
    readonly tls?: boolean;
    /** Whether its connections are cut when it leaves the plan. */
    readonly terminates?: boolean;
    /** Whether it gets connections because too few targets are healthy. */
    readonly failsOpen?: boolean;
  };
  /** A Maglev table: the target of each slot. */
  readonly targetTable: { readonly id: DataPlaneId; readonly slots: readonly DataPlaneId[] };
  /** One prefix in a set: of those that may open connections, or may be connected to. The key is `set/base/length`. */
  readonly sources: { readonly set: DataPlaneId; readonly base: Ipv4; readonly prefixLength: number };
  /** An interface that has listeners: a network interface of an endpoint or a load balancer, or a VPC's resolver. */
  readonly eni: {
    readonly id: DataPlaneId;
    readonly networkInterfaceId?: NetworkInterfaceId;
    readonly endpointId?: VpcEndpointId;
    /** Flows with another epoch are cut. */
    readonly epoch: number;
    /** Bounds that its endpoint has. */
    readonly limit?: DataPlaneId;
    /** Whether these bounds have a rate. */
    readonly isPaced?: boolean;
  };
  /** Bounds of an endpoint, all its interfaces together. */
  readonly limit: {
    readonly id: DataPlaneId;
    /** Open connections and UDP flows. */
    readonly connections?: number;
    /** Both directions together, IP packets. */
    readonly bitsPerSecond?: number;
  };
  /** A listener at one node of a load balancer: where its connections come from and go to. */
  readonly front: {
    readonly id: DataPlaneId;
    /** The leg that the targets are reached through. */
    readonly leg: LegId;
    /** The node's addresses, 1 to 8: the sources that targets see. */
    readonly addresses: readonly Ipv4[];
    readonly mac: string;
    readonly targetTable: DataPlaneId;
    /** Number of slots of that table. */
    readonly slots: number;
    readonly idleTimeoutSeconds: number;
    /** Whether what comes from one client address goes to one target. */
    readonly isSticky: boolean;
    /** Whether connections are TLS, for those who count. */
    readonly isTls?: boolean;
    /** Names the groups whose inbound rules clients of endpoints meet; see `portSet`. */
    readonly inbound?: DataPlaneId;
    /** Names the groups whose outbound rules connections to targets meet; see `portSet`. */
    readonly outbound?: DataPlaneId;
    /** Whether a network interface may send it only so many packets in a second. */
    readonly isMetered?: boolean;
  };
  /** An address on the fabric: what the stack sends from it goes out through a node. The key is the address. */
  readonly origin: {
    readonly address: Ipv4;
    readonly leg: SubnetId;
    readonly node: Ipv4;
    readonly mac: string;
    readonly eni: DataPlaneId;
    /** The node's subnet; what is not in it is reached through the gateway. */
    readonly base: Ipv4;
    readonly prefixLength: number;
    readonly gateway: Ipv4;
    readonly idleTimeoutSeconds: number;
    readonly mss: number;
    /** As that of a front. */
    readonly outbound?: DataPlaneId;
  };
  /** An address that answers ARP on a leg. The key is `leg/address`. */
  readonly address: {
    readonly leg: LegId;
    readonly address: Ipv4;
    readonly mac: string;
    readonly eni: DataPlaneId;
    /** `node`: a load balancer's, from which connections to targets come. */
    readonly role: 'endpoint' | 'node';
  };
  /** A port that takes connections. The key is `leg/address/protocol/port`. */
  readonly listener: {
    readonly leg: LegId;
    readonly address: Ipv4;
    readonly protocol: Transport;
    readonly port: number;
    readonly eni: DataPlaneId;
    readonly front: DataPlaneId;
    /** The set that the source must be in; undefined lets every source in. */
    readonly sources?: DataPlaneId;
    /** Largest TCP segment to let either side announce, bytes. */
    readonly mss: number;
  };
  /** A listener at a node whose connections a relay carries. */
  readonly relay: RelayEntry;
  /** The health check of a target in a group. The key is `group target port`. */
  readonly check: CheckEntry;
}

/** What a relay has to know of a listener at a node. */
export interface RelayEntry {
  /** Names the relay as the target of the listener's front; flows carry it. */
  readonly id: DataPlaneId;
  /** The front that says where the second half of a connection goes. */
  readonly choice: DataPlaneId;
  /** The node's address on the fabric, from which targets are reached. */
  readonly origin: Ipv4;
  readonly idleTimeoutSeconds: number;
  /** When TLS ends here. */
  readonly tls?: RelayTls;
}

/** Private keys are no part of a plan. */
export interface RelayTls {
  /** The name of the security policy. */
  readonly policy: string;
  readonly alpn: AlpnPolicy;
  /** The default one first; with the time of their import, so that one that was imported again is another. */
  readonly certificates: readonly { readonly arn: Arn; readonly importedAt: string }[];
}

/** A target's health check, of which there is one however many nodes and listeners lead to it. */
export interface CheckEntry {
  readonly targetGroupArn: Arn;
  readonly targetId: string;
  /** The port it is registered with. */
  readonly targetPort: number;
  /** The node's address on the fabric, from which it is checked; undefined when it is not checked. */
  readonly origin?: Ipv4;
  readonly address: Ipv4;
  /** What the Host header of HTTP says. */
  readonly host: string;
  readonly settings: HealthCheck;
  /** Whether checks begin with a header of the PROXY protocol. */
  readonly proxyProtocol?: boolean;
  /** How long it is `unhealthy.draining` when it turns unhealthy. */
  readonly drainingSeconds: number;
}

export type Entry<T extends Table = Table> = {
  readonly [K in Table]: { readonly table: K; readonly key: string; readonly value: Entries[K] };
}[T];

/** What to do to get from one plan to the next, already in the order to do it. */
export interface PlanDifference {
  /** Entries to create or replace, in the order of `tables`. */
  readonly set: readonly Entry[];
  /** Entries to remove, in the reverse order of `tables`. Done after `set`. */
  readonly remove: readonly Entry[];
}

/** An entry that could not be applied, and why. */
export interface ApplyFailure {
  readonly entry: Entry;
  readonly reason: string;
}
