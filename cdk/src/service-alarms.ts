import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { INetworkTargetGroup, NetworkLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';

/** When to raise an alarm, and who hears of it. */
export interface ServiceAlarmsProps {
  /**
   * What an alarm does, such as `new SnsAction(topic)`, and once more when it is over.
   *
   * @default - nothing: alarms are to be seen in CloudWatch only
   */
  readonly actions?: readonly IAlarmAction[];

  /**
   * For how many minutes on end something has to be wrong.
   *
   * @default 3
   */
  readonly minutes?: number;

  /**
   * How many resets a minute the service may send to its consumers. Clients that end connections in haste cause some.
   *
   * @default 100
   */
  readonly resetsPerMinute?: number;
}

/** What alarms look at. */
export interface AlarmedService {
  readonly serviceId: string;
  /** Those that were made with the service. */
  readonly loadBalancers: readonly NetworkLoadBalancer[];
  /** Those that the app makes. */
  readonly targetGroups: readonly INetworkTargetGroup[];
}

/**
 * Alarms on what consumers feel: targets that are down (`UnHealthyHostCount`, `HealthyHostCount`), connections that
 * found no source port (`PortAllocationErrorCount`) or were refused (`RejectedFlowCount`), and resets
 * (`RstPacketsSent` of AWS/PrivateLinkServices).
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html
 */
export class ServiceAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, service: AlarmedService, props: ServiceAlarmsProps = {}) {
    super(scope, id);
    const { minutes = 3, actions = [] } = props;
    const alarms = [...this.#definitions(service, props)].map(
      ({ name, metric, threshold, when, description }) =>
        new Alarm(this, name, {
          metric,
          threshold,
          comparisonOperator: when,
          evaluationPeriods: minutes,
          alarmDescription: description,
          treatMissingData: TreatMissingData.NOT_BREACHING,
        }),
    );
    for (const alarm of alarms) {
      alarm.addAlarmAction(...actions);
      alarm.addOkAction(...actions);
    }
    this.alarms = alarms;
  }

  *#definitions(
    service: AlarmedService,
    { resetsPerMinute = 100 }: ServiceAlarmsProps,
  ): Generator<Definition> {
    const every = { period: Duration.minutes(1) };
    for (const [index, group] of service.targetGroups.entries()) {
      yield over(
        `UnHealthyHosts${index}`,
        group.metrics.unHealthyHostCount({ ...every, statistic: 'Maximum' }),
        0,
        'Targets fail their health checks.',
      );
      yield {
        name: `NoHealthyHost${index}`,
        metric: group.metrics.healthyHostCount({ ...every, statistic: 'Maximum' }),
        threshold: 1,
        when: ComparisonOperator.LESS_THAN_THRESHOLD,
        description: 'No target is healthy: connections go to targets that fail their health checks.',
      };
    }
    for (const [index, { metrics }] of service.loadBalancers.entries()) {
      const sum = { ...every, statistic: 'Sum' };
      yield over(
        `PortAllocationErrors${index}`,
        metrics.custom('PortAllocationErrorCount', sum),
        0,
        'Connections found no source port towards a target: add targets, zones or secondary addresses.',
      );
      yield over(
        `RejectedFlows${index}`,
        metrics.custom('RejectedFlowCount', sum),
        0,
        'The load balancer refused connections.',
      );
    }
    yield over(
      'Resets',
      new Metric({
        namespace: 'AWS/PrivateLinkServices',
        metricName: 'RstPacketsSent',
        dimensionsMap: { 'Service Id': service.serviceId },
        ...every,
        statistic: 'Sum',
        region: Stack.of(this).region,
      }),
      resetsPerMinute,
      'The service resets many connections of its consumers.',
    );
  }
}

interface Definition {
  readonly name: string;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly when: ComparisonOperator;
  readonly description: string;
}

function over(name: string, metric: IMetric, threshold: number, description: string): Definition {
  return { name, metric, threshold, when: ComparisonOperator.GREATER_THAN_THRESHOLD, description };
}
