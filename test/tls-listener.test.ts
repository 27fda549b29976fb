/** TLS listeners with real packets: what a client agrees on with the relay, and what its target gets. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { AlpnPolicy } from '../src/model/alpn-policies.ts';
import type { Certificate } from '../src/model/certificate-resources.ts';
import type { Arn } from '../src/model/ids.ts';
import type { Listener } from '../src/model/load-balancing-resources.ts';
import { eventually } from '../src/network/testing/place.ts';
import { type Issued, issue, rsaKey } from '../src/operations/acm/testing/issue.ts';
import { HostProgram } from './harness/host-program.ts';
import { openNode, type TestNode } from './harness/node.ts';

const endpoint = (state: string, epoch: number) =>
  `endpoint vpce-1 service=vpce-svc-1 state=${state} epoch=${epoch} enis=eni-e sgs=sg-c`;
const world = `
vpc vpc-p cidr=10.0.0.0/16
subnet subnet-p vpc=vpc-p cidr=10.0.1.0/24 zone=a
eni eni-n subnet=subnet-p ip=10.0.1.50 of=nlb
nlb nlb-1 nodes=eni-n
eni eni-t subnet=subnet-p ip=10.0.1.10 of=instance
instance i-t eni=eni-t state=running
group tg vpc=vpc-p type=ip targets=10.0.1.10:8080@a
group tg-tls vpc=vpc-p type=ip targets=10.0.1.10:8443@a protocol=TLS
group tg-proxy vpc=vpc-p type=ip targets=10.0.1.10:8080@a set=proxy_protocol_v2.enabled:true
group tg-deaf vpc=vpc-p type=ip targets=10.0.1.10:8081@a protocol=TLS
listener l-446 nlb=nlb-1 port=446 group=tg-deaf protocol=TLS
listener l-443 nlb=nlb-1 port=443 group=tg protocol=TLS
listener l-444 nlb=nlb-1 port=444 group=tg-tls protocol=TLS
listener l-445 nlb=nlb-1 port=445 group=tg-proxy protocol=TLS
service vpce-svc-1 nlbs=nlb-1
vpc vpc-c cidr=10.0.0.0/16
subnet subnet-c vpc=vpc-c cidr=10.0.1.0/24 zone=a
sg sg-c vpc=vpc-c rules=tcp:443-450:0.0.0.0/0
eni eni-e subnet=subnet-c ip=10.0.1.100 of=endpoint sgs=sg-c
${endpoint('available', 0)}
eni eni-c subnet=subnet-c ip=10.0.1.10 of=instance
instance i-c eni=eni-c state=running
`;

const issued = {
  default: issue({ commonName: 'default.example', dnsNames: ['default.example'], key: rsaKey() }),
  wild: issue({ commonName: 'wild', dnsNames: ['*.wild.example'] }),
  exact: issue({ commonName: 'exact', dnsNames: ['exact.wild.example'] }),
} satisfies Record<string, Issued>;
const arnOf = (name: string): Arn => `arn:aws:acm:us-east-1:111122223333:certificate/${name}`;

/** Sends back what comes, in the clear on 8080 and by TLS on 8443, and ends when the other side has. */
const server = `
let connections = 0;
const serve = (kind) => (socket) => {
  const id = ++connections, got = [];
  if (kind === 'tls') say({ alpn: socket.alpnProtocol });
  socket.on('error', (error) => say({ ['broken' + id]: error.code }));
  let total = 0;
  socket.once('data', (data) => say({ first: data.toString('latin1', 0, 8), id }));
  socket.on('data', (data) => { total += data.length; if (total < 1000) got.push(data); });
  socket.on('end', () => say({ ['got' + id]: Buffer.concat(got).toString('latin1'), total }));
  socket.pipe(socket);
};
net.createServer((socket) => { socket.on('error', () => {}); socket.once('data', () => socket.end('no TLS here')); }).listen(8081);
net.createServer({ allowHalfOpen: true }, serve('plain')).listen(8080, () =>
  tls.createServer({ key: args.keyPem, cert: args.pem, allowHalfOpen: true, ALPNProtocols: ['h2', 'http/1.1'] }, serve('tls'))
    .listen(8443, () => say({ listening: true })));
`;

/** Shakes hands, sends so many bytes in both directions, ends, and says what it saw. */
const client = `
const options = { host: '10.0.1.100', rejectUnauthorized: false, allowHalfOpen: true, ...args.tls };
const socket = tls.connect({ port: 443, ...options }, () => {
  const { CN } = socket.getPeerCertificate().subject;
  say({ secure: CN, alpn: socket.alpnProtocol, protocol: socket.getProtocol(), cipher: socket.getCipher().standardName, reused: socket.isSessionReused() });
  if (args.hold) return;
  socket.end(Buffer.alloc(args.bytes ?? 4, 'ping'));
});
let total = 0, right = true;
socket.on('data', (data) => {
  if (args.slow) socket.pause();
  for (const byte of data) { right &&= byte === 'ping'.charCodeAt(total % 4); total += 1; }
  say({ bytes: total });
});
socket.on('end', () => { say({ answered: total, right }); socket.end(); });
socket.on('error', (error) => say({ failed: error.code, text: error.message }));
socket.on('close', () => say({ closed: true }));
onTold = (text) => socket.write(text);
`;

describe('a TLS listener', () => {
  let node: TestNode;
  let target: HostProgram;
  before(async () => {
    node = await openNode(world);
    for (const [name, each] of Object.entries(issued)) {
      await node.changed([node.resources.put('certificate', certificate(name, each))]);
    }
    await tune('l-443', {});
    await tune('l-444', { alpnPolicy: 'HTTP2Preferred' });
    await tune('l-445', {});
    await tune('l-446', {});
    target = new HostProgram(node.namespaceOf('i-t'), server, issued.exact);
    await target.until('listening');
  });
  after(async () => {
    await target?.[Symbol.asyncDispose]();
    await node?.[Symbol.asyncDispose]();
  });

  test('handshakes that fail are counted, with clients and with targets, and no others', async () => {
    const count = (event: 'clientTlsErrors' | 'targetTlsErrors') =>
      [...node.relays.counts.values()].reduce((sum, counts) => sum + counts[event], 0);
    await talk({});
    // No policy has this one.
    const failed = await talk({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-CHACHA20-POLY1305' });
    assert.ok(failed.failed);
    await eventually('one with a client', () => count('clientTlsErrors') === 1);
    await talk({ port: 446 });
    await eventually('one with a target', () => count('targetTlsErrors') === 1);
    assert.equal(count('clientTlsErrors'), 1);
  });

  test('ends TLS with the certificate of the name that is asked for, else the default one', async () => {
    for (const [servername, expected] of [
      ['exact.wild.example', 'exact'],
      ['EXACT.WILD.example', 'exact'],
      ['other.wild.example', 'wild'],
      ['a.b.wild.example', 'default.example'],
      ['nobody.example', 'default.example'],
      ['default.example', 'default.example'],
      [undefined, 'default.example'],
    ] as const) {
      const seen = await talk({ servername });
      assert.deepEqual([seen.secure, seen.alpn], [expected, false], servername ?? 'no name');
    }
  });

  test('agrees on application protocols as its policy says, and goes on without where there is none in common', async () => {
    const table: readonly (readonly [AlpnPolicy, readonly string[], string | false])[] = [
      ['None', ['h2', 'http/1.1'], false],
      ['HTTP1Only', ['h2', 'http/1.1'], 'http/1.1'],
      ['HTTP1Only', ['h2'], false],
      ['HTTP2Only', ['http/1.1', 'h2'], 'h2'],
      ['HTTP2Only', ['http/1.1'], false],
      ['HTTP2Only', [], false],
      ['HTTP2Optional', ['h2', 'http/1.0', 'http/1.1'], 'http/1.1'],
      ['HTTP2Optional', ['h2', 'spdy'], 'h2'],
      ['HTTP2Preferred', ['http/1.1', 'h2'], 'h2'],
      ['HTTP2Preferred', ['http/1.0'], 'http/1.0'],
    ];
    for (const [alpnPolicy, offered, agreed] of table) {
      await tune('l-443', { alpnPolicy });
      const ALPNProtocols = offered.length > 0 ? offered : undefined;
      assert.equal((await talk({ ALPNProtocols })).alpn, agreed, `${alpnPolicy} ${offered}`);
    }
    await tune('l-443', {});
  });

  test('holds to its security policy', async () => {
    const refused = async (tls: object) =>
      assert.ok((await talk(tls)).failed, `refused: ${JSON.stringify(tls)}`);
    await tune('l-443', { sslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' });
    assert.equal((await talk({})).protocol, 'TLSv1.3');
    await refused({ maxVersion: 'TLSv1.2' });
    await tune('l-443', { sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06' });
    const modern = await talk({ maxVersion: 'TLSv1.2' });
    assert.deepEqual([modern.protocol, modern.cipher], ['TLSv1.2', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256']);
    await refused({ maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' });
    await refused({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' });
    await tune('l-443', { sslPolicy: 'ELBSecurityPolicy-2016-08' });
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' };
    assert.equal((await talk(old)).protocol, 'TLSv1');
    assert.equal((await talk({})).protocol, 'TLSv1.2');
    await tune('l-443', {});
  });

  test('carries a stream whole in both directions, and each end of it', async () => {
    const seen = await talk({}, { bytes: 8_000_000 });
    assert.deepEqual([seen.answered, seen.right], [8_000_000, true]);
  });

  test('speaks TLS with targets of a TLS group, without looking at their certificate, and in the same protocol', async () => {
    const seen = await talk({ port: 444, ALPNProtocols: ['http/1.1', 'h2'] }, { bytes: 1_000_000 });
    assert.deepEqual([seen.answered, seen.right, seen.alpn], [1_000_000, true, 'h2']);
    const last = target.lines.findLast((line) => 'alpn' in line);
    assert.equal(last?.alpn, 'h2');
  });

  test('puts the header of the PROXY protocol before the stream', async () => {
    const before = target.lines.length;
    await talk({ port: 445 });
    const isIt = ({ total }: object & { total?: unknown }) => Number(total) > 0;
    await eventually('the stream', () => target.lines.slice(before).some(isIt));
    const line = target.lines.slice(before).find(isIt);
    const got = Object.values(line ?? {}).find((value) => typeof value === 'string') ?? '';
    assert.equal(line?.total, 104);
    assert.ok(String(got).startsWith('\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x54\x0a\0\x01\x0a\x0a\0\x01\x64'));
    assert.ok(String(got).includes(`\xea\0\x17\x01${node.id('vpce-1')}`) && String(got).endsWith('ping'));
  });

  test('a certificate that is imported again is the one that new connections get', async () => {
    const next = issue({ commonName: 'next', dnsNames: ['default.example'] });
    const record = { ...certificate('default', next), importedAt: '2026-02-02T00:00:00.000Z' };
    await node.changed([node.resources.put('certificate', record)]);
    assert.equal((await talk({})).secure, 'next');
    await node.changed([node.resources.put('certificate', certificate('default', issued.default))]);
  });

  test('a reader that does not read holds up nobody else', async () => {
    await using slow = new HostProgram(node.namespaceOf('i-c'), client, { bytes: 60_000_000, slow: true });
    await slow.until('bytes');
    for (let round = 0; round < 4; round += 1) {
      assert.equal((await talk({}, { bytes: 1_000_000 })).answered, 1_000_000);
    }
    assert.ok(!slow.lines.some((line) => 'answered' in line));
  });

  test('what is no TLS is refused and brings nobody down', async () => {
    await using rude = new HostProgram(
      node.namespaceOf('i-c'),
      `const socket = net.connect(443, '10.0.1.100', () => socket.write('GET / HTTP/1.1\\r\\n\\r\\n'));
       socket.on('error', () => {}); socket.on('close', () => say({ closed: true })); socket.resume();`,
    );
    await rude.until('closed');
    assert.ok((await talk({})).secure);
  });

  test('a rejection cuts connections in both halves', async () => {
    await using held = new HostProgram(node.namespaceOf('i-c'), client, { hold: true });
    await held.until('secure');
    held.tell('held');
    await held.until('bytes');
    await eventually('the bytes at the target', () => target.lines.some((line) => line.first === 'held'));
    const id = target.lines.find((line) => line.first === 'held')?.id;
    await node.put(endpoint('rejected', 1));
    await held.until('closed');
    assert.equal((await target.until(`broken${id}`))[`broken${id}`], 'ECONNRESET');
    await node.put(endpoint('available', 1));
    assert.ok((await talk({})).secure);
  });

  test('a relay that is killed loses its connections, and new ones work at once', async () => {
    await using held = new HostProgram(node.namespaceOf('i-c'), client, { hold: true });
    await held.until('secure');
    const pids = node.relays.pids;
    assert.ok(pids.length > 0);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    assert.ok((await talk({})).secure);
    held.tell('ping');
    await held.until('closed');
    await eventually('all relays', () => node.relays.pids.length === pids.length);
    assert.ok(node.relays.pids.every((pid) => !pids.includes(pid)));
  });

  test('a daemon of another version starts relays of its own, and the old ones end with their last connection', async () => {
    await using held = new HostProgram(node.namespaceOf('i-c'), client, { hold: true });
    await held.until('secure');
    const old = node.relays.pids;
    node.relays.close();
    const next = node.openRelays('another version');
    await next.adopt(node.planner.entries());
    assert.equal(next.pids.length, old.length);
    assert.ok(next.pids.every((pid) => !old.includes(pid)));
    assert.ok((await talk({})).secure);
    held.tell('ping');
    await held.until('bytes');
    const alive = () => old.filter((pid) => isRunning(pid));
    await eventually('the end of those without connections', () => alive().length === 1);
    await held[Symbol.asyncDispose]();
    await eventually('the end of the last', () => alive().length === 0);
  });

  /** One connection, and everything that the client said of it. */
  async function talk(tls: object, more: object = {}): Promise<Record<string, unknown>> {
    await using program = new HostProgram(node.namespaceOf('i-c'), client, { tls, ...more });
    await program.until('closed');
    return Object.assign({}, ...program.lines);
  }

  async function tune(id: string, settings: Partial<Listener>): Promise<void> {
    const { sslPolicy: _, alpnPolicy: __, ...before } = node.resources.get('listener', id) ?? assert.fail();
    const certificateArns = ['default', 'wild', 'exact'].map(arnOf);
    await node.changed([node.resources.put('listener', { ...before, certificateArns, ...settings })]);
  }
});

/** A zombie is not: nobody may have waited for it yet. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function certificate(name: string, { pem, keyPem, subject }: Issued): Certificate {
  return {
    id: arnOf(name),
    certificate: pem,
    privateKey: keyPem,
    domainName: subject.commonName ?? '',
    subjectAlternativeNames: subject.dnsNames ?? [],
    importedAt: '2026-01-01T00:00:00.000Z',
  } as unknown as Certificate;
}
