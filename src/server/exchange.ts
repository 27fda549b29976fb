/** A request as it came and an answer as it goes. */
import type { SignedRequest } from '../wire/sigv4/signed-request.ts';

/** A request whose body has not been read. */
export interface ApiRequest extends Omit<SignedRequest, 'body'> {
  /** The address that the request came from. */
  readonly peerAddress: string;
  /** Whether it came over TLS. */
  readonly isSecure: boolean;
  /** @throws ServiceError when the body is too large or does not arrive */
  readBody(): Promise<Uint8Array>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
