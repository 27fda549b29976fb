/** Signing keys, derived once a day for each secret, region and service. */
import { createHmac } from 'node:crypto';
import type { CredentialScope } from './authorization.ts';

/** Four HMACs make a key, so keys are kept: at most this many, the least recently used goes first. */
export const signingKeysMax = 4096;

/**
 * A cache of derived keys. The secret itself is part of the place where a key is kept: when the secret of an access
 * key changes, what was derived from the old one is not found any more.
 */
export class SigningKeys {
  readonly #keys = new Map<string, Buffer>();

  /** The key that signs in this scope. */
  get(secret: string, scope: CredentialScope): Buffer {
    const place = JSON.stringify([secret, scope.date, scope.region, scope.service]);
    const key = this.#keys.get(place) ?? derive(secret, scope);
    // Putting it in anew makes it the youngest.
    this.#keys.delete(place);
    this.#keys.set(place, key);
    this.#evict();
    return key;
  }

  /** Number of keys kept. */
  get size(): number {
    return this.#keys.size;
  }

  #evict(): void {
    if (this.#keys.size <= signingKeysMax) return;
    const [oldest] = this.#keys.keys();
    if (oldest !== undefined) this.#keys.delete(oldest);
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signature */
function derive(secret: string, { date, region, service }: CredentialScope): Buffer {
  return [date, region, service, 'aws4_request'].reduce<Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
}
