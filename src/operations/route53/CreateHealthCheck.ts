import { isDeepStrictEqual } from 'node:util';
import type { CreateHealthCheckRequest, CreateHealthCheckResponse } from '@aws-sdk/client-route-53';
import type { DnsHealthCheck, HealthCheckSettings } from '../../model/dns-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { checkSettings, settingMembers, settingsFrom, toSdkHealthCheck } from './shared/health-checks.ts';
import { healthChecksMax } from './shared/limits.ts';
import { callerReferenceClaim, checkCallerReference } from './shared/references.ts';

const types: readonly HealthCheckSettings['type'][] = [
  'CALCULATED',
  'CLOUDWATCH_METRIC',
  'HTTP',
  'HTTPS',
  'HTTP_STR_MATCH',
  'HTTPS_STR_MATCH',
  'TCP',
];

/**
 * Creates a health check. Asking again with the reference and the settings of one that is there answers that one.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHealthCheck.html
 */
export const CreateHealthCheck = operation<CreateHealthCheckRequest, CreateHealthCheckResponse>({
  service: 'route53',
  name: 'CreateHealthCheck',
  access: 'write',
  honours: [
    'CallerReference',
    'HealthCheckConfig.Type',
    'HealthCheckConfig.RequestInterval',
    ...settingMembers.map((member) => `HealthCheckConfig.${member}`),
  ],
  handle(input, context) {
    const { resources, caller } = context;
    const reference = checkCallerReference(input.CallerReference ?? '', 64);
    const settings = settingsOf(context, input.HealthCheckConfig);
    const claim = callerReferenceClaim('dnsHealthCheck', caller.accountId, reference);
    const existing = resources.get('dnsHealthCheck', resources.get('claim', claim)?.holder ?? '');
    if (existing && !isDeepStrictEqual(existing.settings, JSON.parse(JSON.stringify(settings)))) {
      const message = 'The health check you are attempting to create already exists with other settings.';
      throw new ServiceError('HealthCheckAlreadyExists', message);
    }
    const check = existing ?? create(context, reference, settings, claim);
    return {
      HealthCheck: toSdkHealthCheck(check),
      Location: `https://route53.amazonaws.com/2013-04-01/healthcheck/${check.id}`,
    };
  },
});

function settingsOf(
  context: OperationContext,
  config: CreateHealthCheckRequest['HealthCheckConfig'],
): HealthCheckSettings {
  const type = types.find((known) => known === config?.Type);
  if (type && config) return checkSettings(context, settingsFrom(type, config));
  const message = `Health checks of the type ${config?.Type} are not supported by Postern. Use ${types.join(', ')}.`;
  throw new ServiceError('UnsupportedOperation', message);
}

function create(
  { resources, caller, ids, now }: OperationContext,
  callerReference: string,
  settings: HealthCheckSettings,
  claim: string,
): DnsHealthCheck {
  if (resources.count('dnsHealthCheck', 'account', caller.accountId) >= healthChecksMax) {
    const message = `You have reached the limit of ${healthChecksMax} health checks.`;
    throw new ServiceError('TooManyHealthChecks', message);
  }
  const digits = ids.hex(32);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20)];
  const check: DnsHealthCheck = {
    id: [...parts, digits.slice(20)].join('-'),
    accountId: caller.accountId,
    tags: [],
    callerReference,
    settings,
    version: 1,
    createdAt: now,
  };
  resources.put('dnsHealthCheck', check);
  resources.put('claim', { id: claim, holder: check.id });
  for (const child of settings.childHealthChecks ?? []) dependOn(resources, child, check.id);
  return check;
}
