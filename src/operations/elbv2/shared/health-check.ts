import type { CreateTargetGroupInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../../model/errors.ts';
import type { HealthCheck } from '../../../model/load-balancing-resources.ts';

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

/**
 * The health check that the request states, completed by AWS's defaults. It is stored and answered; targets are not
 * checked yet, which DescribeTargetHealth says.
 * @throws ServiceError `ValidationError`
 */
export function healthCheckFrom(input: CreateTargetGroupInput): HealthCheck {
  if (input.HealthCheckEnabled === false) {
    const message = `Health check enabled must be true for target groups with target type '${input.TargetType ?? 'instance'}'`;
    throw new ServiceError('ValidationError', message);
  }
  const protocol = protocolOf(input.HealthCheckProtocol);
  const check: HealthCheck = {
    enabled: true,
    protocol,
    port: portOf(input.HealthCheckPort),
    ...(protocol === 'TCP' ? refuseHttpSettings(input) : httpSettings(input)),
    intervalSeconds: within(5, 300, 'interval', input.HealthCheckIntervalSeconds, defaults.intervalSeconds),
    timeoutSeconds: within(
      2,
      120,
      'timeout',
      input.HealthCheckTimeoutSeconds,
      defaults.timeoutSeconds[protocol],
    ),
    healthyThreshold: within(
      2,
      10,
      'healthy threshold',
      input.HealthyThresholdCount,
      defaults.healthyThreshold,
    ),
    unhealthyThreshold: within(
      2,
      10,
      'unhealthy threshold',
      input.UnhealthyThresholdCount,
      defaults.unhealthyThreshold,
    ),
  };
  if (check.intervalSeconds >= check.timeoutSeconds) return check;
  throw new ServiceError('ValidationError', 'Health check interval must be greater than the timeout.');
}

function protocolOf(protocol: string | undefined): Protocol {
  if (protocol === undefined) return 'TCP';
  if (protocol === 'TCP' || protocol === 'HTTP' || protocol === 'HTTPS') return protocol;
  const message = `Health check protocol '${protocol}' not supported for target groups with the TCP protocol. Must be one of the following values '[HTTP, HTTPS, TCP]'.`;
  throw new ServiceError('ValidationError', message);
}

function portOf(port: string = defaults.port): string {
  const isPort = /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535;
  if (isPort || port === defaults.port) return port;
  const message = `Health check port '${port}' must be '${defaults.port}' or between '1' and '65535' inclusive`;
  throw new ServiceError('ValidationError', message);
}

function refuseHttpSettings({ HealthCheckPath, Matcher }: CreateTargetGroupInput): object {
  if (HealthCheckPath === undefined && Matcher === undefined) return {};
  const setting = HealthCheckPath === undefined ? 'matcher' : 'path';
  const message = `A health check ${setting} is not supported for health checks with the TCP protocol`;
  throw new ServiceError('ValidationError', message);
}

function httpSettings(input: CreateTargetGroupInput): Pick<HealthCheck, 'path' | 'matcher'> {
  const path = input.HealthCheckPath ?? defaults.path;
  if (!path.startsWith('/') || path.length > pathCharactersMax) {
    const message = `Health check path '${path}' must begin with a '/' and have at most ${pathCharactersMax} characters`;
    throw new ServiceError('ValidationError', message);
  }
  const matcher = input.Matcher?.HttpCode ?? defaults.matcher;
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
