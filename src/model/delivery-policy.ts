/**
 * How deliveries to HTTP endpoints are tried again: four phases, as SNS documents them.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
import { ServiceError } from './errors.ts';

export interface RetryPolicy {
  /** Seconds, 1 to maxDelayTarget. */
  readonly minDelayTarget: number;
  /** Seconds, up to 3600. */
  readonly maxDelayTarget: number;
  /** All retries of the four phases, 0 to 100. */
  readonly numRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly numMaxDelayRetries: number;
  readonly backoffFunction: (typeof backoffFunctions)[number];
}

/** What applies to the deliveries of one subscription. */
export interface DeliveryPolicy {
  readonly healthyRetryPolicy: RetryPolicy;
  readonly throttlePolicy?: { readonly maxReceivesPerSecond: number };
  readonly requestPolicy: { readonly headerContentType: string };
}

const backoffFunctions = ['arithmetic', 'exponential', 'geometric', 'linear'] as const;

/** Seconds that all retries of one delivery may take together. */
const totalSecondsMax = 3600;
/** Characters of a policy. */
const charactersMax = 10_240;

const defaultRetryPolicy: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};
const defaultRequestPolicy = { headerContentType: 'text/plain; charset=UTF-8' };

/** What may be set of a delivery policy; a topic's has other names for the same. */
interface Wishes {
  readonly healthyRetryPolicy?: Partial<RetryPolicy> | null;
  readonly throttlePolicy?: { readonly maxReceivesPerSecond: number } | null;
  readonly requestPolicy?: { readonly headerContentType: string } | null;
}

interface TopicWishes extends Wishes {
  readonly disableSubscriptionOverrides: boolean;
}

/**
 * The policy of a subscription as it was given.
 * @throws ServiceError `InvalidParameter` when it is none
 */
export function checkDeliveryPolicy(text: string): string {
  resolve(readWishes(parse(text), subscriptionNames));
  return text;
}

/** `checkDeliveryPolicy` for the policy of a topic, which stands under `http` with other names. */
export function checkTopicDeliveryPolicy(text: string): string {
  resolve(topicWishes(text));
  return text;
}

/** What GetTopicAttributes answers as EffectiveDeliveryPolicy. */
export function effectiveDeliveryPolicy(topicPolicy: string | undefined): object {
  const wishes = topicPolicy === undefined ? undefined : topicWishes(topicPolicy);
  const { healthyRetryPolicy, throttlePolicy, requestPolicy } = resolve(wishes ?? {});
  return {
    http: {
      defaultHealthyRetryPolicy: healthyRetryPolicy,
      disableSubscriptionOverrides: wishes?.disableSubscriptionOverrides ?? false,
      ...(throttlePolicy && { defaultThrottlePolicy: throttlePolicy }),
      defaultRequestPolicy: requestPolicy,
    },
  };
}

/** What applies to a subscription, from its own policy and its topic's. */
export function deliveryPolicyOf(topicPolicy: string | undefined, own: string | undefined): DeliveryPolicy {
  const topic = topicPolicy === undefined ? undefined : topicWishes(topicPolicy);
  const wishes =
    own === undefined || topic?.disableSubscriptionOverrides === true
      ? {}
      : readWishes(parse(own), subscriptionNames);
  return resolve({ ...topic, ...wishes });
}

/** Seconds to wait before each retry, in order. Waits that would take the total beyond an hour are left out. */
export function retryDelays(policy: RetryPolicy): readonly number[] {
  const { minDelayTarget, maxDelayTarget, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } =
    policy;
  const backoffs = policy.numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  const all = [
    ...Array.from({ length: numNoDelayRetries }, () => 0),
    ...Array.from({ length: numMinDelayRetries }, () => minDelayTarget),
    ...Array.from({ length: backoffs }, (_, at) => backoff(policy, at + 1, backoffs)),
    ...Array.from({ length: numMaxDelayRetries }, () => maxDelayTarget),
  ];
  let total = 0;
  return all.filter((delay) => {
    total += delay;
    return total <= totalSecondsMax;
  });
}

/** From the least to the greatest delay in `steps` steps; the functions differ in how late they grow. */
function backoff(
  { minDelayTarget: min, maxDelayTarget: max, backoffFunction }: RetryPolicy,
  step: number,
  steps: number,
): number {
  switch (backoffFunction) {
    case 'linear':
      return min + ((max - min) * step) / steps;
    case 'arithmetic':
      return min + ((max - min) * step * (step + 1)) / (steps * (steps + 1));
    case 'geometric':
      return min * (max / min) ** (step / steps);
    case 'exponential':
      return min + ((max - min) * (2 ** step - 1)) / (2 ** steps - 1);
  }
}

function resolve({ healthyRetryPolicy, throttlePolicy, requestPolicy }: Wishes): DeliveryPolicy {
  const retry = { ...defaultRetryPolicy, ...healthyRetryPolicy };
  if (retry.minDelayTarget > retry.maxDelayTarget) {
    // Whoever gives only one of the two means it for both.
    if (healthyRetryPolicy?.maxDelayTarget !== undefined && healthyRetryPolicy.minDelayTarget !== undefined)
      throw invalid('minDelayTarget must not be greater than maxDelayTarget');
    return resolve({
      ...optional(throttlePolicy, requestPolicy),
      healthyRetryPolicy: oneDelay(retry, healthyRetryPolicy),
    });
  }
  const phases = retry.numNoDelayRetries + retry.numMinDelayRetries + retry.numMaxDelayRetries;
  if (phases > retry.numRetries)
    throw invalid('numRetries must not be less than the retries of its phases together');
  return {
    healthyRetryPolicy: retry,
    ...(throttlePolicy && { throttlePolicy }),
    requestPolicy: requestPolicy ?? defaultRequestPolicy,
  };
}

function optional(throttlePolicy: Wishes['throttlePolicy'], requestPolicy: Wishes['requestPolicy']): Wishes {
  return { ...(throttlePolicy && { throttlePolicy }), ...(requestPolicy && { requestPolicy }) };
}

function oneDelay(retry: RetryPolicy, given: Partial<RetryPolicy> | null | undefined): RetryPolicy {
  const delay = given?.minDelayTarget ?? retry.maxDelayTarget;
  return { ...retry, minDelayTarget: delay, maxDelayTarget: delay };
}

type Names = { readonly retry: string; readonly throttle: string; readonly request: string };
const subscriptionNames: Names = {
  retry: 'healthyRetryPolicy',
  throttle: 'throttlePolicy',
  request: 'requestPolicy',
};
const topicNames: Names = {
  retry: 'defaultHealthyRetryPolicy',
  throttle: 'defaultThrottlePolicy',
  request: 'defaultRequestPolicy',
};

function topicWishes(text: string): TopicWishes {
  const { http, ...rest } = parse(text);
  onlyKnown(rest, []);
  const { disableSubscriptionOverrides = false, ...wishes } = objectOf(http, 'http');
  if (typeof disableSubscriptionOverrides !== 'boolean')
    throw invalid('disableSubscriptionOverrides must be true or false');
  return { ...readWishes(wishes, topicNames), disableSubscriptionOverrides };
}

function readWishes(given: Readonly<Record<string, unknown>>, names: Names): Wishes {
  onlyKnown(given, [names.retry, names.throttle, names.request, 'sicklyRetryPolicy', 'guaranteed']);
  // Both are in what AWS answers as the effective policy, and people send that back.
  if (given.sicklyRetryPolicy != null || given.guaranteed === true)
    throw invalid('sicklyRetryPolicy and guaranteed are not supported');
  const [retry, throttle, request] = [given[names.retry], given[names.throttle], given[names.request]];
  return {
    ...(retry != null && { healthyRetryPolicy: readRetry(objectOf(retry, names.retry)) }),
    ...(throttle != null && { throttlePolicy: readThrottle(objectOf(throttle, names.throttle)) }),
    ...(request != null && { requestPolicy: readRequest(objectOf(request, names.request)) }),
  };
}

function readRetry(given: Readonly<Record<string, unknown>>): Partial<RetryPolicy> {
  onlyKnown(given, Object.keys(defaultRetryPolicy));
  for (const [name, value] of Object.entries(given)) {
    if (name === 'backoffFunction') {
      if (!backoffFunctions.some((known) => known === value))
        throw invalid(`backoffFunction must be one of ${backoffFunctions.join(', ')}`);
      continue;
    }
    const isDelay = name.endsWith('Target');
    const [min, max] = isDelay ? [1, totalSecondsMax] : [0, 100];
    if (!Number.isInteger(value) || Number(value) < min || Number(value) > max)
      throw invalid(`${name} must be an integer from ${min} to ${max}`);
  }
  // Every member has just been checked.
  return given as Partial<RetryPolicy>;
}

function readThrottle(given: Readonly<Record<string, unknown>>): { maxReceivesPerSecond: number } {
  onlyKnown(given, ['maxReceivesPerSecond']);
  const { maxReceivesPerSecond: most } = given;
  if (!Number.isInteger(most) || Number(most) < 1 || Number(most) > 1_000_000)
    throw invalid('maxReceivesPerSecond must be an integer of 1 or more');
  return { maxReceivesPerSecond: Number(most) };
}

const contentTypes =
  /^(?:application\/(?:atom\+xml|json|octet-stream|soap\+xml|x-www-form-urlencoded|xhtml\+xml|xml)|text\/(?:css|csv|html|plain|xml))(?:; ?charset=[\w-]{1,40})?$/;

function readRequest(given: Readonly<Record<string, unknown>>): { headerContentType: string } {
  onlyKnown(given, ['headerContentType']);
  const { headerContentType: type } = given;
  if (typeof type !== 'string' || !contentTypes.test(type))
    throw invalid('headerContentType is none that is supported');
  return { headerContentType: type };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  if (text.length > charactersMax) throw invalid(`the policy has more than ${charactersMax} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('failed to parse JSON');
  }
  return objectOf(value, 'the policy');
}

function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`${what} must be an object`);
  // It is an object and no list.
  return value as Readonly<Record<string, unknown>>;
}

function onlyKnown(given: object, known: readonly string[]): void {
  const other = Object.keys(given).find((name) => !known.includes(name));
  if (other !== undefined) throw invalid(`unexpected JSON member: ${other.slice(0, 80)}`);
}

function invalid(reason: string): ServiceError {
  return new ServiceError('InvalidParameter', `Invalid parameter: DeliveryPolicy: ${reason}`);
}
