/** What runs inside the instances of the benchmark, as user data or as a command. */

/** Ports of the server: HTTP, the same after a header of the PROXY protocol, and iperf3, over TCP and UDP. */
export const httpPort = 80;
export const proxiedPort = 81;
export const iperfPort = 5201;
/** Where the paths end TLS, and go on to `httpPort`. */
export const tlsPort = 443;

/** What the server answers on /large, bytes. */
export const largeBytes = 16 << 20;

/**
 * Shell: the first processor that a process here may use. The server and, for a single connection, its client are kept on
 * it: whether they share a processor changes the latency several times more than any path does, and the scheduler's
 * choice would decide.
 */
export const firstProcessor = `$(awk '/^Cpus_allowed_list/ { split($2, ids, /[-,]/); print ids[1] }' /proc/self/status)`;

/** nginx, which answers two bytes, on /large many, and on /peer the address it was asked from; beside it iperf3. */
export const server = `#!/bin/sh
head -c ${largeBytes} /dev/zero >/tmp/large
cat >/tmp/nginx.conf <<'END'
worker_processes 1;
pid /tmp/nginx.pid;
error_log stderr crit;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path /tmp/client-body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  keepalive_requests 1000000000;
  server {
    listen ${httpPort} backlog=4096;
    listen ${proxiedPort} backlog=4096 proxy_protocol;
    sendfile on;
    location / { return 200 "ok"; }
    location = /large { root /tmp; }
    location = /peer { return 200 "$remote_addr"; }
  }
}
END
taskset -c ${firstProcessor} nginx -e stderr -p /tmp -c /tmp/nginx.conf -g 'daemon off;' &
while true; do iperf3 --server --port ${iperfPort} >/tmp/iperf3.log 2>&1 || sleep 1; done
`;

/** A host to run commands in. */
export const idle = '#!/bin/sh\nexec sleep infinity\n';

/** For wrk: prints what it measured as JSON. Times in microseconds, which is how exactly wrk takes them. */
export const wrkReport = `
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%.0f,"durationUs":%.0f,"bytes":%.0f,"p50Us":%.0f,"p99Us":%.0f,"errors":%.0f}',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
`;

/**
 * Takes lines `host port` on its input, asks that HTTP server for /, and prints a line when the first byte of the
 * answer is there, or `error ...`. It runs before the clock does, so that starting it is not part of what is measured.
 */
export const firstByte = `
const net = require('node:net');
require('node:readline').createInterface(process.stdin).on('line', (line) => {
  const [host, port] = line.split(' ');
  const socket = net.connect({ host, port: Number(port) });
  let done = false;
  const say = (word) => { if (!done) console.log(word); done = true; socket.destroy(); };
  socket.setTimeout(5000, () => say('error no answer in 5 s'));
  socket.once('error', (error) => say('error ' + error.message));
  socket.once('data', () => say('byte'));
  socket.write('GET / HTTP/1.1\\r\\nHost: bench\\r\\n\\r\\n');
}).on('close', () => process.exit(0));
console.log('ready');
`;
