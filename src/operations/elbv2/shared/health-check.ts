import type {
  CreateTargetGroupInput,
  ModifyTargetGroupInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../../model/errors.ts';
import type { HealthCheck, TargetGroup } from '../../../model/load-balancing-resources.ts';

type Protocol = HealthCheck['protocol'];

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html */
const defaults = {
  port: 'traffic-port',
  path: '/',
  matcher: '200-399',
  intervalSeconds: 30,
  timeoutSeconds: { TCP: 10, HTTP: 6, HTTPS: 10 } satisfies Record<Protocol, number>,
  healthyThreshold: 5,
  unhealthyThreshold: 2,
} as const;

/** Characters of a path. */
const pathCharactersMax = 1024;

/** The members of requests that say how targets are checked. */
export const healthCheckMembers = [
  'HealthCheckProtocol',
  'HealthCheckPort',
  'HealthCheckEnabled',
  'HealthCheckPath',
  'HealthCheckIntervalSeconds',
  'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount',
  'UnhealthyThresholdCount',
  'Matcher.HttpCode',
] as const;

/** The health check that the request states, completed by AWS's defaults. @throws ServiceError `ValidationError` */
export function healthCheckFrom(input: CreateTargetGroupInput): HealthCheck {
  refuseDisabled(input, input.TargetType ?? 'instance');
  const protocol = protocolOf(input.Protocol, input.HealthCheckProtocol);
  return complete(input, {
    enabled: true,
    protocol,
    port: defaults.port,
    intervalSeconds: defaults.intervalSeconds,
    timeoutSeconds: defaults.timeoutSeconds[protocol],
    healthyThreshold: defaults.healthyThreshold,
    unhealthyThreshold: defaults.unhealthyThreshold,
  });
}

/**
 * The group's health check with what the request changes. With another protocol the path and the matcher become the
 * defaults, or go; times and thresholds stay as they are.
 * @throws ServiceError `ValidationError`
 */
export function modifiedHealthCheck(group: TargetGroup, input: ModifyTargetGroupInput): HealthCheck {
  refuseDisabled(input, group.targetType);
  const before = group.healthCheck;
  return complete(input, {
    ...before,
    protocol: protocolOf(group.protocol, input.HealthCheckProtocol, before.protocol),
  });
}

/** What both requests say about health checks. */
type Settings = Pick<CreateTargetGroupInput, keyof CreateTargetGroupInput & keyof ModifyTargetGroupInput>;

/** `otherwise` with what the input says; the protocol is the new one already. */
function complete(input: Settings, otherwise: HealthCheck): HealthCheck {
  const { path, matcher, ...base } = otherwise;
  const count = (noun: string, given: number | undefined, present: number) =>
    within(2, 10, `${noun} threshold`, given, present);
  const check: HealthCheck = {
    ...base,
    port: portOf(input.HealthCheckPort, base.port),
    ...(base.protocol === 'TCP' ? refuseHttpSettings(input) : httpSettings(input, { path, matcher })),
    intervalSeconds: within(5, 300, 'interval', input.HealthCheckIntervalSeconds, base.intervalSeconds),
    timeoutSeconds: within(2, 120, 'timeout', input.HealthCheckTimeoutSeconds, base.timeoutSeconds),
    healthyThreshold: count('healthy', input.HealthyThresholdCount, base.healthyThreshold),
    unhealthyThreshold: count('unhealthy', input.UnhealthyThresholdCount, base.unhealthyThreshold),
  };
  if (check.intervalSeconds >= check.timeoutSeconds) return check;
  throw new ServiceError('ValidationError', 'Health check interval must be greater than the timeout.');
}

function refuseDisabled({ HealthCheckEnabled }: Settings, targetType: string): void {
  if (HealthCheckEnabled !== false) return;
  const message = `Health check enabled must be true for target groups with target type '${targetType}'`;
  throw new ServiceError('ValidationError', message);
}

function protocolOf(
  ofGroup: string | undefined,
  protocol: string | undefined,
  otherwise: Protocol = 'TCP',
): Protocol {
  if (protocol === undefined) return otherwise;
  if (protocol === 'TCP' || protocol === 'HTTP' || protocol === 'HTTPS') return protocol;
  const message = `Health check protocol '${protocol}' not supported for target groups with the ${ofGroup} protocol. Must be one of the following values '[HTTP, HTTPS, TCP]'.`;
  throw new ServiceError('ValidationError', message);
}

function portOf(port: string | undefined, otherwise: string): string {
  if (port === undefined) return otherwise;
  const isPort = /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535;
  if (isPort || port === defaults.port) return port;
  const message = `Health check port '${port}' must be '${defaults.port}' or between '1' and '65535' inclusive`;
  throw new ServiceError('ValidationError', message);
}

function refuseHttpSettings({ HealthCheckPath, Matcher }: Settings): object {
  if (HealthCheckPath === undefined && !Matcher?.HttpCode) return {};
  const setting = HealthCheckPath === undefined ? 'matcher' : 'path';
  const message = `A health check ${setting} is not supported for health checks with the TCP protocol`;
  throw new ServiceError('ValidationError', message);
}

function httpSettings(
  input: Settings,
  present: { readonly path: string | undefined; readonly matcher: string | undefined },
): Pick<HealthCheck, 'path' | 'matcher'> {
  const path = input.HealthCheckPath ?? present.path ?? defaults.path;
  if (!path.startsWith('/') || path.length > pathCharactersMax) {
    const message = `Health check path '${path}' must begin with a '/' and have at most ${pathCharactersMax} characters`;
    throw new ServiceError('ValidationError', message);
  }
  // Terraform sends an empty matcher for one that is left out.
  const matcher = input.Matcher?.HttpCode || present.matcher || defaults.matcher;
  if (!isMatcher(matcher)) {
    const message = `Health check matcher HTTP code '${matcher}' must be within '200-599' inclusive`;
    throw new ServiceError('ValidationError', message);
  }
  return { path, matcher };
}

/** `200`, `200,202` or `200-299`. */
function isMatcher(text: string): boolean {
  return text.split(',').every((part) => {
    const match = /^(\d{3})(?:-(\d{3}))?$/.exec(part);
    if (!match) return false;
    const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
    return first >= 200 && first <= last && last <= 599;
  });
}

function within(
  min: number,
  max: number,
  noun: string,
  given: number | undefined,
  otherwise: number,
): number {
  const value = given ?? otherwise;
  if (value >= min && value <= max) return value;
  const message = `Health check ${noun} '${value}' must be between '${min}' and '${max}' inclusive`;
  throw new ServiceError('ValidationError', message);
}
