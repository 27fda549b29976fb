/** A request as it came and an answer as it goes. */
import type { OpenContent } from '../model/storage-resources.ts';
import type { SignedRequest } from '../wire/sigv4/signed-request.ts';

/** A request whose body has not been read. */
export interface ApiRequest extends Omit<SignedRequest, 'body'> {
  /** The address that the request came from. */
  readonly peerAddress: string;
  /** Whether nobody could read it on its way: it came over TLS, or never left the machine. */
  readonly isSecure: boolean;
  /** @throws ServiceError when the body is too large or does not arrive */
  readBody(): Promise<Uint8Array>;
  /** The body piece by piece, instead of `readBody`. @throws ServiceError when it does not arrive whole */
  readPieces(): AsyncIterable<Uint8Array>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Content is read and closed by whoever sends the answer. */
  readonly body: string | OpenContent;
}
