import type { CreateHealthCheckResponse, GetHealthCheckResponse } from '@aws-sdk/client-route-53';
import type { Route53HealthCheck, Route53HealthCheck_HealthCheckConfig } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changeZoneTags, readZoneTags, setZoneTags } from '../shared/zone-tags.ts';

type Config = Route53HealthCheck_HealthCheckConfig;

/** What UpdateHealthCheck can change of the types that are carried out here, `CALCULATED` and `CLOUDWATCH_METRIC`. */
const settings = [
  'Inverted',
  'HealthThreshold',
  'ChildHealthChecks',
  'AlarmIdentifier',
  'InsufficientDataHealthStatus',
] as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-healthcheck.html */
export const HealthCheck = resourceType<Route53HealthCheck>({
  name: 'AWS::Route53::HealthCheck',
  honours: [...['Type', ...settings].map((member) => `HealthCheckConfig.${member}`), 'HealthCheckTags'],
  create,
  update(id, before, after, step) {
    const from = before.HealthCheckConfig;
    const to = after.HealthCheckConfig;
    if (takesAnother(from, to)) return create(after, step);
    const changed = settings.filter((name) => !same(from[name], to[name]));
    if (changed.length > 0) {
      const changes = Object.fromEntries(changed.map((name) => [name, to[name]]));
      call(step, 'route53', 'UpdateHealthCheck', { HealthCheckId: id, ...changes });
    }
    changeZoneTags('healthcheck', id, before.HealthCheckTags, after.HealthCheckTags, step);
    return id;
  },
  delete(HealthCheckId, _, step) {
    unlessGone(() => call(step, 'route53', 'DeleteHealthCheck', { HealthCheckId }));
  },
  attributes: (id) => ({ HealthCheckId: id }),
  read(id, properties, step) {
    const input = { HealthCheckId: id };
    const found = unlessGone(() => call<GetHealthCheckResponse>(step, 'route53', 'GetHealthCheck', input));
    if (!found) return undefined;
    return {
      HealthCheckConfig: configLike(properties.HealthCheckConfig, found.HealthCheck?.HealthCheckConfig ?? {}),
      HealthCheckTags: readZoneTags('healthcheck', id, properties.HealthCheckTags, step),
    };
  },
});

function create({ HealthCheckConfig, HealthCheckTags }: Route53HealthCheck, step: Step): string {
  const { HealthCheck: made } = call<CreateHealthCheckResponse>(step, 'route53', 'CreateHealthCheck', {
    CallerReference: step.name(64),
    HealthCheckConfig,
  });
  const id = answered(made?.Id);
  setZoneTags('healthcheck', id, HealthCheckTags, step);
  return id;
}

/** The type is for good, and what was stated once can be changed but not taken back. */
function takesAnother(before: Config, after: Config): boolean {
  if (before.Type !== after.Type) return true;
  return settings.some((name) => before[name] !== undefined && after[name] === undefined);
}

/** The members that the template states: the others are defaults. */
function configLike(stated: Config | undefined, actual: object): Config {
  const entries = Object.entries(actual).filter(
    ([name, value]) => value !== undefined && (stated === undefined || Object.hasOwn(stated, name)),
  );
  // The SDK and the schema have the same names for the same settings.
  return Object.fromEntries(entries) as unknown as Config;
}
