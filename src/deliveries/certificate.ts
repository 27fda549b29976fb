/**
 * A self-signed certificate for a key: what receivers take the public key from.
 * It is a function of the key alone, so only the key needs to be kept.
 * @see RFC 5280, section 4.1
 */
import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** Tags of DER. @see ITU-T X.690, section 8 */
const tags = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  object: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  time: 0x18,
};
const sha256WithRsa = element(tags.sequence, oid('2a864886f70d01010b'), Buffer.from([0x05, 0x00]));
const commonName = oid('550403');
const basicConstraints = oid('551d13');
/** For as long as the key: receivers get the certificate anew by its address, which changes with the key. */
const validity = element(
  tags.sequence,
  element(tags.utcTime, Buffer.from('200101000000Z')),
  element(tags.time, Buffer.from('99991231235959Z')),
);

/** @param privateKey RSA @returns DER */
export function selfSigned(privateKey: KeyObject, name: string): Buffer {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const text = element(tags.utf8, Buffer.from(name));
  const subject = element(tags.sequence, element(tags.set, element(tags.sequence, commonName, text)));
  const isNoAuthority = element(tags.octets, element(tags.sequence));
  const extension = element(tags.sequence, element(tags.sequence, basicConstraints, isNoAuthority));
  const toBeSigned = element(
    tags.sequence,
    element(0xa0, element(tags.integer, Buffer.from([2]))),
    element(tags.integer, serialOf(publicKey)),
    sha256WithRsa,
    subject,
    validity,
    subject,
    publicKey,
    element(0xa3, extension),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  return element(tags.sequence, toBeSigned, sha256WithRsa, element(tags.bits, Buffer.from([0]), signature));
}

/** @see RFC 7468 */
export function toPem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** Sixteen bytes, positive and without leading zeros. */
function serialOf(publicKey: Buffer): Buffer {
  const digest = createHash('sha256').update(publicKey).digest().subarray(0, 16);
  digest[0] = ((digest[0] ?? 0) & 0x7f) | 0x40;
  return digest;
}

function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function oid(hex: string): Buffer {
  return element(tags.object, Buffer.from(hex, 'hex'));
}
