/**
 * A relay's process. It lives in the hyperplane's namespace, so that `postern down` finds it there, and outlives the
 * daemon that started it: the next one finds its control socket and goes on telling it what to do.
 *
 * Arguments: the instance's prefix, the hyperplane's namespace, the directory of pinned maps, the path of the control
 * socket. Descriptor 3 is a listening socket.
 */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { joinNamespace } from '../kernel/namespace.ts';
import { Counting } from './counting.ts';
import { Lines, type Order, type Report, relayVersion } from './orders.ts';
import { RelayServer } from './relay-server.ts';

const [, , , namespace = '', pinDirectory = '', controlPath = ''] = process.argv;
const listeningFd = 3;
/** How often what was counted is told. */
const tellMs = 1_000;

/** The newest daemon's. */
let daemon: Socket | undefined;
const tell = (report: Report) => void daemon?.write(`${JSON.stringify(report)}\n`);

joinNamespace(namespace);
const counting = new Counting();
const relay = new RelayServer({
  pinDirectory,
  fd: listeningFd,
  log: (message) => tell({ report: 'log', message }),
  count: (eni, event) => counting.add(eni, event),
  onDrained: () => process.exit(0),
});
// While there is no daemon the counts wait for the next one.
setInterval(() => {
  const counts = daemon?.writable ? counting.take() : [];
  if (counts.length > 0) tell({ report: 'counts', counts });
}, tellMs);
const control = createServer((socket) => {
  daemon?.destroy();
  daemon = socket;
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  const lines = new Lines((line) => {
    // The other end is our daemon's, on a socket that is root's.
    const order = JSON.parse(line) as Order;
    if (order.order === 'drain') stopListening();
    relay.obey(order);
  });
  socket.on('data', (text: string) => lines.add(text));
  tell({ report: 'hello', pid: process.pid, version: relayVersion() });
});
rmSync(controlPath, { force: true });
control.listen(controlPath, () => chmodSync(controlPath, 0o600));

/** The path is free for the successor as soon as the daemon's connection has ended. */
function stopListening(): void {
  control.close();
  daemon?.destroy();
}
