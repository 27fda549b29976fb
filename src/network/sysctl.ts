/**
 * Kernel settings of a network namespace. A new namespace takes over some of the machine's own settings (forwarding,
 * reverse path filters), so what matters is always set. @see https://docs.kernel.org/networking/ip-sysctl.html
 */
import { writeFileSync } from 'node:fs';
import { withNamespace } from '../kernel/namespace.ts';

/** By path below /proc/sys/net. */
export type Sysctls = Readonly<Record<string, string>>;

/** Of every namespace. The kernel may have been started without IPv6. */
const common: Sysctls = { 'ipv6/conf/all/disable_ipv6': '1' };

/**
 * The stack is there for the fabric alone, to which its only route leads: what comes from a leg without a program, as from
 * a new one or one whose program could not be attached, fails the reverse path filter, and ARP is answered for nobody.
 * Relays connect from the address of a node, which has as many connections as there are ports.
 */
export const hyperplaneSysctls: Sysctls = {
  ...common,
  'ipv4/ip_local_port_range': '1024 65535',
  'ipv4/ip_forward': '0',
  'ipv4/conf/all/rp_filter': '1',
  'ipv4/conf/default/rp_filter': '1',
  'ipv4/conf/all/arp_ignore': '8',
};

/**
 * Frames between ports of a bridge must not go through the machine's firewall, which would drop them or cost time. The
 * bridge answers at once for addresses that are routed elsewhere: a subnet may contain the address of the VPC's resolver.
 */
export const networkSysctls: Sysctls = {
  ...common,
  'ipv4/ip_forward': '1',
  'ipv4/conf/all/rp_filter': '0',
  'ipv4/conf/default/rp_filter': '0',
  'ipv4/conf/all/proxy_arp': '1',
  'ipv4/neigh/default/proxy_delay': '0',
  'bridge/bridge-nf-call-iptables': '0',
  'bridge/bridge-nf-call-ip6tables': '0',
  'bridge/bridge-nf-call-arptables': '0',
};

/** User data is no root, and may use all ports and ping. */
export const instanceSysctls: Sysctls = {
  ...common,
  'ipv4/ip_forward': '0',
  'ipv4/ip_unprivileged_port_start': '0',
  'ipv4/ping_group_range': '0 2147483647',
};

/** Sets them in the namespace. A setting that this kernel does not have (no IPv6, no br_netfilter) is left out. */
export function setSysctls(namespace: string, sysctls: Sysctls): void {
  withNamespace(namespace, () => {
    for (const [name, value] of Object.entries(sysctls)) setSysctl(name, value);
  });
}

function setSysctl(name: string, value: string): void {
  try {
    // r+: must exist; opening for writing alone would try to create it.
    writeFileSync(`/proc/sys/net/${name}`, value, { flag: 'r+' });
  } catch (error) {
    // A file system error always has a code.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new Error(`set net/${name} to ${value}`, { cause: error });
  }
}
