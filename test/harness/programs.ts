/** Programs that tests run inside instances. */

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
