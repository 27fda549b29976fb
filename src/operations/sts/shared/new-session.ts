import { createHash } from 'node:crypto';
import type { Credentials } from '@aws-sdk/client-sts';
import type { Session } from '../../../model/identity-resources.ts';
import type { OperationContext } from '../../operation.ts';

/** What a new session is made of; the rest is random or of the moment. */
export type SessionWish = Pick<Session, 'accountId' | 'principal' | 'sourceIdentity'> &
  Partial<Pick<Session, 'sessionPolicies' | 'tags' | 'transitiveTagKeys'>> & { readonly seconds: number };

/** Keeps a session and hands out its credentials: the token is in this answer and nowhere else. */
export function newSession(
  { resources, ids, now }: OperationContext,
  wish: SessionWish,
): Required<Credentials> {
  const { seconds, ...rest } = wish;
  const token = ids.token(256);
  const session: Session = {
    id: `ASIA${ids.token(16).toUpperCase()}`,
    secret: ids.token(40),
    tokenHash: createHash('sha256').update(token).digest('hex'),
    sessionPolicies: [],
    tags: [],
    transitiveTagKeys: [],
    createdAt: now,
    expiresAt: new Date(Math.floor(Date.parse(now) / 1000) * 1000 + seconds * 1000).toISOString(),
    ...rest,
  };
  resources.put('session', session);
  return {
    AccessKeyId: session.id,
    SecretAccessKey: session.secret,
    SessionToken: token,
    Expiration: new Date(session.expiresAt),
  };
}
