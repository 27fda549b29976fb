/** Reads what ImportCertificate gives: a certificate, its private key and those that issued it, if all fit together. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type {
  Certificate,
  CertificateFacts,
  CertificateKeyAlgorithm,
} from '../../../model/certificate-resources.ts';
import { ServiceError } from '../../../model/errors.ts';
import { splitPem } from './pem.ts';

/** What a request imports, as it gives it. */
export interface GivenCertificate {
  readonly Certificate: Uint8Array | undefined;
  readonly PrivateKey: Uint8Array | undefined;
  readonly CertificateChain?: Uint8Array | undefined;
}

/** What of a record comes from an import. */
export type ImportedCertificate = CertificateFacts &
  Pick<Certificate, 'certificate' | 'chain' | 'privateKey'>;

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ImportCertificate.html */
const bytesMax = { certificate: 32_768, privateKey: 5_120, chain: 2_097_152 } as const;

/**
 * @param now ISO 8601 UTC
 * @throws ServiceError `ValidationException` for what is no PEM, an encrypted key or one of another kind, a key that is
 *   not the certificate's, a certificate that is not valid now, and a chain that does not lead on from the certificate
 */
export function readCertificate(given: GivenCertificate, now: string): ImportedCertificate {
  const pem = onePem(textOf('certificate', bytesMax.certificate, given.Certificate));
  const x509 = parse(pem);
  checkValidity(x509, now);
  const privateKey = textOf('private key', bytesMax.privateKey, given.PrivateKey);
  const key = readKey(privateKey);
  const keyAlgorithm = algorithmOf(key);
  if (!x509.checkPrivateKey(key)) {
    throw invalid('The private key is not that of the certificate. They must belong together.');
  }
  const chain = readChain(x509, given.CertificateChain);
  return { certificate: pem, privateKey, ...chain, keyAlgorithm, ...factsOf(x509) };
}

function textOf(noun: string, max: number, bytes: Uint8Array | undefined): string {
  if (!bytes?.length) throw invalid(`The ${noun} is empty. It must be in PEM format.`);
  if (bytes.length > max) throw invalid(`The ${noun} has more than ${max} bytes.`);
  return Buffer.from(bytes).toString('latin1');
}

function onePem(text: string): string {
  const [pem, second] = splitPem(text) ?? [];
  if (pem === undefined) throw unreadable('certificate');
  if (second === undefined) return pem;
  throw invalid(
    'The certificate field contains more than one certificate. You can specify only one certificate in this field.',
  );
}

function parse(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw unreadable('certificate');
  }
}

function checkValidity(x509: X509Certificate, now: string): void {
  const at = Date.parse(now);
  if (at >= x509.validFromDate.getTime() && at <= x509.validToDate.getTime()) return;
  throw invalid('The certificate is not valid now: its validity has not begun, or has ended.');
}

function readKey(pem: string): KeyObject {
  // Both forms of PEM say so: `BEGIN ENCRYPTED PRIVATE KEY` and `Proc-Type: 4,ENCRYPTED`.
  if (pem.includes('ENCRYPTED')) {
    throw invalid('The private key is encrypted. It must be a PEM without passphrase.');
  }
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    throw unreadable('private key');
  }
}

function algorithmOf(key: KeyObject): CertificateKeyAlgorithm {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  switch (`${key.asymmetricKeyType} ${modulusLength ?? namedCurve}`) {
    case 'rsa 1024':
      return 'RSA_1024';
    case 'rsa 2048':
      return 'RSA_2048';
    case 'rsa 3072':
      return 'RSA_3072';
    case 'rsa 4096':
      return 'RSA_4096';
    case 'ec prime256v1':
      return 'EC_prime256v1';
    case 'ec secp384r1':
      return 'EC_secp384r1';
    case 'ec secp521r1':
      return 'EC_secp521r1';
    default:
      throw invalid(
        'The private key is not supported. Use RSA with 1024, 2048, 3072 or 4096 bits, or the curve P-256, P-384 or P-521.',
      );
  }
}

/** Each certificate of the chain has issued the one before; without chain the certificate has issued itself. */
function readChain(x509: X509Certificate, bytes: Uint8Array | undefined): { readonly chain?: string } {
  if (!bytes?.length) {
    if (isIssuedBy(x509, x509)) return {};
    throw invalid(
      'Provided certificate is not a valid self signed. Please provide either a valid self-signed certificate or certificate chain.',
    );
  }
  const pems = splitPem(textOf('certificate chain', bytesMax.chain, bytes));
  if (!pems?.length) throw unreadable('certificate chain');
  pems.map(parse).reduce((subject, issuer) => {
    if (isIssuedBy(subject, issuer)) return issuer;
    throw invalid('Could not validate the certificate with the certificate chain.');
  }, x509);
  return { chain: pems.join('') };
}

function isIssuedBy(subject: X509Certificate, issuer: X509Certificate): boolean {
  return subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
}

function factsOf(x509: X509Certificate): Omit<CertificateFacts, 'keyAlgorithm'> {
  const subjectAlternativeNames = dnsNames(x509.subjectAltName ?? '');
  const [commonName] = namesIn(x509.subject, 'CN');
  const [organization] = namesIn(x509.issuer, 'O');
  return {
    domainName: commonName ?? subjectAlternativeNames[0] ?? '',
    subjectAlternativeNames,
    signatureAlgorithm: signatureAlgorithm(x509.signatureAlgorithm ?? ''),
    serial: x509.serialNumber.toLowerCase().replaceAll(/(..)(?!$)/g, '$1:'),
    subject: inOneLine(x509.subject),
    issuer: organization ?? namesIn(x509.issuer, 'CN')[0] ?? '',
    extendedKeyUsages: x509.keyUsage ?? [],
    notBefore: x509.validFromDate.toISOString(),
    notAfter: x509.validToDate.toISOString(),
  };
}

/** Of `DNS:a, IP Address:b, DNS:"c"`: names with commas or quotes in them are quoted, and are no DNS names. */
function dnsNames(text: string): readonly string[] {
  const names = text.split(', ').filter((part) => part.startsWith('DNS:'));
  return names.map((part) => part.slice('DNS:'.length)).filter((name) => /^[\w*.-]+$/.test(name));
}

/** A distinguished name stands one attribute a line, the least significant last. */
function namesIn(name: string | undefined, attribute: string): readonly string[] {
  const lines = (name ?? '').split('\n').filter((line) => line.startsWith(`${attribute}=`));
  return lines.map((line) => line.slice(attribute.length + 1)).reverse();
}

function inOneLine(name: string | undefined): string {
  return (name ?? '').split('\n').reverse().join(',');
}

/** `sha256WithRSAEncryption` and `ecdsa-with-SHA256` as ACM names them. */
function signatureAlgorithm(name: string): string {
  const upper = name.toUpperCase();
  const rsa = /^(SHA\d+)WITHRSAENCRYPTION$/.exec(upper)?.[1];
  const ecdsa = /^ECDSA-WITH-(SHA\d+)$/.exec(upper)?.[1];
  if (rsa) return `${rsa}WITHRSA`;
  return ecdsa ? `${ecdsa}WITHECDSA` : upper;
}

function unreadable(noun: string): ServiceError {
  return invalid(`Unable to parse ${noun}. Please ensure the ${noun} is in PEM format.`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
