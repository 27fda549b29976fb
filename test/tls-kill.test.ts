/** TLS connections, the daemon and the relays that carry them: who may be killed without the others. */
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import { RejectVpcEndpointConnectionsCommand } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  DescribeLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { region, required, until } from '../src/demo/world.ts';
import { issue } from '../src/operations/acm/testing/issue.ts';
import { leftovers, processes } from './harness/leftovers.ts';
import { echo } from './harness/programs.ts';
import { openScene, type Scene } from './harness/scene.ts';

/** Sends a line every 50 ms and prints how many have come back, and at last how the connection ended. */
const talkative = `
const socket = require('node:tls').connect({ host: process.argv[1], port: 81, rejectUnauthorized: false });
let lines = 0, how = 'closed';
socket.on('data', (data) => { lines += String(data).split('\\n').length - 1; console.log(lines); });
socket.on('error', (error) => { how = error.code; });
socket.on('close', () => { console.log(how); process.exit(0); });
setInterval(() => socket.write('x\\n'), 50);
`;

test('a killed daemon costs no TLS connection, killed relays only their own, and down leaves nothing', async () => {
  const scene = await openScene({ server: echo, serverAddresses: ['10.0.1.10'] });
  try {
    await listenByTls(scene);
    const connection = open(scene);
    await connection.goesOn();
    const relays = relaysOf(scene);
    assert.ok(relays.length > 0);

    await scene.machine.kill();
    await connection.goesOn();
    const meanwhile = open(scene);
    await meanwhile.goesOn();
    await scene.machine.start();
    await connection.goesOn();
    await meanwhile.goesOn();
    assert.deepEqual(relaysOf(scene), relays, 'the new daemon has taken over the relays');

    for (const pid of relays) process.kill(pid, 'SIGKILL');
    // This daemon has no listening sockets of the relays that it took over: until others are there it refuses.
    await until('other relays', async () => {
      const now = relaysOf(scene);
      return now.length === relays.length && now.every((pid) => !relays.includes(pid));
    });
    const late = open(scene);
    await late.goesOn();
    assert.match(await connection.end, /ECONNRESET|closed/);
    const consumer = required(scene.consumers[0]);
    await scene.provider.ec2.send(
      new RejectVpcEndpointConnectionsCommand({
        ServiceId: scene.service.serviceId,
        VpcEndpointIds: [consumer.endpoint.endpointId],
      }),
    );
    assert.match(await late.end, /ECONNRESET|closed/);
  } finally {
    await scene.machine.remove();
  }
  assert.deepEqual(leftovers(scene.instance), []);
});

async function listenByTls({ provider, machine, service }: Scene): Promise<void> {
  const { pem, keyPem } = issue({ commonName: 'example.com', dnsNames: ['example.com'] });
  const { credentials } = provider.elb.config;
  const acm = new ACMClient({ region, endpoint: machine.endpoint, credentials });
  const { CertificateArn } = await acm.send(
    new ImportCertificateCommand({ Certificate: Buffer.from(pem), PrivateKey: Buffer.from(keyPem) }),
  );
  const { LoadBalancers } = await provider.elb.send(new DescribeLoadBalancersCommand({}));
  await provider.elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: required(LoadBalancers?.[0]?.LoadBalancerArn),
      Protocol: 'TLS',
      Port: 81,
      Certificates: [{ CertificateArn: required(CertificateArn) }],
      DefaultActions: [{ Type: 'forward', TargetGroupArn: service.targetGroupArn }],
    }),
  );
  acm.destroy();
}

function open(scene: Scene) {
  const consumer = required(scene.consumers[0]);
  const child = scene.machine.launch(
    required(consumer.hosts.get('10.0.1.10')),
    'node',
    '-e',
    talkative,
    consumer.endpoint.addresses[0],
  );
  let [lines, last] = [0, ''];
  // It is a pipe.
  createInterface({ input: child.stdout! }).on('line', (line) => {
    last = line;
    if (/^\d+$/.test(line)) lines = Number(line);
  });
  const end = new Promise<string>((resolve) => child.once('close', () => resolve(last)));
  const goesOn = async () => {
    const before = lines;
    await until('lines to come back', async () => {
      assert.match(last, /^\d*$/, 'the connection is open');
      return lines > before + 4;
    });
  };
  return { end, goesOn };
}

function relaysOf({ instance }: Scene): readonly number[] {
  return processes()
    .filter((line) => line.includes('/src/relay/main.ts') && line.includes(`postern-${instance} `))
    .map((line) => Number(line.split(' ')[1]))
    .sort((a, b) => a - b);
}
