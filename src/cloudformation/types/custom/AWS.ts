import { ServiceError } from '../../../model/errors.ts';
import { foreignPatternFinds } from '../../../model/foreign-pattern.ts';
import type { Attributes, ResourceType, Step } from '../../resource-type.ts';
import type { Json, JsonObject } from '../../template.ts';
import { call, unlessGone } from '../shared/call.ts';
import { flattened, parseSdkCall, type SdkCall, withPhysicalId } from '../shared/sdk-calls.ts';

type Request = 'Create' | 'Update' | 'Delete';

/**
 * `AwsCustomResource` of the CDK: calls of the SDK when a resource is created, changed and deleted. They reach the
 * operations of this daemon with the permissions of who deploys what the template says of them, without the function that makes them on AWS.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources.AwsCustomResource.html
 */
export const AWS: ResourceType = {
  name: 'Custom::AWS',
  honours: ['ServiceToken', 'Create', 'Update', 'Delete', 'InstallLatestAwsSdk'],
  actsForItsMaker: true,
  create(properties, step) {
    const named = (['Create', 'Update', 'Delete'] as const)
      .map((request) => callOf(properties, request)?.physicalResourceId?.id)
      .find((id) => id !== undefined);
    return carryOut(callOf(properties, 'Create'), named ?? step.logicalId, step);
  },
  update(id, _, after, step) {
    const sdkCall = callOf(after, 'Update');
    return carryOut(sdkCall, sdkCall?.physicalResourceId?.id ?? id, step);
  },
  delete(id, properties, step) {
    const sdkCall = callOf(properties, 'Delete');
    if (!sdkCall) return;
    unlessGone(() => carryOut(sdkCall, sdkCall.physicalResourceId?.id ?? id, step));
  },
  attributes: (_, __, step) => step.kept,
  // Nothing can be told of what calls have made.
  read: () => ({}),
};

function callOf(properties: JsonObject, request: Request): SdkCall | undefined {
  const text: Json | undefined = properties[request];
  return text === undefined ? undefined : parseSdkCall(text, request);
}

/** @returns the physical id after the call; what it answered is kept */
function carryOut(sdkCall: SdkCall | undefined, id: string, step: Step): string {
  if (!sdkCall) {
    step.keep({});
    return id;
  }
  const answer = answerOf(sdkCall, id, step);
  const { responsePath } = sdkCall.physicalResourceId ?? {};
  const paths = sdkCall.outputPaths;
  const shown = Object.entries(answer).filter(
    ([name]) => paths === undefined || paths.some((path) => name.startsWith(path)),
  );
  step.keep(Object.fromEntries(shown));
  if (responsePath === undefined) return id;
  const found = answer[responsePath];
  if (typeof found === 'string') return found;
  const message = `The answer of ${sdkCall.action} has nothing at ${responsePath} to be the physical id of the resource.`;
  throw new ServiceError('ValidationError', message);
}

/** By paths; nothing where the call failed with an error that does not matter. */
function answerOf(sdkCall: SdkCall, id: string, step: Step): Attributes {
  const { service, action, region, ignoreErrorCodesMatching: ignored } = sdkCall;
  if (region !== undefined && region !== step.region) {
    const message = `Calls in another region than the stack's are not supported: ${action} is asked for in ${region}, the stack is in ${step.region}.`;
    throw new ServiceError('ValidationError', message);
  }
  try {
    return flattened(call(step, service, action, withPhysicalId(sdkCall.parameters, id)));
  } catch (error) {
    if (!(error instanceof ServiceError) || ignored === undefined) throw error;
    if (isMatched(ignored, error.code)) return {};
    throw error;
  }
}

function isMatched(pattern: string, code: string): boolean {
  try {
    return foreignPatternFinds(pattern, code);
  } catch (cause) {
    const message = `ignoreErrorCodesMatching is to be a regular expression: ${String(cause)}`;
    throw new ServiceError('ValidationError', message);
  }
}
