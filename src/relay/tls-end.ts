/** Ends the TLS of one listener: certificates by name, security policy, ALPN. */
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { alpnPolicies } from '../model/alpn-policies.ts';
import { helloBytesMax, readClientHello } from './client-hello.ts';
import { certificateFor, contextOptions, type TlsParameters } from './tls-parameters.ts';

/** A client that has not shaken hands by then is cut off. */
const handshakeMs = 10_000;

export class TlsEnd {
  readonly #parameters: TlsParameters;
  readonly #ticketKeys: Buffer;
  /** By number of the certificate; made when first asked for. */
  readonly #contexts = new Map<number, SecureContext>();

  /**
   * @param ticketKeys 48 bytes, the same in all relays that take a listener's connections
   * @throws Error for a certificate or policy that OpenSSL does not take
   */
  constructor(parameters: TlsParameters, ticketKeys: Buffer) {
    this.#parameters = parameters;
    this.#ticketKeys = ticketKeys;
    this.#contextOf(0);
  }

  /**
   * Shakes hands with the client. Calls back once, unless that fails: then the connection ends.
   * @param socket paused
   */
  accept(socket: Socket, done: (stream: TLSSocket) => void): void {
    const timer = setTimeout(() => socket.resetAndDestroy(), handshakeMs);
    socket.once('close', () => clearTimeout(timer));
    this.#agree(socket, (protocols) => {
      const stream = new TLSSocket(socket, {
        isServer: true,
        secureContext: this.#contextOf(0),
        ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
        SNICallback: (serverName, callback) => {
          try {
            callback(null, this.#contextOf(certificateFor(this.#parameters.certificates, serverName)));
          } catch (error) {
            callback(error as Error);
          }
        },
      });
      // A handshake that fails has sent its alert by now.
      stream.on('error', () => socket.destroySoon());
      stream.once('secure', () => {
        clearTimeout(timer);
        done(stream);
      });
    });
  }

  /**
   * Finds the protocols to choose from. Where client and policy have none in common there is no ALPN, as documented;
   * OpenSSL would end the connection there.
   */
  #agree(socket: Socket, done: (protocols: readonly string[]) => void): void {
    const wanted: readonly string[] = alpnPolicies[this.#parameters.alpn];
    if (wanted.length === 0) {
      done([]);
      return;
    }
    let received = Buffer.alloc(0);
    const read = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const hello = readClientHello(received);
      if (hello.kind === 'incomplete' && received.length < helloBytesMax) return;
      socket.off('data', read);
      socket.pause();
      socket.unshift(received);
      const offered = hello.kind === 'hello' ? hello.protocols : [];
      done(offered.some((name) => wanted.includes(name)) ? wanted : []);
    };
    socket.on('data', read);
    socket.resume();
  }

  #contextOf(number: number): SecureContext {
    const known = this.#contexts.get(number);
    if (known !== undefined) return known;
    const { policy, certificates } = this.#parameters;
    const certificate = certificates[number];
    if (certificate === undefined) throw new Error('there is no certificate');
    const context = createSecureContext({
      ...contextOptions(policy, certificate),
      ticketKeys: this.#ticketKeys,
    });
    this.#contexts.set(number, context);
    return context;
  }
}
