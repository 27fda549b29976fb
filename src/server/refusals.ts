/** What is answered to a request that the policies do not allow, in the words of the service. */
import type { Denied } from '../authorization/authorizer.ts';
import { ServiceError } from '../model/errors.ts';
import type { Ids } from '../model/ids.ts';
import { ensureMessageKey, messageKey } from '../model/message-key.ts';
import type { ServiceName } from '../model/service-name.ts';
import { sealedCharactersMax, sealMessage } from '../policy/sealed-message.ts';
import type { State } from './state.ts';

interface Ports {
  readonly state: State;
  readonly ids: Ids;
}

/** Services with a code of their own; the others say AccessDenied. */
const codes: Readonly<Partial<Record<ServiceName, string>>> = {
  acm: 'AccessDeniedException',
  cloudtrail: 'AccessDeniedException',
  sns: 'AuthorizationError',
  ecr: 'AccessDeniedException',
  logs: 'AccessDeniedException',
  ssm: 'AccessDeniedException',
};

/**
 * `UnauthorizedOperation` with an encoded message in EC2, `AccessDenied` or the service's own code elsewhere.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export async function refusalOf(ports: Ports, service: ServiceName, denied: Denied): Promise<ServiceError> {
  return refusalFor(service, denied, service === 'ec2' ? await keyOf(ports) : undefined);
}

/** `refusalOf` with the key to seal messages with; without one EC2's refusal has no encoded message. */
export function refusalFor(
  service: ServiceName,
  { caller, message, details }: Denied,
  key: Uint8Array | undefined,
): ServiceError {
  if (service !== 'ec2') return new ServiceError(codes[service] ?? 'AccessDenied', message);
  const encoded =
    key === undefined ? undefined : sealMessage(key, caller.accountId, JSON.stringify(details()));
  // A request as large as that is refused without: its caller knows what it sent.
  const shown =
    encoded === undefined || encoded.length > sealedCharactersMax
      ? ''
      : ` Encoded authorization failure message: ${encoded}`;
  const text = `You are not authorized to perform this operation. ${message}.${shown}`;
  return new ServiceError('UnauthorizedOperation', text);
}

async function keyOf({ state, ids }: Ports): Promise<Uint8Array> {
  const key = state.read(messageKey);
  return key ?? (await state.transact((resources) => ensureMessageKey(resources, ids)));
}
