/** Calls of the SDK as `AwsCustomResource` of the CDK writes them, and their answers as attributes. */
import { ServiceError } from '../../../model/errors.ts';
import type { ServiceName } from '../../../model/service-name.ts';
import type { Attributes } from '../../resource-type.ts';
import type { Json, JsonObject } from '../../template.ts';

export interface SdkCall {
  readonly service: ServiceName;
  /** As AWS names the operation. */
  readonly action: string;
  readonly parameters: JsonObject;
  readonly physicalResourceId?: { readonly id?: string; readonly responsePath?: string };
  readonly outputPaths?: readonly string[];
  readonly ignoreErrorCodesMatching?: string;
  readonly region?: string;
}

/** Services by the names that their clients have in the SDK, as in `@aws-sdk/client-route-53`, and those of the SDK before. */
const services: Readonly<Record<string, ServiceName>> = {
  acm: 'acm',
  cloudformation: 'cloudformation',
  cloudtrail: 'cloudtrail',
  cloudwatch: 'monitoring',
  ec2: 'ec2',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
  elbv2: 'elasticloadbalancing',
  iam: 'iam',
  'route-53': 'route53',
  route53: 'route53',
  s3: 's3',
  sns: 'sns',
  ssm: 'ssm',
  sts: 'sts',
};

/** What a call may hold besides what it asks for; the SDK's version and what is logged have no effect on it. */
const members = [
  'service',
  'action',
  'parameters',
  'physicalResourceId',
  'outputPath',
  'outputPaths',
  'ignoreErrorCodesMatching',
  'region',
  'apiVersion',
  'logApiResponseData',
];

/**
 * @param text JSON
 * @param request `Create`, `Update` or `Delete`, for messages
 * @throws ServiceError `ValidationError` for what is no call, of another service, or asks for another role
 */
export function parseSdkCall(text: Json, request: string): SdkCall {
  const given = objectIn(text);
  if (!given) throw refused(`${request} must be the JSON text of a call of the SDK.`);
  const unknown = Object.keys(given).find((name) => !members.includes(name));
  if (unknown !== undefined) {
    throw refused(`${request}.${unknown} is not supported. Supported: ${members.join(', ')}.`);
  }
  const { service, action, parameters = {}, region, ignoreErrorCodesMatching } = given;
  if (typeof action !== 'string' || action === '') throw refused(`${request} has no action.`);
  if (!isObject(parameters)) throw refused(`${request}.parameters must be an object.`);
  return {
    service: serviceOf(service, request),
    action: operationName(action),
    parameters,
    ...physicalId(given.physicalResourceId),
    ...outputPaths(given),
    ...(typeof ignoreErrorCodesMatching === 'string' && { ignoreErrorCodesMatching }),
    ...(typeof region === 'string' && { region }),
  };
}

/** The parameters with the physical id where they refer to it. */
export function withPhysicalId(parameters: JsonObject, id: string): JsonObject {
  const replaced = (value: Json): Json => {
    if (value === 'PHYSICAL:RESOURCEID:') return id;
    if (Array.isArray(value)) return value.map(replaced);
    return isObject(value) ? withPhysicalId(value, id) : value;
  };
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, replaced(value)]));
}

/** An answer by paths: `ServiceConfigurations.0.ServiceId`. Times and what is empty have none, as in the CDK. */
export function flattened(answer: object): Attributes {
  return Object.fromEntries(pathsIn(answer, ''));
}

function* pathsIn(value: unknown, path: string): Iterable<readonly [string, string]> {
  if (value === undefined || value === null || value instanceof Date) return;
  if (value instanceof Uint8Array) yield [path, Buffer.from(value).toString('utf8')];
  else if (typeof value !== 'object') yield [path, String(value)];
  else {
    for (const [name, each] of Object.entries(value))
      yield* pathsIn(each, path === '' ? name : `${path}.${name}`);
  }
}

function serviceOf(name: Json | undefined, request: string): ServiceName {
  const normal = String(name ?? '')
    .toLowerCase()
    .replace(/^@aws-sdk\/client-/, '');
  const service = Object.hasOwn(services, normal) ? services[normal] : undefined;
  if (service) return service;
  const all = Object.keys(services).join(', ');
  throw refused(`${request} calls the service '${name ?? ''}', which is not supported. Supported: ${all}.`);
}

/** `describeVpcs` of the SDK before and `DescribeVpcsCommand` of this one are both DescribeVpcs. */
function operationName(action: string): string {
  const first = action.charAt(0);
  return first === first.toLowerCase()
    ? `${first.toUpperCase()}${action.slice(1)}`
    : action.replace(/Command$/, '');
}

function physicalId(given: Json | undefined): Pick<SdkCall, 'physicalResourceId'> {
  if (given === undefined || !isObject(given)) return {};
  const { id, responsePath } = given;
  return {
    physicalResourceId: {
      ...(id !== undefined && { id: String(id) }),
      ...(typeof responsePath === 'string' && { responsePath }),
    },
  };
}

function outputPaths({ outputPath, outputPaths: all }: JsonObject): Pick<SdkCall, 'outputPaths'> {
  if (typeof outputPath === 'string') return { outputPaths: [outputPath] };
  return Array.isArray(all) ? { outputPaths: all.map(String) } : {};
}

function objectIn(text: Json): JsonObject | undefined {
  try {
    const parsed = JSON.parse(typeof text === 'string' ? text : JSON.stringify(text)) as Json;
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
