/** One check of one target: a connection, and for HTTP a request and the first line of the answer. */
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { HealthCheck } from '../model/load-balancing-resources.ts';
import { localProxyHeader } from '../model/proxy-protocol.ts';
import type { TargetHealthReason } from '../model/target-health.ts';

export interface Probe {
  /** Where to connect from and to. */
  readonly localAddress: string;
  readonly address: string;
  readonly port: number;
  /** The Host header. */
  readonly host: string;
  readonly settings: Pick<HealthCheck, 'protocol' | 'path' | 'matcher' | 'timeoutSeconds'>;
  /** Whether the target expects a header of the PROXY protocol before anything else. */
  readonly proxyProtocol?: boolean;
}

/** What was found; nothing is wrong with a target that has no reason. */
export interface Finding {
  readonly reason?: TargetHealthReason;
  readonly description?: string;
}

/** An answer without end of line is none. */
const statusLineBytesMax = 8192;

/** Checks once and tells what it found, exactly once, unless it is aborted first. @returns what aborts it */
export function probe(what: Probe, done: (finding: Finding) => void): () => void {
  const { settings } = what;
  const socket = settings.protocol === 'HTTPS' ? openTls(what) : open(what);
  const timer = setTimeout(
    () => finish({ reason: 'Target.Timeout', description: 'Request timed out' }),
    settings.timeoutSeconds * 1000,
  );
  let isOpen = true;
  const abort = () => {
    isOpen = false;
    clearTimeout(timer);
    // With a reset, which TLS does not offer: thousands of ports would wait for the end of connections that are of no
    // interest.
    if (settings.protocol === 'HTTPS') socket.destroy();
    else socket.resetAndDestroy();
  };
  const finish = (finding: Finding) => {
    if (!isOpen) return;
    abort();
    done(finding);
  };
  socket.on('error', () => finish(failed));
  socket.on('close', () => finish(failed));
  if (settings.protocol === 'TCP') socket.on('connect', () => finish({}));
  else ask(socket, what, finish);
  return abort;
}

const failed: Finding = { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };

/** The header says that nobody's connection is passed on. */
function open(what: Probe): Socket {
  const socket = connect(endsOf(what));
  if (what.proxyProtocol) socket.write(Uint8Array.from(localProxyHeader));
  return socket;
}

function endsOf({ address, port, localAddress }: Probe) {
  return { host: address, port, localAddress };
}

/** Whatever certificate the target has, and however old its TLS: load balancers do not look at that. */
function openTls(what: Probe): Socket {
  return connectTls({
    ...(what.proxyProtocol ? { socket: open(what) } : endsOf(what)),
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT:@SECLEVEL=0',
  });
}

function ask(socket: Socket, { settings, host }: Probe, finish: (finding: Finding) => void): void {
  let answer = '';
  socket.setEncoding('latin1');
  socket.once(settings.protocol === 'HTTPS' ? 'secureConnect' : 'connect', () => {
    socket.write(
      `GET ${settings.path ?? '/'} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: ELB-HealthChecker/2.0\r\nAccept-Encoding: gzip, compressed\r\nConnection: close\r\n\r\n`,
    );
  });
  socket.on('data', (chunk: string) => {
    answer += chunk;
    const end = answer.indexOf('\n');
    if (end >= 0) finish(judge(answer.slice(0, end), settings.matcher ?? '200-399'));
    else if (answer.length > statusLineBytesMax) finish(failed);
  });
}

function judge(statusLine: string, matcher: string): Finding {
  const code = /^HTTP\/1\.[01] (\d{3})(?:[ \r]|$)/.exec(statusLine)?.[1];
  if (code === undefined) return failed;
  if (matches(Number(code), matcher)) return {};
  return {
    reason: 'Target.ResponseCodeMismatch',
    description: `Health checks failed with these codes: [${code}]`,
  };
}

/** @param matcher codes and ranges: `200,202` or `200-399` */
export function matches(code: number, matcher: string): boolean {
  return matcher.split(',').some((part) => {
    const [first = '', last = first] = part.split('-');
    return Number(first) <= code && code <= Number(last);
  });
}
