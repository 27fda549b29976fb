/**
 * Policies of topics.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
 */
import type { Reader } from '../../../model/access.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { AccountId, Arn } from '../../../model/ids.ts';
import { resourcePolicy } from '../../../policy/document/profiles.ts';
import { evaluate } from '../../../policy/evaluate.ts';
import { requestContext } from '../../../policy/matching/context.ts';
import { parsePolicy } from '../../../policy/parse-policy.ts';
import { invalidParameter } from './errors.ts';

/** Bytes of a policy. */
const policyBytesMax = 30_720;

/** The actions that a policy may name for a topic, as the default policy lists them. */
const ownerActions = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
];

/** What a topic has that was given no policy: its owner may do everything. */
export function defaultTopicPolicy(arn: Arn, accountId: AccountId): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ownerActions.map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
      },
    ],
  });
}

/**
 * The policy as it was given.
 * @throws ServiceError `InvalidParameter` when it is none
 */
export function checkTopicPolicy(text: string): string {
  if (Buffer.byteLength(text) > policyBytesMax) {
    throw invalidParameter('Policy', `The policy has more than ${policyBytesMax} bytes`);
  }
  try {
    parsePolicy(text, resourcePolicy);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw invalidParameter('Policy Error', error.message);
  }
  return text;
}

/**
 * Whether an AWS service may publish to the topic.
 * @param servicePrincipal such as `vpce.amazonaws.com`
 * @param sourceArn the resource on whose behalf it publishes; `sourceAccount` that resource's account
 */
export function topicAllowsService(
  resources: Reader,
  topicArn: string,
  servicePrincipal: string,
  sourceArn: string,
  sourceAccount: AccountId,
): boolean {
  const topic = resources.get('topic', topicArn);
  if (topic === undefined) return false;
  const request = {
    requester: { kind: 'service', names: [servicePrincipal] },
    action: 'sns:Publish',
    resource: topic.id,
    resourceAccountId: topic.accountId,
    context: requestContext([
      ['aws:SourceArn', sourceArn],
      ['aws:SourceAccount', sourceAccount],
      ['aws:PrincipalIsAWSService', 'true'],
      ['aws:PrincipalServiceName', servicePrincipal],
    ]),
  } as const;
  const resource = parsePolicy(topic.policy, resourcePolicy);
  return evaluate(request, { identity: [], resource }).decision === 'allow';
}
