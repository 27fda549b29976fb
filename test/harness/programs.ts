/** Programs that tests run inside instances. */

/** Does nothing: a host to run commands in. */
export const idle = '#!/bin/sh\nexec sleep infinity\n';

/** On 8080: says whom it sees and who it is (`peer:port own-address`), then sends back whatever comes. */
export const echo = `#!/usr/bin/env node
require('node:net').createServer((socket) => {
  socket.on('error', () => {});
  socket.write(socket.remoteAddress + ':' + socket.remotePort + ' ' + socket.localAddress + '\\n');
  socket.pipe(socket);
}).listen(8080, '0.0.0.0');
`;

/**
 * Arguments: host, port, local port, word, rounds. Connects from the local port, sends numbered lines one by one and
 * checks that each comes back; prints what the server said first. Waits 20 ms between lines, so that two of these overlap.
 */
export const talk = `
const [host, port, localPort, word, rounds] = process.argv.slice(1);
const socket = require('node:net').connect({ host, port: Number(port), localPort: Number(localPort) });
const lines = require('node:readline').createInterface(socket)[Symbol.asyncIterator]();
(async () => {
  const me = (await lines.next()).value;
  for (let round = 0; round < Number(rounds); round += 1) {
    const line = word + ' ' + round;
    socket.write(line + '\\n');
    const back = (await lines.next()).value;
    if (back !== line) throw new Error('sent ' + line + ', got ' + back);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  console.log(me);
  socket.destroy();
})();
setTimeout(() => { console.error('no answer in time'); process.exit(1); }, 20000).unref();
`;

/** On 8080: sends back whatever comes. On loopback 9000: how its connections ended, `{"open":0,"reset":0,"closed":0}`. */
export const witness = `#!/usr/bin/env node
const seen = { open: 0, reset: 0, closed: 0 };
require('node:net').createServer((socket) => {
  seen.open += 1;
  let how = 'closed';
  socket.on('error', (error) => { if (error.code === 'ECONNRESET') how = 'reset'; });
  socket.on('close', () => { seen.open -= 1; seen[how] += 1; });
  socket.pipe(socket);
}).listen(8080, '0.0.0.0');
require('node:http').createServer((request, response) => response.end(JSON.stringify(seen))).listen(9000, '127.0.0.1');
`;

/**
 * Arguments: host, port. Connects and sends a line every 50 ms, each of which must come back; prints `open` with the
 * first, and on its end the code of the error, or `closed`.
 */
export const hold = `
const [host, port] = process.argv.slice(1);
const socket = require('node:net').connect({ host, port: Number(port) });
let how = 'closed';
socket.once('data', () => console.log('open'));
socket.on('error', (error) => { how = error.code; });
socket.on('close', () => { console.log(how); process.exit(0); });
setInterval(() => socket.write('x\\n'), 50);
`;

/** A server on 8080: says who asked whom, and on /stream sends a line every 100 ms without end. */
export const server = `#!/usr/bin/env node
const http = require('node:http');
http.createServer((request, response) => {
  const { remoteAddress, localAddress } = request.socket;
  if (request.url === '/stream') {
    const timer = setInterval(() => response.write('still here\\n'), 100);
    response.on('close', () => clearInterval(timer));
    return;
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ server: localAddress, peer: remoteAddress }));
}).listen(8080, '0.0.0.0');
`;
