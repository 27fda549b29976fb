/** A small certificate authority for tests. @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** Who a certificate is issued to. */
export interface Subject {
  readonly commonName?: string;
  readonly organization?: string;
  readonly dnsNames?: readonly string[];
  /** ISO 8601; the year 2025 to 2035 unless stated. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly key?: KeyPair;
}

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export interface Issued {
  readonly pem: string;
  readonly keyPem: string;
  readonly key: KeyPair;
  readonly subject: Subject;
}

export const ecKey = (namedCurve = 'prime256v1'): KeyPair => generateKeyPairSync('ec', { namedCurve });
export const rsaKey = (modulusLength = 2048): KeyPair => generateKeyPairSync('rsa', { modulusLength });

/** @param issuer itself when left out */
export function issue(subject: Subject, issuer?: Issued): Issued {
  const key = subject.key ?? ecKey();
  const signer = issuer?.key ?? key;
  const isRsa = signer.privateKey.asymmetricKeyType === 'rsa';
  const algorithm = isRsa
    ? der(0x30, oid('2a864886f70d01010b'), der(0x05))
    : der(0x30, oid('2a8648ce3d040302'));
  const { notBefore = '2025-01-01T00:00:00Z', notAfter = '2035-01-01T00:00:00Z' } = subject;
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([0x0a]), randomBytes(9)])),
    algorithm,
    name(issuer?.subject ?? subject),
    der(0x30, time(notBefore), time(notAfter)),
    name(subject),
    key.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, ...extensions(subject))),
  );
  const signature = sign('sha256', body, signer.privateKey);
  const certificate = der(0x30, body, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    keyPem: String(key.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    key,
    subject,
  };
}

function name({ commonName, organization }: Subject): Buffer {
  const part = (type: string, text: string) => der(0x31, der(0x30, oid(type), der(0x0c, Buffer.from(text))));
  return der(
    0x30,
    ...(organization === undefined ? [] : [part('55040a', organization)]),
    ...(commonName === undefined ? [] : [part('550403', commonName)]),
  );
}

/** May sign others, is for TLS servers, and is good for these names. */
function extensions({ dnsNames = [] }: Subject): readonly Buffer[] {
  const extension = (type: string, value: Buffer) => der(0x30, oid(type), der(0x04, value));
  const names = dnsNames.map((each) => der(0x82, Buffer.from(each)));
  return [
    extension('551d13', der(0x30, der(0x01, Buffer.from([0xff])))),
    extension('551d25', der(0x30, oid('2b06010505070301'))),
    ...(names.length > 0 ? [extension('551d11', der(0x30, ...names))] : []),
  ];
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function time(iso: string): Buffer {
  return der(0x18, Buffer.from(`${iso.replaceAll(/[-:T]|\.\d+/g, '').replace('Z', '')}Z`));
}
