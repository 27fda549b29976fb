/** Where the daemon does not deliver, whoever asks: see docs/notifications.md. */
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Thrown when a host is, or resolves to, an address that is refused. */
export class RefusedDestination extends Error {
  override readonly name = 'RefusedDestination';
}

export interface DestinationRules {
  /** Whether 127.0.0.0/8 and ::1 may be reached: when only who is on this machine can ask for it. */
  readonly loopback: boolean;
}

/** "This network", link-local with the metadata service of clouds, multicast, reserved, broadcast, and NAT64, which hides any. */
const refused = blocks([
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
  ['::', 128],
  ['64:ff9b::', 96],
  ['fe80::', 10],
  ['fd00:ec2::254', 128],
  ['ff00::', 8],
]);
const loopback = blocks([
  ['127.0.0.0', 8],
  ['::1', 128],
]);

/** @throws RefusedDestination */
export function checkAddress(address: string, rules: DestinationRules): void {
  const plain = address.replace(/^\[(.*)\]$/, '$1');
  // IPv4 addresses written as IPv6 are what they carry; the list looks into ::ffff:0:0/96 by itself.
  const type = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
  if (refused.check(plain, type)) throw new RefusedDestination(`deliveries to ${plain} are refused`);
  if (!rules.loopback && loopback.check(plain, type)) {
    throw new RefusedDestination(
      `deliveries to ${plain} are refused while the API listens beyond this machine`,
    );
  }
}

/** Resolves as usual and refuses names of which any address is refused: the check is on what is connected to. */
export function checkedLookup(rules: DestinationRules): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      try {
        for (const { address } of addresses) checkAddress(address, rules);
      } catch (refusal) {
        // checkAddress throws nothing else.
        return callback(refusal as RefusedDestination, '', 0);
      }
      const [first] = addresses;
      if (options.all) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}

function blocks(ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of ranges) list.addSubnet(address, bits, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return list;
}
