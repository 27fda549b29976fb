/** The certificates that were imported into ACM. */
import type { Arn } from './ids.ts';
import type { Owned } from './owned.ts';

/** @see https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html */
export type CertificateKeyAlgorithm =
  | 'RSA_1024'
  | 'RSA_2048'
  | 'RSA_3072'
  | 'RSA_4096'
  | 'EC_prime256v1'
  | 'EC_secp384r1'
  | 'EC_secp521r1';

/** What is in a certificate, as far as anything here asks. */
export interface CertificateFacts {
  /** The subject's common name, else the first alternative name; empty without any. */
  readonly domainName: string;
  /** The DNS names it is good for, `*.example.com` among them. */
  readonly subjectAlternativeNames: readonly string[];
  readonly keyAlgorithm: CertificateKeyAlgorithm;
  /** `SHA256WITHRSA` */
  readonly signatureAlgorithm: string;
  /** Hexadecimal pairs with colons between. */
  readonly serial: string;
  /** `CN=example.com,O=Example` */
  readonly subject: string;
  /** The organization that issued it, else its common name. */
  readonly issuer: string;
  /** Object identifiers. */
  readonly extendedKeyUsages: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
}

export interface Certificate extends Owned, CertificateFacts {
  /** The ARN. */
  readonly id: Arn;
  /** One certificate as PEM. */
  readonly certificate: string;
  /** Those that issued it, in order, as PEM. */
  readonly chain?: string;
  /** PEM, not encrypted. No operation answers it. */
  readonly privateKey: string;
  readonly createdAt: string;
  /** Of the last import under this ARN. */
  readonly importedAt: string;
}
