/**
 * The encoded authorization message of a refusal: sealed with a key that never leaves the store, so that it says nothing
 * in the clear and cannot be made up, and bound to the account that may have it decoded.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AccountId } from '../model/ids.ts';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
/** A message is as large as its request, and a request has at most 1 MiB. */
const messageBytesMax = 8 * 1024 * 1024;

/** How long a sealed message may be, characters: the answer to a refusal has to stay an answer. */
export const sealedCharactersMax = 10_240;

/** @param key 32 bytes @param message JSON text @returns characters of base64url */
export function sealMessage(key: Uint8Array, accountId: AccountId, message: string): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(accountId));
  const body = Buffer.concat([sealing.update(deflateRawSync(message)), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), body]).toString('base64url');
}

/** The message, undefined when it was not sealed with this key for this account. */
export function openMessage(key: Uint8Array, accountId: AccountId, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  // The decoder passes over what is no base64url; one message has one text.
  if (bytes.length <= nonceBytes + tagBytes || bytes.toString('base64url') !== sealed) return undefined;
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(accountId))
    .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const body = Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]);
    return inflateRawSync(body, { maxOutputLength: messageBytesMax }).toString('utf8');
  } catch {
    // Not ours, or not for this account: there is nothing more to know about it.
    return undefined;
  }
}
