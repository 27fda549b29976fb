/** Who makes a simulated request, and what its context has. */
import type { ContextEntry } from '@aws-sdk/client-iam';
import { ServiceError } from '../../../model/errors.ts';
import { iamArn } from '../../../model/iam-arns.ts';
import type { AccountId } from '../../../model/ids.ts';
import { type ContextValue, type RequestContext, requestContext } from '../../../policy/matching/context.ts';
import type { Requester } from '../../../policy/matching/requester.ts';
import type { OperationContext } from '../../operation.ts';
import type { Principal } from './sources.ts';

/** Who asks: the principal itself where it is a user or a role, someone of the account otherwise. */
export function requesterOf(accountId: AccountId, principal: Principal | undefined): Requester {
  if (principal?.kind === 'user') {
    const { record } = principal;
    return { kind: 'user', accountId, arn: iamArn('user', record), id: record.id };
  }
  if (principal?.kind === 'role') {
    const { record } = principal;
    const arn = `arn:aws:sts::${accountId}:assumed-role/${record.name}/simulation`;
    return { kind: 'roleSession', accountId, arn, roleArn: iamArn('role', record), roleId: record.id };
  }
  return { kind: 'user', accountId, arn: `arn:aws:iam::${accountId}:user/simulation` };
}

/** The account and the name of the user that the request says who asks. @throws ServiceError `InvalidInput` */
export function readCallerArn(arn: string): { readonly accountId: AccountId; readonly requester: Requester } {
  const accountId = /^arn:aws:iam::(\d{12}):user\/[\x21-\x7e]{1,574}$/.exec(arn)?.[1];
  if (accountId !== undefined) return { accountId, requester: { kind: 'user', accountId, arn } };
  throw new ServiceError('InvalidInput', `CallerArn must be the ARN of an IAM user, not ${arn}`);
}

/** The context that the request gives; the time and what is known of the principal unless it says otherwise. */
export function simulatedContext(
  { now }: Pick<OperationContext, 'now'>,
  principal: Principal | undefined,
  entries: readonly ContextEntry[] | undefined,
): RequestContext {
  const given = (entries ?? []).map(readEntry);
  const keys = new Set(given.map(([key]) => key.toLowerCase()));
  const known: (readonly [string, ContextValue])[] = [
    ['aws:CurrentTime', now],
    ['aws:EpochTime', String(Math.floor(Date.parse(now) / 1000))],
    ...(principal ? principalKeys(principal) : []),
  ];
  return requestContext([...given, ...known.filter(([key]) => !keys.has(key.toLowerCase()))]);
}

function principalKeys({ kind, record }: Principal): (readonly [string, ContextValue])[] {
  const account = ['aws:PrincipalAccount', record.accountId] as const;
  if (kind === 'group') return [account];
  const own =
    kind === 'user'
      ? ([
          ['aws:PrincipalType', 'User'],
          ['aws:userid', record.id],
          ['aws:username', record.name],
        ] as const)
      : ([
          ['aws:PrincipalType', 'AssumedRole'],
          ['aws:userid', `${record.id}:simulation`],
        ] as const);
  const tags = record.tags.map(({ key, value }) => [`aws:PrincipalTag/${key}`, value] as const);
  return [account, ['aws:PrincipalArn', iamArn(kind, record)], ...own, ...tags];
}

function readEntry({
  ContextKeyName: key = '',
  ContextKeyValues: values = [],
  ContextKeyType: type = 'string',
}: ContextEntry): readonly [string, ContextValue] {
  if (!/^[\x21-\x7e]+:[\x20-\x7e]+$/.test(key)) {
    throw new ServiceError('InvalidInput', `Invalid context key name: ${key}. It must be like aws:SourceIp.`);
  }
  const [first, ...others] = values;
  const isList = type.endsWith('List');
  if (!isList && (first === undefined || others.length > 0)) {
    throw new ServiceError('InvalidInput', `The context key ${key} of the type ${type} must have one value.`);
  }
  return [key, isList || first === undefined ? values : first];
}
