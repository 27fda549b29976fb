/**
 * What Postern can do beyond AWS, asked for by tags with the prefix `postern:` that other clients pass over.
 * A tag that would have no effect is refused when it is set, so what is stored is well-formed and means something.
 */

import { type AcceptanceRule, parseAcceptanceRule } from './acceptance-rules.ts';
import { ServiceError } from './errors.ts';
import type { Tag } from './owned.ts';
import type { Endpoint, EndpointService } from './resources.ts';

/** Bounds of a connection; a member that is missing is no bound. */
export interface ConnectionLimits {
  /** Open connections and UDP flows together, at least 1. */
  readonly connections?: number;
  /** Of payload and headers, both directions together, at least 8000. */
  readonly bitsPerSecond?: number;
}

/** The keys. `autoAccept` may be followed by a colon and a label, for a service with several rules. */
export const extensionKeys = {
  autoAccept: 'postern:auto-accept',
  maxConnections: 'postern:max-connections',
  maxBandwidth: 'postern:max-bandwidth',
  cutOnRevoke: 'postern:cut-on-revoke',
  forceDelete: 'postern:force-delete',
  requestMessage: 'postern:request-message',
} as const;

/**
 * Refuses tags of ours that would have no effect on a resource of the type: an unknown key, one that belongs on another
 * type, or a value that does not say what its key needs.
 * @param resourceType AWS's name of the type, such as `vpc-endpoint-service`
 * @throws ServiceError `InvalidParameterValue`
 */
export function checkExtensionTags(resourceType: string, tags: readonly Tag[]): void {
  for (const { key, value } of tags) {
    if (!/^postern:/i.test(key)) continue;
    const known = keysByType.get(resourceType) ?? {};
    const check = known[isAutoAccept(key) ? extensionKeys.autoAccept : key];
    if (!check) throw invalid(`The tag ${key} has no effect on a ${resourceType}. ${advice(known)}`);
    const wanted = check(value);
    if (wanted !== undefined) throw invalid(`The value '${value}' of the tag ${key} is not valid. ${wanted}`);
  }
}

/**
 * The bounds of the endpoint's connection: those that the provider set on the connection, else those of the service,
 * which hold for each of its endpoints alone.
 */
export function connectionLimits(
  service: Pick<EndpointService, 'tags'>,
  endpoint: Pick<Endpoint, 'connectionTags'>,
): ConnectionLimits {
  const find = (key: string) => tagValue(endpoint.connectionTags ?? [], key) ?? tagValue(service.tags, key);
  const connections = parseCount(find(extensionKeys.maxConnections) ?? '');
  const bitsPerSecond = parseBandwidth(find(extensionKeys.maxBandwidth) ?? '');
  return {
    ...(connections !== undefined && { connections }),
    ...(bitsPerSecond !== undefined && { bitsPerSecond }),
  };
}

/** The rules by which requests to connect to the service are accepted without asking; one that fits is enough. */
export function acceptanceRules({ tags }: Pick<EndpointService, 'tags'>): readonly AcceptanceRule[] {
  return tags.flatMap(({ key, value }) => (isAutoAccept(key) ? (parseAcceptanceRule(value) ?? []) : []));
}

/** Whether endpoints of a principal that is removed from the service lose their connections. */
export function cutsOnRevoke({ tags }: Pick<EndpointService, 'tags'>): boolean {
  return tagValue(tags, extensionKeys.cutOnRevoke) === 'true';
}

/** Whether deleting the service rejects the endpoints that are connected to it, where AWS refuses. */
export function forcesDelete({ tags }: Pick<EndpointService, 'tags'>): boolean {
  return tagValue(tags, extensionKeys.forceDelete) === 'true';
}

/** What the consumer wrote to the provider with the request to connect. */
export function requestMessage({ tags }: Pick<Endpoint, 'tags'>): string | undefined {
  return tagValue(tags, extensionKeys.requestMessage);
}

/** What is wrong with the value, as a sentence that says what would be right. */
type Check = (value: string) => string | undefined;

const check = (isValid: (value: string) => boolean, wanted: string): Check => {
  return (value) => (isValid(value) ? undefined : wanted);
};

const limitChecks: Readonly<Record<string, Check>> = {
  [extensionKeys.maxConnections]: check(
    (value) => parseCount(value) !== undefined,
    'Give a number of connections, 1 to 4294967295.',
  ),
  [extensionKeys.maxBandwidth]: check(
    (value) => parseBandwidth(value) !== undefined,
    'Give a rate from 8 kbit/s to 1000 Gbit/s, such as 100 Mbit/s; units: bit/s, kbit/s, Mbit/s, Gbit/s.',
  ),
};

const switchCheck = check((value) => value === 'true' || value === 'false', 'Give true or false.');

const keysByType: ReadonlyMap<string, Readonly<Record<string, Check>>> = new Map<
  string,
  Readonly<Record<string, Check>>
>([
  [
    'vpc-endpoint-service',
    {
      [extensionKeys.autoAccept]: check(
        (value) => parseAcceptanceRule(value) !== undefined,
        'Give terms that must all fit, such as: account=111122223333,444455556666 tag:stage=prod name=web-*',
      ),
      ...limitChecks,
      [extensionKeys.cutOnRevoke]: switchCheck,
      [extensionKeys.forceDelete]: switchCheck,
    },
  ],
  ['vpc-endpoint-connection', limitChecks],
  [
    'vpc-endpoint',
    { [extensionKeys.requestMessage]: check((value) => value.trim() !== '', 'Give a message.') },
  ],
]);

function isAutoAccept(key: string): boolean {
  return key === extensionKeys.autoAccept || /^postern:auto-accept:[\w.-]+$/.test(key);
}

function tagValue(tags: readonly Tag[], key: string): string | undefined {
  return tags.find((tag) => tag.key === key)?.value;
}

function parseCount(text: string): number | undefined {
  if (!/^[1-9]\d{0,9}$/.test(text)) return undefined;
  const count = Number(text);
  return count <= 0xffff_ffff ? count : undefined;
}

const bitsByUnit: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, G: 1e9 };

function parseBandwidth(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,13}(?:\.\d{1,9})?) ?([kMG]?)bit\/s$/.exec(text) ?? [];
  const bits = Math.round(Number(amount) * (bitsByUnit[unit] ?? Number.NaN));
  return bits >= 8_000 && bits <= 1e12 ? bits : undefined;
}

function advice(known: Readonly<Record<string, Check>>): string {
  const keys = Object.keys(known);
  return keys.length === 0 ? 'Leave it out.' : `Those that have: ${keys.join(', ')}.`;
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', message);
}
