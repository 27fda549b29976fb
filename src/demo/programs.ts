/** What runs inside the demo's instances, as user data. The sandbox has `node` on its path. */

/** The provider's server on 8080: says who asked whom, and on /stream sends a line every 100 ms without end. */
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

/** A consumer's client: counts the connections that reach it from outside on 9000; /count on loopback tells. */
export const client = `#!/usr/bin/env node
const http = require('node:http');
let count = 0;
http.createServer((request, response) => {
  if (request.socket.remoteAddress !== '127.0.0.1') count += 1;
  response.end(String(count));
}).listen(9000, '0.0.0.0');
`;

/** Opens TCP connections to each address:port given and prints those that were accepted. */
export const knock = `
const net = require('node:net');
const tries = process.argv.slice(1).map((target) => new Promise((resolve) => {
  const [host, port] = target.split(':');
  const socket = net.connect({ host, port: Number(port) });
  const end = (answer) => { socket.destroy(); resolve(answer); };
  socket.once('connect', () => end(target));
  socket.once('error', () => end(undefined));
  setTimeout(() => end(undefined), 1200);
}));
Promise.all(tries).then((answers) => { console.log(answers.filter(Boolean).join(' ')); process.exit(0); });
`;
