/**
 * Events in the form of CloudTrail.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
import type { Caller } from '../model/caller.ts';
import type { AccountId } from '../model/ids.ts';
import type { Act } from './act.ts';
import { shown } from './redact.ts';
import { type AuditedResource, resourcesOf } from './resources-of.ts';

export interface AuditEvent {
  readonly eventVersion: '1.11';
  readonly userIdentity: object;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: unknown;
  readonly responseElements: unknown;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources?: readonly {
    readonly accountId: AccountId;
    readonly type: string;
    readonly ARN: string;
  }[];
  readonly eventType: 'AwsApiCall';
  readonly managementEvent: true;
  readonly recipientAccountId: AccountId;
  /** The same in the events of one act that several accounts see. */
  readonly sharedEventID?: string;
  readonly eventCategory: 'Management';
}

/** An event and what it is found by that is not in it. */
export interface Recorded {
  readonly event: AuditEvent;
  readonly resources: readonly AuditedResource[];
  readonly username?: string;
  readonly accessKeyId?: string;
}

/** Services that are in no region; their events are in this one, as on AWS. */
const globalRegion = 'us-east-1';
/** Hosts whose name is not the signing name. */
const sources: Readonly<Record<string, string>> = { monitoring: 'monitoring.amazonaws.com' };
const userAgentCharactersMax = 1000;
const messageCharactersMax = 1000;

/**
 * The events of an act: one for the caller's account, and one for each other account whose resource it was about.
 * @param eventId gives a new UUID each time
 */
export function eventsOf(act: Act, eventId: () => string): readonly Recorded[] {
  const { service, shape, caller } = act;
  const eventSource = sources[service] ?? `${service}.amazonaws.com`;
  const requestParameters = shown(shape.input, act.input);
  const responseElements = act.refusal ? null : shown(shape.output, act.output);
  const others = act.refusal ? [] : otherAccounts(act);
  const arns = others.length === 0 ? undefined : arnsOf(act);
  const base = {
    eventVersion: '1.11',
    userIdentity: { ...identityOf(caller), ...(act.via !== undefined && { invokedBy: act.via }) },
    eventTime: `${act.now.slice(0, 19)}Z`,
    eventSource,
    eventName: shape.name,
    awsRegion: service === 'iam' || service === 'route53' ? globalRegion : act.region,
    sourceIPAddress: act.sourceIp,
    userAgent: (act.userAgent ?? '').slice(0, userAgentCharactersMax),
    ...errorOf(act),
    requestParameters,
    responseElements,
    requestID: act.requestId,
    readOnly: isReadOnly(shape.name),
    ...(arns && { resources: arns }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    eventCategory: 'Management',
    ...(others.length > 0 && { sharedEventID: eventId() }),
  } as const;
  const resources = resourcesOf(eventSource, requestParameters, responseElements);
  const recipients = [...new Set([...(caller ? [caller.accountId] : []), ...others])];
  const found = {
    resources,
    ...(caller && { username: usernameOf(caller), accessKeyId: caller.accessKeyId }),
  };
  return recipients.map((recipientAccountId) => ({
    event: { ...base, eventID: eventId(), recipientAccountId },
    ...found,
  }));
}

/** CloudTrail counts what gives out credentials as reading. */
function isReadOnly(name: string): boolean {
  return /^(?:Get|List|Describe|Assume|Decode)/.test(name);
}

function errorOf({ service, refusal }: Act): { readonly errorCode?: string; readonly errorMessage?: string } {
  if (refusal === undefined) return {};
  const errorCode = service === 'ec2' ? `Client.${refusal.code}` : refusal.code;
  return { errorCode, errorMessage: refusal.message.slice(0, messageCharactersMax) };
}

/** Members that name a resource which may be another account's, where CloudTrail tells that account. */
const sharedMembers = ['RoleArn', 'TopicArn', 'TargetArn', 'SubscriptionArn'] as const;

function arnsOf({ input = {} }: Act): NonNullable<AuditEvent['resources']> {
  return sharedMembers.flatMap((name) => {
    const arn = input[name];
    const accountId = typeof arn === 'string' ? (arn.split(':')[4] ?? '') : '';
    if (!/^\d{12}$/.test(accountId)) return [];
    const type = name === 'RoleArn' ? 'AWS::IAM::Role' : 'AWS::SNS::Topic';
    return [{ accountId, type, ARN: String(arn) }];
  });
}

function otherAccounts(act: Act): readonly AccountId[] {
  return arnsOf(act)
    .map(({ accountId }) => accountId)
    .filter((accountId) => accountId !== act.caller?.accountId);
}

function usernameOf({ principal, userId }: Caller): string {
  switch (principal.kind) {
    case 'root':
      return 'root';
    case 'user':
      return principal.name;
    case 'role':
      return principal.sessionName;
    case 'federatedUser':
      return principal.name ?? userId;
  }
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function identityOf(caller: Caller | undefined): object {
  if (caller === undefined) return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
  const { accountId, arn, userId, accessKeyId, principal } = caller;
  const who = { principalId: userId, arn, accountId, accessKeyId };
  const context = sessionContextOf(caller);
  switch (principal.kind) {
    case 'root':
      return { type: 'Root', ...who, ...context };
    case 'user':
      return { type: 'IAMUser', ...who, userName: principal.name, ...context };
    case 'role':
      return { type: 'AssumedRole', ...who, ...context };
    case 'federatedUser':
      return { type: 'FederatedUser', ...who, ...context };
  }
}

function sessionContextOf(caller: Caller): object {
  const { session } = caller;
  if (session === undefined) return {};
  const issuer = issuerOf(caller);
  return {
    sessionContext: {
      ...(issuer && { sessionIssuer: issuer }),
      attributes: { creationDate: `${session.createdAt.slice(0, 19)}Z`, mfaAuthenticated: 'false' },
      ...(session.sourceIdentity !== undefined && { sourceIdentity: session.sourceIdentity }),
    },
  };
}

function issuerOf({ accountId, principal }: Caller): object | undefined {
  if (principal.kind === 'role') {
    const { roleId, roleArn, roleName } = principal;
    return { type: 'Role', principalId: roleId, arn: roleArn, accountId, userName: roleName };
  }
  if (principal.kind !== 'federatedUser') return undefined;
  const { user } = principal;
  return user
    ? {
        type: 'IAMUser',
        principalId: user.id,
        arn: user.arn,
        accountId,
        userName: user.arn.split('/').at(-1),
      }
    : { type: 'Root', principalId: accountId, arn: `arn:aws:iam::${accountId}:root`, accountId };
}
