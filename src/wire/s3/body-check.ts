/** What a body turns out to be, and whether that is what its request says of it. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ServiceError } from '../../model/errors.ts';
import type { ChecksumAlgorithm } from '../../model/storage-resources.ts';
import { headerValues, type SignedRequest } from '../sigv4/signed-request.ts';
import { type Crc, crc32c, crc64nvme } from './crc.ts';

/** What is known of a body that arrived whole. */
export interface BodyFacts {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly md5: string;
  /** Base64; the one that the request came with, if any. */
  readonly checksums: Readonly<Partial<Record<ChecksumAlgorithm, string>>>;
}

const algorithms: Readonly<Record<ChecksumAlgorithm, () => Crc>> = {
  CRC32: plainCrc32,
  CRC32C: crc32c,
  CRC64NVME: crc64nvme,
  SHA1: () => hashing('sha1'),
  SHA256: () => hashing('sha256'),
};

/** Looks at a body as it passes, and at the end whether it is the one that was announced. */
export class BodyCheck {
  readonly #request: SignedRequest;
  readonly #sha256Claim: string | undefined;
  readonly #algorithm: ChecksumAlgorithm | undefined;
  readonly #md5 = createHash('md5');
  readonly #sha256 = createHash('sha256');
  readonly #checksum: Crc | undefined;
  #bytes = 0;

  /**
   * @param sha256Claim hexadecimal, where the signature is about it
   * @throws ServiceError `InvalidRequest` for more than one checksum, or one that is announced and not there
   */
  constructor(request: SignedRequest, sha256Claim: string | undefined) {
    this.#request = request;
    this.#sha256Claim = sha256Claim;
    this.#algorithm = announcedAlgorithm(request);
    this.#checksum = this.#algorithm && algorithms[this.#algorithm]();
  }

  update(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    this.#md5.update(bytes);
    if (this.#sha256Claim !== undefined) this.#sha256.update(bytes);
    this.#checksum?.update(bytes);
  }

  /**
   * @param trailers by lower-case name
   * @throws ServiceError `XAmzContentSHA256Mismatch`, `BadDigest`, `InvalidDigest`, `IncompleteBody`
   */
  finish(trailers: ReadonlyMap<string, string>): BodyFacts {
    this.#checkLength();
    if (this.#sha256Claim !== undefined && this.#sha256.digest('hex') !== this.#sha256Claim) {
      throw new ServiceError(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    const md5 = this.#md5.digest();
    this.#checkMd5(md5);
    return { bytes: this.#bytes, md5: md5.toString('hex'), checksums: this.#checksums(trailers) };
  }

  #checkLength(): void {
    const [decoded] = headerValues(this.#request, 'x-amz-decoded-content-length');
    if (decoded === undefined || Number(decoded) === this.#bytes) return;
    throw new ServiceError(
      'IncompleteBody',
      `The request says that its content has ${decoded} bytes; it has ${this.#bytes}.`,
    );
  }

  #checkMd5(md5: Buffer): void {
    const [claim] = headerValues(this.#request, 'content-md5');
    if (claim === undefined) return;
    if (!/^[A-Za-z0-9+/]{22}==$/.test(claim)) {
      throw new ServiceError('InvalidDigest', 'The Content-MD5 you specified is not valid.');
    }
    if (md5.toString('base64') !== claim) {
      throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    }
  }

  #checksums(trailers: ReadonlyMap<string, string>): BodyFacts['checksums'] {
    if (this.#algorithm === undefined) return {};
    const name = headerOf(this.#algorithm);
    const claim = headerValues(this.#request, name)[0] ?? trailers.get(name);
    const found = this.#checksum?.digest().toString('base64') ?? '';
    if (claim !== undefined && claim !== found) {
      const message = `The ${this.#algorithm} you specified did not match the calculated checksum.`;
      throw new ServiceError('BadDigest', message);
    }
    if (claim === undefined) {
      throw new ServiceError('InvalidRequest', `The trailer ${name} that was announced did not arrive.`);
    }
    return { [this.#algorithm]: found };
  }
}

function announcedAlgorithm(request: SignedRequest): ChecksumAlgorithm | undefined {
  const trailers = headerValues(request, 'x-amz-trailer').flatMap((value) =>
    value.toLowerCase().split(/\s*,\s*/),
  );
  // The keys of the table are the algorithms.
  const names = Object.keys(algorithms) as ChecksumAlgorithm[];
  const announced = names.filter(
    (name) => headerValues(request, headerOf(name)).length > 0 || trailers.includes(headerOf(name)),
  );
  if (announced.length > 1) {
    throw new ServiceError(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  if (announced.length === 0 && headerValues(request, 'x-amz-sdk-checksum-algorithm').length > 0) {
    throw new ServiceError(
      'InvalidRequest',
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  return announced[0];
}

function headerOf(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

function hashing(name: 'sha1' | 'sha256'): Crc {
  const hash = createHash(name);
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
}

function plainCrc32(): Crc {
  let crc = 0;
  return {
    update: (bytes) => {
      crc = crc32(bytes, crc);
    },
    digest: () => {
      const out = Buffer.alloc(4);
      out.writeUInt32BE(crc);
      return out;
    },
  };
}
