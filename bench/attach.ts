/**
 * Hosts of the benchmark's own: namespaces plugged into the bridges of Postern's segments, as an instance is, where the
 * proxies stand that Postern is compared with. Every segment is a /24.
 */
import { existsSync } from 'node:fs';
import { setSysctls } from '../src/network/sysctl.ts';
import type { Cleanup } from './cleanup.ts';
import { run } from './command.ts';

/** A subnet's bridge, by its name or alternative name, and the namespace it is in. */
export interface Segment {
  readonly namespace: string;
  readonly bridge: string;
}

export interface Plug {
  /** Name of the link inside: at most four characters. */
  readonly link: string;
  readonly segment: Segment;
  readonly address: string;
}

/**
 * Makes a namespace with a link into each segment. Both segments may have the same range of addresses: what has a source
 * address leaves through the link that has it, by a routing table for each link.
 * @param namespace its name, of which the last eight characters tell it from others on the segments
 */
export function attachHost(cleanup: Cleanup, namespace: string, plugs: readonly Plug[]): void {
  cleanup.add(() => removeHost(namespace, plugs));
  run('ip', 'netns', 'add', namespace);
  setSysctls(namespace, hostSysctls);
  ip(namespace, 'link', 'set', 'dev', 'lo', 'up');
  plugs.forEach((plug, number) => {
    plugIn(namespace, plug);
    addSourceRoute(namespace, plug, String(firstTable + number));
  });
}

/** As an instance has them; and an address answers on its own link only. */
const hostSysctls = {
  'ipv6/conf/all/disable_ipv6': '1',
  'ipv4/ip_forward': '0',
  'ipv4/conf/all/rp_filter': '0',
  'ipv4/conf/default/rp_filter': '0',
  'ipv4/conf/all/arp_ignore': '1',
  'ipv4/conf/all/arp_announce': '2',
};

const firstTable = 101;

function plugIn(namespace: string, { link, segment, address }: Plug): void {
  const port = `b${namespace.slice(-8)}-${link}`;
  ip(
    segment.namespace,
    'link',
    'add',
    'name',
    port,
    'type',
    'veth',
    'peer',
    'name',
    link,
    'netns',
    namespace,
  );
  ip(segment.namespace, 'link', 'set', 'dev', port, 'master', segment.bridge, 'up');
  ip(namespace, 'address', 'add', `${address}/24`, 'dev', link);
  ip(namespace, 'link', 'set', 'dev', link, 'up');
}

function addSourceRoute(namespace: string, { link, address }: Plug, table: string): void {
  const network = `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  ip(namespace, 'route', 'add', network, 'dev', link, 'src', address, 'table', table);
  ip(namespace, 'rule', 'add', 'from', address, 'lookup', table);
}

/** The pairs go first: a namespace goes in the background, after its name has gone. */
function removeHost(namespace: string, plugs: readonly Plug[]): void {
  if (!existsSync(`/run/netns/${namespace}`)) return;
  const present = JSON.parse(ip(namespace, '-json', 'link', 'show')) as { ifname: string }[];
  for (const { link } of plugs) {
    if (present.some((each) => each.ifname === link)) ip(namespace, 'link', 'delete', 'dev', link);
  }
  run('ip', 'netns', 'delete', namespace);
}

function ip(namespace: string, ...args: string[]): string {
  return run('ip', '-netns', namespace, ...args);
}
