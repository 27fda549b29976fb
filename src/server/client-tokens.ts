/**
 * Requests that carry a client token are done once: the same request again gets the answer of the first.
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
import { createHash } from 'node:crypto';
import type { Writer } from '../model/access.ts';
import { ServiceError } from '../model/errors.ts';

/** For how long a token is remembered: 24 hours. */
export const tokenLifetimeMs = 24 * 60 * 60_000;

export interface TokenUse {
  /** `<account>/<region>/<operation>/<token>` */
  readonly id: string;
  /** SHA-256 of the parameters without the token. */
  readonly parametersHash: string;
  /** The time of the request, ISO 8601 UTC. */
  readonly now: string;
}

/**
 * The use of the token that the input carries, undefined when it carries none.
 * @throws ServiceError InvalidParameterValue when the token is not 1 to 64 characters of ASCII
 */
export function tokenUse(scope: readonly string[], input: object, now: string): TokenUse | undefined {
  const { ClientToken: token, DryRun: _, ...parameters } = input as Readonly<Record<string, unknown>>;
  if (typeof token !== 'string') return undefined;
  if (!/^[\x20-\x7e]{1,64}$/.test(token)) {
    throw new ServiceError(
      'InvalidParameterValue',
      'Value for parameter ClientToken is invalid. It must be 1 to 64 printable ASCII characters.',
    );
  }
  // Decoded inputs have their members in the order of the model, so equal parameters are equal text.
  const parametersHash = createHash('sha256').update(JSON.stringify(parameters)).digest('hex');
  return { id: [...scope, token].join('/'), parametersHash, now };
}

/**
 * Runs and remembers, or answers what was remembered.
 * @throws ServiceError IdempotentParameterMismatch when the token was used with other parameters
 */
export function once(resources: Writer, use: TokenUse, run: () => object): object {
  const stored = resources.get('clientToken', use.id);
  if (stored && !isExpired(stored.createdAt, use.now)) {
    if (stored.parametersHash !== use.parametersHash) {
      throw new ServiceError(
        'IdempotentParameterMismatch',
        'The client token was used in another request with other parameters. Use a new token for a new request.',
      );
    }
    // Only objects are stored.
    return JSON.parse(stored.output) as object;
  }
  const output = run();
  resources.put('clientToken', {
    id: use.id,
    parametersHash: use.parametersHash,
    output: JSON.stringify(output),
    createdAt: use.now,
  });
  return output;
}

/** Deletes the tokens that are too old to be honoured. */
export function deleteExpiredTokens(resources: Writer, now: string): void {
  const expired = [...resources.all('clientToken')].filter(({ createdAt }) => isExpired(createdAt, now));
  for (const { id } of expired) resources.delete('clientToken', id);
}

function isExpired(createdAt: string, now: string): boolean {
  return Date.parse(now) - Date.parse(createdAt) >= tokenLifetimeMs;
}
