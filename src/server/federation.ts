import { ServiceError } from '../model/errors.ts';
import type { Service } from '../wire/service.ts';
import type { SignedRequest } from '../wire/sigv4/signed-request.ts';

/**
 * Refuses what an identity provider would vouch for. Such a request has no signature, so it would else be told that it
 * lacks one, which is not what is wrong.
 * @throws ServiceError `InvalidAction`
 */
export function refuseFederation(service: Service | undefined, request: SignedRequest): void {
  if (service?.signingName !== 'sts') return;
  const text = `${request.query}&${Buffer.from(request.body).toString('latin1')}`;
  const action = /(?:^|&)Action=(AssumeRoleWith(?:WebIdentity|SAML))(?:&|$)/.exec(text)?.[1];
  if (action === undefined) return;
  throw new ServiceError(
    'InvalidAction',
    `Postern knows no identity providers, so it does not offer ${action}. Sign AssumeRole with the key of a user instead.`,
  );
}
