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

/** The daemon is there and does not answer in time. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** A status waits for what is under way in the kernel. */
const timeoutsMs: Readonly<Record<AdminCall, number>> = {
  'GET /info': 5_000,
  'GET /status': 30_000,
  'GET /metrics': 30_000,
  'GET /accounts': 5_000,
  'POST /accounts': 30_000,
  'POST /accounts/delete': 30_000,
  'POST /keys/list': 5_000,
  'POST /keys': 30_000,
  'POST /keys/rotate': 30_000,
  'POST /keys/status': 30_000,
  'POST /keys/delete': 30_000,
};

/**
 * One call to the daemon that listens on the socket.
 * @throws NotRunning when nobody listens there, AdminRefusal when the daemon refuses, NoAnswer when it hangs
 */
export function callAdmin<C extends AdminCall>(
  socketPath: string,
  call: C,
  ...[body]: AdminCalls[C]['request'] extends undefined ? [] : [AdminCalls[C]['request']]
): Promise<AdminCalls[C]['answer']> {
  const [method, path] = call.split(' ');
  const timeoutMs = timeoutsMs[call];
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method, path, timeout: timeoutMs }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      // Without this, a daemon that is killed amid its answer would leave us waiting for ever.
      response.on('error', () => reject(new NoAnswer(`The daemon ended while it answered ${call}.`)));
      response.on('end', () => {
        const answer = JSON.parse(Buffer.concat(chunks).toString('utf8'));
        if (response.statusCode === 200) resolve(answer);
        else reject(new AdminRefusal(answer.message));
      });
    });
    outgoing.on('timeout', () =>
      outgoing.destroy(new NoAnswer(`The daemon did not answer ${call} in ${timeoutMs / 1000} s.`)),
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      reject(explain(error, socketPath));
    });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function explain(error: NodeJS.ErrnoException, socketPath: string): Error {
  if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED')
    return new NotRunning(`No Postern daemon listens on ${socketPath}.`);
  if (error.code === 'ECONNRESET') return new NoAnswer('The daemon ended before it answered.');
  if (error.code === 'EACCES')
    return new Error(`Only root may talk to the daemon (${socketPath}): use sudo.`, { cause: error });
  return error;
}
