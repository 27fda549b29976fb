import type {
  DescribeTargetGroupsInput,
  DescribeTargetGroupsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../model/errors.ts';
import type { TargetGroup } from '../../model/load-balancing-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { requireByArn, selectByArnOrName } from './shared/lookup.ts';
import { paginate } from './shared/pages.ts';
import { toSdkTargetGroup } from './shared/target-group-view.ts';

/**
 * The caller's target groups, or those of one load balancer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html
 */
export const DescribeTargetGroups = operation<DescribeTargetGroupsInput, DescribeTargetGroupsOutput>({
  service: 'elasticloadbalancing',
  name: 'DescribeTargetGroups',
  access: 'read',
  honours: ['LoadBalancerArn', 'TargetGroupArns', 'Names', 'Marker', 'PageSize'],
  handle(input, context) {
    const { records, next } = paginate('DescribeTargetGroups', select(context, input), input);
    return { TargetGroups: records.map((group) => toSdkTargetGroup(context.resources, group)), ...next };
  },
});

function select(context: OperationContext, input: DescribeTargetGroupsInput): readonly TargetGroup[] {
  const { LoadBalancerArn, TargetGroupArns, Names } = input;
  if (LoadBalancerArn === undefined) return selectByArnOrName(context, 'targetGroup', TargetGroupArns, Names);
  if (TargetGroupArns?.length || Names?.length) {
    const message = 'A load balancer ARN cannot be specified together with target group ARNs or names';
    throw new ServiceError('ValidationError', message);
  }
  const { resources } = context;
  const loadBalancer = requireByArn(context, 'loadBalancer', LoadBalancerArn);
  const listeners = resources.find('listener', 'loadBalancer', loadBalancer.id);
  const arns = new Set(listeners.flatMap(({ targetGroups }) => targetGroups.map(({ arn }) => arn)));
  return [...arns].flatMap((arn) => resources.get('targetGroup', arn) ?? []);
}
