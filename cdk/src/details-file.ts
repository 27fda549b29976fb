/** Details of services as JSON, for whoever consumes them from another account or another app. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Token } from 'aws-cdk-lib';
import { checkDetails, type EndpointServiceDetails } from './endpoint-service-details.ts';
import { InvalidUsage } from './invalid-usage.ts';

/** What the names of outputs with details end with. */
export const detailsOutputSuffix = 'EndpointService';

/** Which service of a file is meant. */
export interface ReadDetailsOptions {
  /**
   * The name of the stack that has the service.
   *
   * @default - any
   */
  readonly stack?: string;

  /**
   * The id of the service's construct, or its `outputName` where one was given.
   *
   * @default - the only one in the file
   */
  readonly service?: string;
}

/**
 * Reads the details of a service from a file that `cdk deploy --outputs-file` or `writeEndpointServiceDetails` wrote.
 * @throws InvalidUsage when the file has not exactly one such service, or its details are not valid
 */
export function readEndpointServiceDetails(
  path: string,
  options: ReadDetailsOptions = {},
): EndpointServiceDetails {
  const content = parse(path, readText(path));
  if (isRecord(content) && 'serviceName' in content) return toDetails(path, content);
  const found = outputsWithDetails(path, content, options);
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return toDetails(path, parse(path, first.value));
  throw new InvalidUsage(
    path,
    found.length === 0
      ? `no endpoint service${describe(options)} is in this file.`
      : `${found.length} endpoint services${describe(options)} are in this file: ${found.map(({ stack, service }) => `${service} in ${stack}`).join(', ')}.`,
    found.length === 0
      ? 'Expected a file that cdk deploy --outputs-file wrote for a stack with an EndpointService.'
      : 'Say which one: { stack: …, service: … }.',
  );
}

/**
 * Writes details of which everything is known at synth time, such as those of a service that was made otherwise.
 * @throws InvalidUsage for values that only the deployment knows: `cdk deploy --outputs-file` writes those
 */
export function writeEndpointServiceDetails(path: string, details: EndpointServiceDetails): void {
  checkDetails(path, details);
  if (Token.isUnresolved(JSON.stringify(details))) {
    throw new InvalidUsage(
      path,
      'some of these details are known only once the service is deployed.',
      'Run cdk deploy --outputs-file instead; readEndpointServiceDetails reads what it writes.',
    );
  }
  writeFileSync(path, `${JSON.stringify(details, undefined, 2)}\n`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new InvalidUsage(
      path,
      `the file cannot be read: ${(cause as Error).message}.`, // node:fs throws nothing but errors
      'Expected a file that cdk deploy --outputs-file wrote: deploy the provider first.',
    );
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = (cause as Error).message; // JSON.parse throws nothing but SyntaxError
    throw new InvalidUsage(
      path,
      `this is not JSON: ${reason}.`,
      'Expected a file that cdk deploy --outputs-file wrote.',
    );
  }
}

interface FoundOutput {
  readonly stack: string;
  readonly service: string;
  readonly value: string;
}

function outputsWithDetails(
  path: string,
  content: unknown,
  { stack: wantedStack, service: wantedService }: ReadDetailsOptions,
): FoundOutput[] {
  if (!isRecord(content)) {
    throw new InvalidUsage(
      path,
      'this is no JSON object.',
      'Expected a file that cdk deploy --outputs-file wrote.',
    );
  }
  const all = Object.entries(content).flatMap(([stack, outputs]) =>
    Object.entries(isRecord(outputs) ? outputs : {})
      .filter(([name, value]) => name.endsWith(detailsOutputSuffix) && typeof value === 'string')
      .map(([name, value]) => ({
        stack,
        service: name.slice(0, -detailsOutputSuffix.length),
        value: String(value),
      })),
  );
  return all.filter(
    ({ stack, service }) =>
      (wantedStack === undefined || wantedStack === stack) &&
      (wantedService === undefined || outputNameOf(wantedService) === service),
  );
}

/** Names of outputs have letters and digits only. */
export function outputNameOf(id: string): string {
  return id.replace(/[^A-Za-z0-9]/g, '');
}

function describe({ stack, service }: ReadDetailsOptions): string {
  return `${service === undefined ? '' : ` called ${service}`}${stack === undefined ? '' : ` of the stack ${stack}`}`;
}

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string' && value !== '';
const isFlag: Check = (value) => typeof value === 'boolean';
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const objectOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(value).every(([key, member]) => checks[key]?.(member) ?? false);

/** Member of the details -> how to know a valid one, and what to say otherwise. */
const members: { readonly [Name in keyof Required<EndpointServiceDetails>]: readonly [Check, string] } = {
  serviceName: [isText, 'a text'],
  ports: [
    listOf(objectOf({ port: (value) => typeof value === 'number', protocol: isText })),
    'a list of { port, protocol }',
  ],
  region: [isText, 'a text'],
  account: [isText, 'a text'],
  zones: [listOf(objectOf({ id: isText, name: isText })), 'a list of { id, name }'],
  domainName: [isText, 'a text'],
  privateDnsName: [isText, 'a text'],
  ipAddressTypes: [listOf((value) => value === 'ipv4' || value === 'ipv6'), 'a list of "ipv4" and "ipv6"'],
  supportedRegions: [listOf(isText), 'a list of texts'],
  acceptanceRequired: [isFlag, 'true or false'],
};

function toDetails(path: string, value: unknown): EndpointServiceDetails {
  const given = isRecord(value) ? value : {};
  for (const [name, member] of Object.entries(given)) {
    const [check, expected] = Object.hasOwn(members, name)
      ? members[name as keyof EndpointServiceDetails] // hasOwn says so
      : [];
    if (check === undefined) {
      throw new InvalidUsage(
        path,
        `${name} is no member of a service's details.`,
        `Expected ${Object.keys(members).join(', ')}.`,
      );
    }
    if (!check(member)) {
      throw new InvalidUsage(
        path,
        `${name} is ${JSON.stringify(member)}.`,
        `Expected ${expected} for ${name}.`,
      );
    }
  }
  for (const name of ['serviceName', 'ports']) {
    if (!(name in given))
      throw new InvalidUsage(path, `${name} is missing.`, 'Expected serviceName and ports at least.');
  }
  const details = given as unknown as EndpointServiceDetails; // every member was looked at above
  checkDetails(path, details);
  return details;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
