import type { LookupEventsRequest, LookupEventsResponse } from '@aws-sdk/client-cloudtrail';
import type { AuditedEvent, AuditQuery } from '../../model/audit-reader.ts';
import { ServiceError } from '../../model/errors.ts';
import { type OperationContext, operation } from '../operation.ts';
import { accountMadeMs } from '../shared/account-age.ts';

/** Events on a page. */
const resultsMax = 50;

/**
 * Calls that changed something or tried to, of the caller's account in the region, newest first.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const LookupEvents = operation<LookupEventsRequest, LookupEventsResponse>({
  service: 'cloudtrail',
  name: 'LookupEvents',
  access: 'read',
  honours: ['LookupAttributes', 'StartTime', 'EndTime', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const query = queryOf(input, context);
    if (context.audit === undefined) return { Events: [] };
    const page = context.audit.lookup(query) ?? refuseToken(input.NextToken);
    const { events, next } = page;
    const token = next === undefined ? {} : { NextToken: encodeToken(input, next) };
    return { Events: events.map(toSdkEvent), ...token };
  },
});

function queryOf(input: LookupEventsRequest, context: OperationContext): AuditQuery {
  const { caller, region } = context;
  const { MaxResults: limit = resultsMax, NextToken: token } = input;
  if (limit < 1 || limit > resultsMax) {
    throw new ServiceError(
      'InvalidMaxResultsException',
      `MaxResults must be from 1 to ${resultsMax}, not ${limit}.`,
    );
  }
  const [fromMs, toMs] = [
    input.StartTime?.getTime() ?? 0,
    input.EndTime?.getTime() ?? Number.MAX_SAFE_INTEGER,
  ];
  if (fromMs > toMs) {
    throw new ServiceError('InvalidTimeRangeException', 'The start time must not be after the end time.');
  }
  const attribute = attributeOf(input);
  const after = token === undefined ? {} : { after: decodeToken(input, token) };
  return {
    accountId: caller.accountId,
    region,
    fromMs: Math.max(fromMs, accountMadeMs(context)),
    toMs,
    limit,
    ...(attribute && { attribute }),
    ...after,
  };
}

function attributeOf({ LookupAttributes: attributes = [] }: LookupEventsRequest): AuditQuery['attribute'] {
  const [first, ...more] = attributes;
  if (first === undefined) return undefined;
  const { AttributeKey: key, AttributeValue: value } = first;
  // Both are required members; more than one attribute AWS does not take.
  if (more.length === 0 && key !== undefined && value !== undefined) return { key, value };
  throw new ServiceError('InvalidLookupAttributesException', 'Only one lookup attribute can be given.');
}

/** A token is good for the question that it was given out for. */
function scopeOf({ LookupAttributes, StartTime, EndTime }: LookupEventsRequest): string {
  return JSON.stringify([LookupAttributes, StartTime, EndTime]);
}

function encodeToken(input: LookupEventsRequest, mark: string): string {
  return Buffer.from(`${mark}\n${scopeOf(input)}`).toString('base64url');
}

function decodeToken(input: LookupEventsRequest, token: string): string {
  const [mark = '', scope] = Buffer.from(token, 'base64url').toString().split('\n', 2);
  if (scope !== scopeOf(input) || encodeToken(input, mark) !== token) return refuseToken(token);
  return mark;
}

function refuseToken(token: string | undefined): never {
  throw new ServiceError('InvalidNextTokenException', `The token ${token?.slice(0, 100) ?? ''} is invalid.`);
}

function toSdkEvent({
  id,
  name,
  source,
  readOnly,
  username,
  accessKeyId,
  time,
  resources,
  record,
}: AuditedEvent) {
  return {
    EventId: id,
    EventName: name,
    ReadOnly: String(readOnly),
    AccessKeyId: accessKeyId,
    EventTime: new Date(time),
    EventSource: source,
    Username: username,
    Resources: resources.map((resource) => ({ ResourceType: resource.type, ResourceName: resource.name })),
    CloudTrailEvent: record,
  };
}
