/** What runs inside the demo's instances, as user data. The sandbox has `node` on its path. */

/** A consumer's client: counts the connections that reach it from outside on 9000; /count on loopback tells. */
export const client = `#!/usr/bin/env node
const http = require('node:http');
let count = 0;
http.createServer((request, response) => {
  if (request.socket.remoteAddress !== '127.0.0.1') count += 1;
  response.end(String(count));
}).listen(9000, '0.0.0.0');
`;

/**
 * Asks the server at an address on port 80 every 100 ms over one connection and prints a line for each answer; ends with
 * 56, as curl does, when the connection is reset.
 */
export const ask = `
const socket = require('node:net').connect(80, process.argv[1]);
socket.on('connect', () => setInterval(() => socket.write('GET / HTTP/1.1\\r\\nHost: shop\\r\\n\\r\\n'), 100));
socket.on('data', () => console.log('answered'));
socket.on('error', (error) => process.exit(error.code === 'ECONNRESET' ? 56 : 1));
socket.on('close', () => process.exit(2));
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
