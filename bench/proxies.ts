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
import { httpPort, iperfPort } from './programs.ts';

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
}

/** @see https://docs.haproxy.org/2.6/configuration.html#5.1-namespace */
export function startHaproxy(cleanup: Cleanup, place: ProxyPlace): Service {
  const front = `${place.prefix}-hafront`;
  const back = `${place.prefix}-haback`;
  attachHost(cleanup, front, [{ link: 'c0', segment: place.front, address: place.frontAddress }]);
  attachHost(cleanup, back, [{ link: 's0', segment: place.back, address: place.backAddress }]);
  const directory = makeDirectory(cleanup);
  const port = (number: number) => `
listen port${number}
  bind ${place.frontAddress}:${number} namespace ${front}
  server target ${place.serverAddress}:${number} namespace ${back}`;
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
  return startService(cleanup, 'haproxy', '-db', '-f', writeConfig(directory, config));
}

/** @see https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html */
export function startNginx(cleanup: Cleanup, place: ProxyPlace): Service {
  const namespace = `${place.prefix}-nginx`;
  attachHost(cleanup, namespace, [
    { link: 'c0', segment: place.front, address: place.frontAddress },
    { link: 's0', segment: place.back, address: place.backAddress },
  ]);
  const directory = makeDirectory(cleanup);
  const port = (number: number) => `
  server {
    listen ${place.frontAddress}:${number} backlog=4096;
    proxy_bind ${place.backAddress};
    proxy_pass ${place.serverAddress}:${number};
  }`;
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
${ports.map(port).join('\n')}
}
`;
  return startService(
    cleanup,
    ...(['nsenter', `--net=/run/netns/${namespace}`, 'nginx', '-e', 'stderr'] as const),
    ...['-g', 'daemon off;', '-c', writeConfig(directory, config)],
  );
}

const ports = [httpPort, iperfPort];

function makeDirectory(cleanup: Cleanup): string {
  let directory: string | undefined;
  cleanup.add(() => directory && rmSync(directory, { recursive: true }));
  directory = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  return directory;
}

function writeConfig(directory: string, text: string): string {
  const file = join(directory, 'config');
  writeFileSync(file, text);
  return file;
}
