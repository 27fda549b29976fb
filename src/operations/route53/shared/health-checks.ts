import type * as sdk from '@aws-sdk/client-route-53';
import { alarmArn } from '../../../model/alarm-resources.ts';
import type { DnsHealthCheck, HealthCheckSettings } from '../../../model/dns-resources.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { OperationContext } from '../../operation.ts';

/** Checks that one calculated check may count. */
const childrenMax = 256;

/** The members of a health check's settings that are honoured. */
export const settingMembers = [
  'IPAddress',
  'Port',
  'ResourcePath',
  'FullyQualifiedDomainName',
  'SearchString',
  'FailureThreshold',
  'Inverted',
  'Disabled',
  'HealthThreshold',
  'ChildHealthChecks',
  'AlarmIdentifier.Region',
  'AlarmIdentifier.Name',
  'InsufficientDataHealthStatus',
] as const;

/** The caller's health check. @throws ServiceError NoSuchHealthCheck, also when it is another account's */
export function requireHealthCheck({ resources, caller }: OperationContext, id: string): DnsHealthCheck {
  const check = resources.get('dnsHealthCheck', id);
  if (check?.accountId === caller.accountId) return check;
  throw new ServiceError('NoSuchHealthCheck', `A health check with id ${id.slice(0, 64)} does not exist.`);
}

/**
 * The settings, when they are ones that have a meaning here: a calculated check, one that goes by an alarm, or one that is disabled, which people
 * invert to take an endpoint out of DNS by hand.
 * @throws ServiceError InvalidInput, UnsupportedOperation, NoSuchHealthCheck
 */
export function checkSettings(context: OperationContext, settings: HealthCheckSettings): HealthCheckSettings {
  const { type, disabled, failureThreshold, port, requestIntervalSeconds, searchString } = settings;
  if (type === 'CALCULATED') return checkCalculated(context, settings);
  if (type === 'CLOUDWATCH_METRIC') return checkAlarm(context, settings);
  if (settings.alarm !== undefined || settings.insufficientData !== undefined) {
    throw invalid(
      `AlarmIdentifier and InsufficientDataHealthStatus are of the type CLOUDWATCH_METRIC only, not ${type}.`,
    );
  }
  if (disabled !== true) {
    const message = `Health checks of the type ${type} are not carried out by Postern. Create it with Disabled set to true, or use the type CALCULATED or CLOUDWATCH_METRIC.`;
    throw new ServiceError('UnsupportedOperation', message);
  }
  if (settings.childHealthChecks !== undefined || settings.healthThreshold !== undefined) {
    throw invalid(`ChildHealthChecks and HealthThreshold are of the type CALCULATED only, not ${type}.`);
  }
  if (settings.ipAddress === undefined && settings.fullyQualifiedDomainName === undefined) {
    throw invalid('Give IPAddress, FullyQualifiedDomainName or both.');
  }
  if (port !== undefined && (port < 1 || port > 65_535)) throw invalid('The Port must be from 1 to 65535.');
  if (type === 'TCP' && port === undefined) throw invalid('A health check of the type TCP needs a Port.');
  if (failureThreshold !== undefined && (failureThreshold < 1 || failureThreshold > 10)) {
    throw invalid('The FailureThreshold must be from 1 to 10.');
  }
  if (requestIntervalSeconds !== undefined && ![10, 30].includes(requestIntervalSeconds)) {
    throw invalid('The RequestInterval must be 10 or 30.');
  }
  if (type.endsWith('STR_MATCH') !== (searchString !== undefined)) {
    throw invalid('A SearchString belongs to the types HTTP_STR_MATCH and HTTPS_STR_MATCH, which need one.');
  }
  return settings;
}

function checkCalculated(context: OperationContext, settings: HealthCheckSettings): HealthCheckSettings {
  const { type: _, inverted, disabled, childHealthChecks = [], healthThreshold, ...rest } = settings;
  const [odd] = Object.keys(rest);
  if (odd !== undefined) throw invalid(`A health check of the type CALCULATED has no ${odd}.`);
  if (healthThreshold === undefined || healthThreshold < 0 || healthThreshold > childrenMax) {
    throw invalid(`A calculated health check needs a HealthThreshold from 0 to ${childrenMax}.`);
  }
  if (childHealthChecks.length > childrenMax || new Set(childHealthChecks).size < childHealthChecks.length) {
    throw invalid(`A calculated health check counts up to ${childrenMax} others, each once.`);
  }
  for (const child of childHealthChecks) {
    if (requireHealthCheck(context, child).settings.type === 'CALCULATED') {
      throw invalid('A calculated health check cannot count other calculated health checks.');
    }
  }
  return {
    ...settings,
    ...(inverted !== undefined && { inverted }),
    ...(disabled !== undefined && { disabled }),
  };
}

/** Route 53 takes no alarms of M out of N datapoints. */
function checkAlarm(
  { resources, caller }: OperationContext,
  settings: HealthCheckSettings,
): HealthCheckSettings {
  const { type: _, inverted: __, disabled: ___, alarm, insufficientData: ____, ...rest } = settings;
  const [odd] = Object.keys(rest);
  if (odd !== undefined) throw invalid(`A health check of the type CLOUDWATCH_METRIC has no ${odd}.`);
  if (alarm === undefined)
    throw invalid('A health check of the type CLOUDWATCH_METRIC needs an AlarmIdentifier.');
  const found = resources.get('metricAlarm', alarmArn(caller.accountId, alarm.region, alarm.name));
  if (!found) {
    throw invalid(`There is no alarm ${alarm.name.slice(0, 255)} in the region ${alarm.region}.`);
  }
  if (found.datapointsToAlarm !== undefined && found.datapointsToAlarm < found.evaluationPeriods) {
    throw invalid('The alarm must not be one of fewer datapoints than evaluation periods.');
  }
  return settings;
}

/** The settings as a request states them, nothing checked. */
export function settingsFrom(
  type: HealthCheckSettings['type'],
  given: Omit<sdk.HealthCheckConfig, 'Type'>,
): HealthCheckSettings {
  return {
    type,
    ...(given.Inverted !== undefined && { inverted: given.Inverted }),
    ...(given.Disabled !== undefined && { disabled: given.Disabled }),
    ...(given.ChildHealthChecks && { childHealthChecks: given.ChildHealthChecks }),
    ...(given.HealthThreshold !== undefined && { healthThreshold: given.HealthThreshold }),
    ...(given.AlarmIdentifier && {
      // Required members.
      alarm: { region: given.AlarmIdentifier.Region ?? '', name: given.AlarmIdentifier.Name ?? '' },
    }),
    ...(given.InsufficientDataHealthStatus && { insufficientData: given.InsufficientDataHealthStatus }),
    ...(given.IPAddress !== undefined && { ipAddress: given.IPAddress }),
    ...(given.Port !== undefined && { port: given.Port }),
    ...(given.FullyQualifiedDomainName !== undefined && {
      fullyQualifiedDomainName: given.FullyQualifiedDomainName,
    }),
    ...(given.ResourcePath !== undefined && { resourcePath: given.ResourcePath }),
    ...(given.SearchString !== undefined && { searchString: given.SearchString }),
    ...(given.RequestInterval !== undefined && { requestIntervalSeconds: given.RequestInterval }),
    ...(given.FailureThreshold !== undefined && { failureThreshold: given.FailureThreshold }),
  };
}

/** As answers show a health check. */
export function toSdkHealthCheck({
  id,
  callerReference,
  settings,
  version,
}: DnsHealthCheck): sdk.HealthCheck {
  const calculated = settings.type === 'CALCULATED';
  const { alarm, insufficientData } = settings;
  return {
    Id: id,
    CallerReference: callerReference,
    HealthCheckVersion: version,
    HealthCheckConfig: {
      Type: settings.type,
      IPAddress: settings.ipAddress,
      Port: settings.port,
      FullyQualifiedDomainName: settings.fullyQualifiedDomainName,
      ResourcePath: settings.resourcePath,
      SearchString: settings.searchString,
      ...(alarm && {
        // One that was stored was one of the SDK's.
        AlarmIdentifier: { Region: alarm.region as sdk.CloudWatchRegion, Name: alarm.name },
        InsufficientDataHealthStatus: insufficientData ?? 'LastKnownStatus',
      }),
      ...(!calculated &&
        !alarm && {
          RequestInterval: (settings.requestIntervalSeconds ?? 30) as 30,
          FailureThreshold: settings.failureThreshold ?? 3,
          MeasureLatency: false,
        }),
      Inverted: settings.inverted ?? false,
      Disabled: settings.disabled ?? false,
      ...(calculated && {
        HealthThreshold: settings.healthThreshold,
        ChildHealthChecks: [...(settings.childHealthChecks ?? [])],
      }),
    },
  };
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidInput', message);
}
