/**
 * The proxies that Postern is compared with, each set up as well as it can be: HAProxy in TCP mode, which moves bytes by
 * splice(2) and has a socket in a namespace on either side, and nginx's stream module in a namespace with a link into
 * either side.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attachHost, type Segment } from './attach.ts';
import type { Cleanup } from './cleanup.ts';
import { type Service, startService } from './command.ts';
import { httpPort, iperfPort, proxiedPort, tlsPort } from './programs.ts';

/** Processes or threads of each proxy. */
const proxyWorkers = 2;

/** Where a proxy stands between the two segments. */
export interface ProxyPlace {
  /** Unique beginning of the names of its namespaces. */
  readonly prefix: string;
  /** Where its clients are, and its address there. */
  readonly front: Segment;
  readonly frontAddress: string;
  /** Where its server is, and its address there. */
  readonly back: Segment;
  readonly backAddress: string;
  readonly serverAddress: string;
  /** PEM: what they end TLS with. */
  readonly certificate: string;
  readonly privateKey: string;
}

/** @see https://docs.haproxy.org/2.6/configuration.html#5.1-namespace */
export function startHaproxy(cleanup: Cleanup, place: ProxyPlace): Service {
  const front = `${place.prefix}-hafront`;
  const back = `${place.prefix}-haback`;
  attachHost(cleanup, front, [{ link: 'c0', segment: place.front, address: place.frontAddress }]);
  attachHost(cleanup, back, [{ link: 's0', segment: place.back, address: place.backAddress }]);
  const directory = makeDirectory(cleanup);
  const pem = writeFile(directory, 'pem', `${place.certificate}\n${place.privateKey}`);
  const port = ({ number, to, isTls, isProxied }: Port) => `
listen port${number}
  bind ${place.frontAddress}:${number} namespace ${front} ${isTls ? `ssl crt ${pem}` : ''}
  server target ${place.serverAddress}:${to} namespace ${back} ${isProxied ? 'send-proxy-v2' : ''}`;
  const config = `
global
  nbthread ${proxyWorkers}
  maxconn 4096
defaults
  mode tcp
  option splice-request
  option splice-response
  timeout connect 5s
  timeout client 1m
  timeout server 1m
${ports.map(port).join('\n')}
`;
  return startService(cleanup, 'haproxy', '-db', '-f', writeFile(directory, 'config', config));
}

/** @see https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html */
export function startNginx(cleanup: Cleanup, place: ProxyPlace): Service {
  const namespace = `${place.prefix}-nginx`;
  attachHost(cleanup, namespace, [
    { link: 'c0', segment: place.front, address: place.frontAddress },
    { link: 's0', segment: place.back, address: place.backAddress },
  ]);
  const directory = makeDirectory(cleanup);
  const certificate = writeFile(directory, 'certificate', place.certificate);
  const privateKey = writeFile(directory, 'key', place.privateKey);
  const server = ({ number, to, isProxied }: Port, ending: string) => `
  server {
    listen ${place.frontAddress}:${number} ${ending};
    proxy_bind ${place.backAddress};
    proxy_pass ${place.serverAddress}:${to};
    ${isProxied ? 'proxy_protocol on;' : ''}
  }`;
  const port = (each: Port) =>
    server(each, each.isTls ? 'ssl backlog=4096' : 'backlog=4096') + (each.isUdp ? server(each, 'udp') : '');
  const config = `
load_module /usr/lib/nginx/modules/ngx_stream_module.so;
worker_processes ${proxyWorkers};
pid ${directory}/pid;
error_log stderr crit;
events { worker_connections 4096; }
stream {
  access_log off;
  tcp_nodelay on;
  proxy_buffer_size 64k;
  ssl_certificate ${certificate};
  ssl_certificate_key ${privateKey};
${ports.map(port).join('\n')}
}
`;
  return startService(
    cleanup,
    ...(['nsenter', `--net=/run/netns/${namespace}`, 'nginx', '-e', 'stderr'] as const),
    ...['-g', 'daemon off;', '-c', writeFile(directory, 'config', config)],
  );
}

interface Port {
  readonly number: number;
  /** The server's. */
  readonly to: number;
  readonly isTls?: true;
  readonly isUdp?: true;
  /** With a header of the PROXY protocol; nginx knows the first version of it alone. */
  readonly isProxied?: true;
}

const ports: readonly Port[] = [
  { number: httpPort, to: httpPort },
  { number: proxiedPort, to: proxiedPort, isProxied: true },
  { number: tlsPort, to: httpPort, isTls: true },
  { number: iperfPort, to: iperfPort, isUdp: true },
];

function makeDirectory(cleanup: Cleanup): string {
  let directory: string | undefined;
  cleanup.add(() => directory && rmSync(directory, { recursive: true }));
  directory = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  return directory;
}

function writeFile(directory: string, name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}
