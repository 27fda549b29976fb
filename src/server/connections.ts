/** Which connections of a server have a request under way, so that a closing server knows whom to wait for. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export class Connections {
  /** Requests under way by connection. */
  readonly #busy = new Map<Socket, number>();
  #closing = false;

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.#busy.set(socket, 0);
      socket.once('close', () => this.#busy.delete(socket));
    });
    const begin = ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.#add(socket, 1);
      response.once('close', () => this.#add(socket, -1));
    };
    server.on('request', begin);
    server.on('checkContinue', begin);
  }

  /** Ends the connections on which nothing is under way, at once and from now on. */
  endIdle(): void {
    this.#closing = true;
    for (const socket of this.#busy.keys()) this.#add(socket, 0);
  }

  #add(socket: Socket, change: number): void {
    const busy = this.#busy.get(socket);
    if (busy === undefined) return;
    this.#busy.set(socket, busy + change);
    if (this.#closing && busy + change === 0) socket.destroySoon();
  }
}
