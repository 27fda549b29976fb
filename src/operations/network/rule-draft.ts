import { formatCidr, parseCidr } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';
import type { RuleSource, SecurityGroupRule } from '../../model/resources.ts';
import { parseCidr6 } from './cidr6.ts';

/** A rule as a request states it: not yet in a group, so without id and direction. */
export type RuleDraft = Pick<
  SecurityGroupRule,
  'protocol' | 'fromPort' | 'toPort' | 'source' | 'description'
>;

/** What every form of a request says of protocol and ports. */
export interface Traffic {
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
}

const namedProtocols: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6' };

/**
 * Protocol and ports in the one form that is stored. Protocols without ports or types are for all of them, whatever
 * the request says, as on AWS.
 * @throws ServiceError `MissingParameter`, `InvalidParameterValue`
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export function parseTraffic(input: Traffic): Pick<RuleDraft, 'protocol' | 'fromPort' | 'toPort'> {
  const protocol = parseProtocol(input.IpProtocol);
  if (protocol === 'tcp' || protocol === 'udp') return { protocol, ...parsePorts(input) };
  if (protocol === 'icmp' || protocol === 'icmpv6') return { protocol, ...parseTypeAndCode(input) };
  return { protocol, fromPort: -1, toPort: -1 };
}

/** @throws ServiceError `InvalidParameterValue` when the text is no IPv4 CIDR block */
export function cidr4Source(text: string): RuleSource {
  const cidr = parseCidr(text);
  if (!cidr) throw new ServiceError('InvalidParameterValue', `CIDR block ${text} is malformed`);
  return { kind: 'cidr4', cidr: formatCidr(cidr) };
}

/** @throws ServiceError `InvalidParameterValue` when the text is no IPv6 CIDR block */
export function cidr6Source(text: string): RuleSource {
  const cidr = parseCidr6(text);
  if (!cidr) throw new ServiceError('InvalidParameterValue', `CIDR block ${text} is malformed`);
  return { kind: 'cidr6', cidr };
}

/** @throws ServiceError `InvalidParameterValue` for a description that AWS does not take */
export function checkRuleDescription(text: string | undefined): Pick<RuleDraft, 'description'> {
  if (text === undefined || text === '') return {};
  if (/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(text)) return { description: text };
  const message =
    'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*';
  throw new ServiceError('InvalidParameterValue', message);
}

/** Two rules of one direction with the same key are the same rule; the description does not count. */
export function ruleKey({ protocol, fromPort, toPort, source }: Omit<RuleDraft, 'description'>): string {
  return [protocol, fromPort, toPort, peerOf(source)].join(' ');
}

/** The rule in the words of AWS's `InvalidPermission.Duplicate`. */
export function describeRule({ protocol, fromPort, toPort, source }: RuleDraft): string {
  const name = protocol === '-1' ? 'ALL' : protocol.toUpperCase();
  const all = (value: number) => (value === -1 ? 'ALL' : value);
  const icmp = protocol.startsWith('icmp') ? `, type: ${all(fromPort)}, code: ${all(toPort)}` : '';
  const ports =
    protocol === 'tcp' || protocol === 'udp' ? `, from port: ${fromPort}, to port: ${toPort}` : '';
  return `peer: ${peerOf(source)}, ${name}${icmp}${ports}, ALLOW`;
}

function peerOf(source: RuleSource): string {
  switch (source.kind) {
    case 'group':
      return source.groupId;
    case 'prefixList':
      return source.prefixListId;
    default:
      return source.cidr;
  }
}

function parseProtocol(text: string | undefined): string {
  if (text === undefined) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter ipProtocol');
  }
  const protocol = text.toLowerCase();
  if (protocol === '-1' || Object.values(namedProtocols).includes(protocol)) return protocol;
  if (/^(?:0|[1-9]\d{0,2})$/.test(protocol) && Number(protocol) <= 255) {
    return namedProtocols[protocol] ?? protocol;
  }
  throw new ServiceError(
    'InvalidParameterValue',
    `Invalid value '${text}' for IP protocol. Unknown protocol.`,
  );
}

function parsePorts({ FromPort: from, ToPort: to }: Traffic): { fromPort: number; toPort: number } {
  if (from === undefined || to === undefined) {
    const message = 'Invalid value for portRange. Must specify both from and to ports with TCP/UDP.';
    throw new ServiceError('InvalidParameterValue', message);
  }
  if (from < 0 || to > 65_535 || from > to) {
    throw new ServiceError('InvalidParameterValue', `Invalid TCP/UDP port range (${from}:${to})`);
  }
  return { fromPort: from, toPort: to };
}

/** ICMP's type stands in FromPort and its code in ToPort; -1 is all of them. */
function parseTypeAndCode({ FromPort: type = -1, ToPort: code = -1 }: Traffic) {
  const inRange = (value: number) => value >= -1 && value <= 255;
  if (!inRange(type) || !inRange(code) || (type === -1 && code !== -1)) {
    throw new ServiceError('InvalidParameterValue', `Invalid ICMP type and code (${type}:${code})`);
  }
  return { fromPort: type, toPort: code };
}
