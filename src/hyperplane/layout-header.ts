/** The layout as the eBPF program has it: `bpf/generated/layout.h`, which `scripts/generate-layout.ts` writes. */
import { createHash } from 'node:crypto';
import { fabricMacs, hiddenFabric } from '../model/fabric.ts';
import { proxyHeaderBytes } from '../model/proxy-protocol.ts';
import { legMtu, udpIdleTimeoutSeconds } from '../plan/limits.ts';
import { dropReasonNames } from './drop-reasons.ts';
import {
  addressRoles,
  endpointIdBytes,
  flowFlags,
  nodeAddressesMax,
  packetBytesMax,
  refusalCounters,
  refusals,
  structs,
  trafficClassCount,
  trafficClasses,
} from './layout.ts';
import type { Layout } from './struct.ts';

/** Names a layout: maps of another layout cannot be taken over. 12 hexadecimal digits. */
export function layoutHash(): string {
  return createHash('sha256').update(layoutHeader()).digest('hex').slice(0, 12);
}

/** The C header with the layout, the numbers of reasons and flags, and constants of the model. */
export function layoutHeader(): string {
  return `${[
    '/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */',
    '/* Made by scripts/generate-layout.ts (npm run generate) from src/hyperplane/layout.ts. Do not edit. */',
    '#pragma once',
    '#include <linux/types.h>',
    '',
    'struct address {',
    '\t__be32 word[4];',
    '};',
    '',
    `#define PACKET_BYTES_MAX ${packetBytesMax}`,
    `#define NODE_ADDRESSES_MAX ${nodeAddressesMax}`,
    `#define LEG_MTU ${legMtu}`,
    `#define UDP_IDLE_SECONDS ${udpIdleTimeoutSeconds}`,
    `#define PROXY_HEADER_BYTES ${proxyHeaderBytes}`,
    `#define ENDPOINT_ID_BYTES ${endpointIdBytes}`,
    ...fabricLines(),
    '',
    ...enumeration(
      'drop_reason',
      'DROP',
      ['none', ...dropReasonNames].map((name, number) => [name, number]),
    ),
    `#define DROP_REASONS ${dropReasonNames.length + 1}`,
    '',
    ...enumeration('flow_flag', 'FLOW', Object.entries(flowFlags)),
    '',
    ...enumeration('address_role', 'ROLE', Object.entries(addressRoles)),
    '',
    ...enumeration('traffic_class', 'TRAFFIC', Object.entries(trafficClasses)),
    `#define TRAFFIC_CLASSES ${trafficClassCount}`,
    '',
    ...enumeration('refusal', 'REFUSAL', Object.entries(refusals)),
    `#define REFUSAL_COUNTERS ${refusalCounters}`,
    ...Object.entries(structs).flatMap(([name, of]) => ['', ...declaration(name, of)]),
  ].join('\n')}\n`;
}

/** The hardware address of the fabric's own stack, and the two prefixes that `fabricName` swaps. */
function fabricLines(): string[] {
  const bytes = fabricMacs.stack.split(':').map((byte) => `0x${byte}`);
  return [
    `#define FABRIC_STACK_MAC { ${bytes.join(', ')} }`,
    `#define FABRIC_HIDDEN_BASE 0x${hiddenFabric.base.toString(16)}`,
    `#define FABRIC_HIDDEN_MASK 0x${((-1 << (32 - hiddenFabric.prefixLength)) >>> 0).toString(16)}`,
    `#define FABRIC_HIDDEN_SWAP 0x${hiddenFabric.swap.toString(16)}`,
  ];
}

function enumeration(
  name: string,
  prefix: string,
  members: readonly (readonly [string, number])[],
): string[] {
  return [
    `enum ${name} {`,
    ...members.map(([member, value]) => `\t${prefix}_${member.toUpperCase()} = ${value},`),
    '};',
  ];
}

function declaration(name: string, of: Layout): string[] {
  return [
    `struct ${name} {`,
    ...of.fields.map((field) => `\t${field.kind.declare(field.name)};`),
    '};',
    `_Static_assert(sizeof(struct ${name}) == ${of.size}, "size of ${name}");`,
    ...of.fields.map(
      (field) =>
        `_Static_assert(__builtin_offsetof(struct ${name}, ${field.name}) == ${field.offset}, "${name}.${field.name}");`,
    ),
  ];
}
