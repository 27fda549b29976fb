import type {
  CreateStackOutput,
  DescribeStackEventsOutput,
  DescribeStacksOutput,
  Stack as SdkStack,
} from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../../../model/errors.ts';
import type { CloudFormationStack } from '../../generated/properties.ts';
import type { Progress, Step } from '../../resource-type.ts';
import { answered, call } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { allTags } from '../shared/tags.ts';

/**
 * A stack in a stack. It is told which stack it belongs to by the engine, and goes its own way from there.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
 */
export const Stack = resourceType<CloudFormationStack>({
  name: 'AWS::CloudFormation::Stack',
  honours: ['NotificationARNs', 'Parameters', 'Tags', 'TemplateURL', 'TimeoutInMinutes'],
  create(properties, step) {
    const result = call<CreateStackOutput>(step, 'cloudformation', 'CreateStack', {
      StackName: step.name(128),
      ...common(properties, step),
      TimeoutInMinutes: properties.TimeoutInMinutes,
    });
    return answered(result.StackId);
  },
  update(id, _before, after, step) {
    step.keep({ unchanged: 'no' });
    try {
      call(step, 'cloudformation', 'UpdateStack', { StackName: id, ...common(after, step) });
    } catch (error) {
      if (!(error instanceof ServiceError) || error.message !== 'No updates are to be performed.')
        throw error;
      step.keep({ unchanged: 'yes' });
    }
    return undefined;
  },
  delete(id, _, step) {
    call(step, 'cloudformation', 'DeleteStack', { StackName: id });
  },
  progress: (id, _, step) => progressOf(id, describe(id, step), step),
  isGone(id, step) {
    const found = describe(id, step);
    if (found?.StackStatus === 'DELETE_FAILED')
      throw new ServiceError(
        'NotStabilized',
        `Embedded stack ${id} was not successfully deleted: ${found.StackStatusReason ?? ''}`,
      );
    return found === undefined || found.StackStatus === 'DELETE_COMPLETE';
  },
  attributes: (id, _, step) =>
    Object.fromEntries(
      (describe(id, step)?.Outputs ?? []).map(({ OutputKey, OutputValue = '' }) => [
        `Outputs.${OutputKey}`,
        OutputValue,
      ]),
    ),
  read(id, properties, step) {
    const found = describe(id, step);
    if (found === undefined || found.StackStatus === 'DELETE_COMPLETE') return undefined;
    const given = found.Parameters?.map(
      ({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue] as const,
    );
    const named = given?.filter(([key]) => Object.hasOwn(properties.Parameters ?? {}, key));
    return { ...(properties.Parameters && { Parameters: Object.fromEntries(named ?? []) }) };
  },
});

function common({ TemplateURL, Parameters = {}, NotificationARNs, Tags }: CloudFormationStack, step: Step) {
  return {
    TemplateURL,
    Parameters: Object.entries(Parameters).map(([ParameterKey, value]) => ({
      ParameterKey,
      ParameterValue: Array.isArray(value) ? value.join(',') : String(value),
    })),
    NotificationARNs,
    Tags: allTags(Tags, step.tags),
    // What was acknowledged for the whole is acknowledged for its parts.
    Capabilities: describe(step.stackId, step)?.Capabilities ?? [],
  };
}

function describe(StackName: string, step: Step): SdkStack | undefined {
  try {
    return call<DescribeStacksOutput>(step, 'cloudformation', 'DescribeStacks', { StackName }).Stacks?.[0];
  } catch (error) {
    if (error instanceof ServiceError && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

function progressOf(id: string, found: SdkStack | undefined, step: Step): Progress {
  const status = found?.StackStatus ?? 'DELETE_COMPLETE';
  if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' || step.kept.unchanged === 'yes')
    return { state: 'done' };
  if (status.endsWith('_IN_PROGRESS')) return { state: 'waiting' };
  const verb = status.startsWith('UPDATE') ? 'updated' : 'created';
  const why = found === undefined ? 'it is gone' : reasonOf(found, step);
  return { state: 'failed', reason: `Embedded stack ${id} was not successfully ${verb}: ${why}` };
}

/** The last reason that the stack itself gave: its final state has none. */
function reasonOf({ StackId, StackName, StackStatus }: SdkStack, step: Step): string {
  const input = { StackName: StackId };
  const { StackEvents } = call<DescribeStackEventsOutput>(
    step,
    'cloudformation',
    'DescribeStackEvents',
    input,
  );
  const told = StackEvents?.find(
    ({ LogicalResourceId, ResourceStatusReason: reason }) =>
      LogicalResourceId === StackName && reason !== undefined && reason !== 'User Initiated',
  );
  return told?.ResourceStatusReason ?? `it is ${StackStatus}`;
}
