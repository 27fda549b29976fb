import { request } from 'node:http';
import type { AdminCall, AdminCalls } from './protocol.ts';

/** The daemon said no; the message is for the person who asked. */
export class AdminRefusal extends Error {
  override readonly name = 'AdminRefusal';
}

/** No daemon answers on the socket. */
export class NotRunning extends Error {
  override readonly name = 'NotRunning';
}

const timeoutMs = 30_000;

/**
 * One call to the daemon that listens on the socket.
 * @throws NotRunning when nobody listens there, AdminRefusal when the daemon refuses
 */
export function callAdmin<C extends AdminCall>(
  socketPath: string,
  call: C,
  ...[body]: AdminCalls[C]['request'] extends undefined ? [] : [AdminCalls[C]['request']]
): Promise<AdminCalls[C]['answer']> {
  const [method, path] = call.split(' ');
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method, path, timeout: timeoutMs }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const answer = JSON.parse(Buffer.concat(chunks).toString('utf8'));
        if (response.statusCode === 200) resolve(answer);
        else reject(new AdminRefusal(answer.message));
      });
    });
    outgoing.on('timeout', () =>
      outgoing.destroy(new Error(`the daemon did not answer ${call} in ${timeoutMs} ms`)),
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const nobody = error.code === 'ENOENT' || error.code === 'ECONNREFUSED';
      reject(nobody ? new NotRunning(`No Postern daemon listens on ${socketPath}.`) : error);
    });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
