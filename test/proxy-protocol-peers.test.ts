/** HAProxy and nginx as targets: parsers of the PROXY protocol that are not ours. HAProxy checks the CRC-32C too. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { namespacePath } from '../src/kernel/namespace.ts';
import { HostProgram } from './harness/host-program.ts';
import { openNode } from './harness/node.ts';

const world = `
vpc vpc-p cidr=10.0.0.0/16
subnet subnet-p vpc=vpc-p cidr=10.0.1.0/24 zone=a
eni eni-n subnet=subnet-p ip=10.0.1.50 of=nlb
nlb nlb-1 nodes=eni-n
eni eni-t subnet=subnet-p ip=10.0.1.20 of=instance
instance i-t eni=eni-t state=running
group tg vpc=vpc-p type=ip targets=10.0.1.20:8080@a set=proxy_protocol_v2.enabled:true
listener l-1 nlb=nlb-1 port=80 group=tg
service vpce-svc-1 nlbs=nlb-1
vpc vpc-c cidr=10.0.0.0/16
subnet subnet-c vpc=vpc-c cidr=10.0.1.0/24 zone=a
sg sg-c vpc=vpc-c rules=tcp:80-80:0.0.0.0/0
eni eni-e subnet=subnet-c ip=10.0.1.100 of=endpoint sgs=sg-c
endpoint vpce-1 service=vpce-svc-1 state=available epoch=0 enis=eni-e sgs=sg-c
eni eni-c subnet=subnet-c ip=10.0.1.10 of=instance
instance i-c eni=eni-c state=running
`;

const haproxy = () => `
global
  log stderr local0
defaults
  mode http
  timeout client 10s
  timeout server 10s
  timeout connect 10s
frontend f
  bind 10.0.1.20:8080 accept-proxy
  http-request return status 200 content-type text/plain lf-string "%[src] %[src_port] %[dst] %[dst_port]"
`;

const nginx = (directory: string) => `
daemon off;
master_process off;
pid ${directory}/pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path ${directory}/a; proxy_temp_path ${directory}/b; fastcgi_temp_path ${directory}/c;
  uwsgi_temp_path ${directory}/d; scgi_temp_path ${directory}/e;
  server {
    listen 10.0.1.20:8080 proxy_protocol;
    location / {
      default_type text/plain;
      return 200 "$proxy_protocol_addr $proxy_protocol_port $proxy_protocol_server_addr $proxy_protocol_server_port";
    }
  }
}
`;

/** Asks once and says what it was told, and from which port it asked. */
const asking = `
const socket = net.connect(80, '10.0.1.100', () => socket.end('GET / HTTP/1.0\\r\\n\\r\\n'));
let text = '';
const port = () => socket.localPort;
socket.on('connect', () => say({ port: port() }));
socket.on('data', (data) => { text += data; });
socket.on('error', (error) => say({ failed: error.code }));
socket.on('close', () => say({ answer: text }));`;

for (const [program, config, args] of [
  ['haproxy', haproxy, ['-db', '-f']],
  ['nginx', nginx, ['-c']],
] as const) {
  const isThere = spawnSync(program, ['-v']).error === undefined;
  if (!isThere) console.error(`${program} is not installed (npm run setup installs it): its test is skipped`);
  test(`${program} takes the header and says who the client is`, { skip: !isThere }, async () => {
    await using node = await openNode(world);
    const directory = mkdtempSync(join(tmpdir(), `${node.prefix}-peer-`));
    const path = join(directory, 'config');
    writeFileSync(path, config(directory));
    const server = spawn('nsenter', [
      `--net=${namespacePath(node.namespaceOf('i-t'))}`,
      program,
      ...args,
      path,
    ]);
    let words = '';
    server.stderr.on('data', (data) => {
      words += data;
    });
    try {
      await listening(node.namespaceOf('i-t'), server);
      await using client = new HostProgram(node.namespaceOf('i-c'), asking);
      const { answer } = await client.until('answer');
      const { port } = await client.until('port');
      assert.ok(String(answer).endsWith(`\r\n\r\n10.0.1.10 ${port} 10.0.1.100 80`), `${answer} ${words}`);
    } finally {
      server.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    }
  });
}

async function listening(namespace: string, server: ChildProcess): Promise<void> {
  const run = promisify(execFile);
  const deadline = performance.now() + 20_000;
  for (;;) {
    const { stdout } = await run('nsenter', [`--net=${namespacePath(namespace)}`, 'ss', '-Hltn']);
    if (stdout.includes('10.0.1.20:8080')) return;
    if (server.exitCode !== null || performance.now() > deadline) throw new Error('it does not listen');
  }
}
