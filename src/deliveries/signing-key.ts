/** The key that notifications are signed with, made once for an installation. */
import { createHash, createPrivateKey, generateKeyPair, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { State } from '../store/state.ts';
import { selfSigned, toPem } from './certificate.ts';

const keyId = 'notifications';
const keyBits = 2048;

export interface SigningKey {
  /** Where the API serves the certificate: `/SimpleNotificationService-<hash>.pem`. */
  readonly certificatePath: string;
  readonly certificatePem: string;
  /** @returns Base64 of an RSA signature (PKCS #1 v1.5) over SHA-1 for version 1, SHA-256 for version 2 */
  sign(version: '1' | '2', text: string): string;
}

/** The key in the store; makes it when there is none. */
export async function openSigningKey(state: State): Promise<SigningKey> {
  const secret = state.get('daemonKey', keyId)?.secret ?? (await make(state));
  const key = createPrivateKey({ key: Buffer.from(secret, 'hex'), format: 'der', type: 'pkcs8' });
  const certificate = selfSigned(key, 'Postern notifications');
  const hash = createHash('sha256').update(certificate).digest('hex').slice(0, 32);
  return {
    certificatePath: `/SimpleNotificationService-${hash}.pem`,
    certificatePem: toPem(certificate),
    sign: (version, text) =>
      sign(version === '1' ? 'sha1' : 'sha256', Buffer.from(text), key).toString('base64'),
  };
}

async function make(state: State): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: keyBits });
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('hex');
  return await state.transact((resources) => {
    const other = resources.get('daemonKey', keyId);
    if (other === undefined) resources.put('daemonKey', { id: keyId, secret });
    return other?.secret ?? secret;
  });
}
