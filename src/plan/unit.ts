import type {
  Arn,
  InstanceId,
  NetworkInterfaceId,
  SecurityGroupId,
  SubnetId,
  VpcEndpointId,
  VpcId,
} from '../model/ids.ts';
import type { IndexName } from '../model/indexes.ts';
import type { Target } from '../model/load-balancing-resources.ts';
import type { Tag } from '../model/owned.ts';
import type { Kind, Kinds } from '../model/resources.ts';
import type { Entries, Entry, Table, Transport } from './entry.ts';
import type { RoutingHealth } from './health.ts';

/**
 * A part of the plan that is computed by itself, from the records that it reads.
 * A unit that needs other parts names them; they are in the plan as long as someone needs them.
 */
export type Unit =
  | Root
  | { readonly kind: 'network'; readonly vpcId: VpcId }
  /** The VPC resolver's addresses, and where they lead. */
  | { readonly kind: 'resolver'; readonly vpcId: VpcId }
  | { readonly kind: 'segment'; readonly subnetId: SubnetId }
  | { readonly kind: 'leg'; readonly subnetId: SubnetId }
  /** A listener at a load balancer's node. */
  | { readonly kind: 'front'; readonly listenerArn: Arn; readonly nodeInterfaceId: NetworkInterfaceId }
  /** What the groups' rules together let in to a port, or out to one. The ids are sorted. */
  | {
      readonly kind: 'sources';
      readonly of: SourcesOf;
      readonly securityGroupIds: readonly SecurityGroupId[];
      readonly protocol: Transport;
      readonly port: number;
    };

/**
 * Whom a set of prefixes is about: `clients` in the groups' own network; `consumers`, clients of endpoints to a load
 * balancer with the groups, whose addresses are those of another network, so that no rule means them that refers to a
 * group; `targets` that a load balancer with the groups connects to.
 */
export type SourcesOf = 'clients' | 'consumers' | 'targets';

/** A unit that is in the plan of itself: there is one for each record of these kinds. */
export type Root =
  | { readonly kind: 'endpoint'; readonly id: VpcEndpointId }
  | { readonly kind: 'loadBalancer'; readonly id: Arn }
  | { readonly kind: 'instance'; readonly id: InstanceId };

/** The same for the same unit. */
export type UnitKey = string;

/** What names the unit. */
export function unitKey(unit: Unit): UnitKey {
  switch (unit.kind) {
    case 'endpoint':
    case 'loadBalancer':
    case 'instance':
      return `${unit.kind} ${unit.id}`;
    case 'network':
    case 'resolver':
      return `${unit.kind} ${unit.vpcId}`;
    case 'segment':
    case 'leg':
      return `${unit.kind} ${unit.subnetId}`;
    case 'front':
      return `front ${unit.listenerArn} ${unit.nodeInterfaceId}`;
    case 'sources':
      return `sources ${unit.of} ${unit.securityGroupIds.join(',')} ${unit.protocol} ${unit.port}`;
  }
}

/** What the computation of a unit reads and says. Everything it asks for is remembered: when that changes, it runs again. */
export interface Scope {
  /** Fields of a record; only a change of these counts. */
  pick<K extends Kind, F extends keyof Kinds[K] & string>(
    kind: K,
    id: string,
    fields: readonly F[],
  ): Pick<Kinds[K], F> | undefined;
  /** Those tags of a record that begin with `postern:`; only a change of these counts. Undefined when there is no record. */
  extensionTags(kind: Kind, id: string): readonly Tag[] | undefined;
  /** Fields of all records under a value of an index, ordered by id. */
  pickAll<K extends Kind, F extends keyof Kinds[K] & string>(
    kind: K,
    index: IndexName<K>,
    value: string,
    fields: readonly F[],
  ): readonly Pick<Kinds[K], F>[];
  /**
   * Entries of each record under a value of an index, made from that record alone. A change of one record runs the
   * function for this one only, so the cost does not grow with their number. Once a unit for each value.
   */
  each<K extends Kind>(
    kind: K,
    index: IndexName<K>,
    value: string,
    entriesOf: (record: Kinds[K]) => readonly Entry[],
  ): void;
  /** What health checks have found of a target of the group; a change of any of the group's targets counts. */
  health(targetGroupArn: Arn, target: Pick<Target, 'id' | 'port'>): RoutingHealth;
  /**
   * What `make` gives for the name, made once for all units that say it. It must follow from the name alone: nothing is
   * remembered of what it reads.
   */
  once(name: string, make: () => string): string;
  /** Puts an entry into the plan. */
  emit<T extends Table>(table: T, value: Entries[T]): void;
  /** Puts another unit's entries into the plan too. Needs go one way: there are no circles. */
  need(unit: Unit): void;
}
