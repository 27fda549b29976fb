import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync } from 'node:child_process';
import { closeSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  createGroup,
  createNetwork,
  requestEndpoint,
  required,
  startHost,
  stateOf,
  until,
} from '../src/demo/world.ts';
import { BpfMap } from '../src/hyperplane/bpf-map.ts';
import { maps } from '../src/hyperplane/layout.ts';
import { loadLibbpf } from '../src/kernel/libbpf.ts';
import type { Writer } from '../src/model/access.ts';
import { reject } from '../src/model/endpoint-lifecycle.ts';
import type { SecurityGroupId, VpcEndpointId } from '../src/model/ids.ts';
import { hyperplaneNamespace } from '../src/network/names.ts';
import { openSqliteStore } from '../src/store/sqlite.ts';
import { openState } from '../src/store/state.ts';
import { server } from './harness/programs.ts';
import { permit } from './harness/publish.ts';
import { type Consumer, openConnections, openScene, type Scene } from './harness/scene.ts';

const iperfServer = '#!/bin/sh\nexec iperf3 --server --port 8080\n';

test('a daemon killed under load resets nothing, and after a restart new endpoints work beside the old connections', async () => {
  await using scene = await openScene({ server });
  const [consumer] = scene.consumers;
  const wrk = collect(
    startIn(
      scene,
      required(consumer),
      'wrk',
      '-t1',
      '-c20',
      '-d8s',
      `http://${consumer?.endpoint.addresses[0]}:80/`,
    ),
  );
  await until('requests to flow', async () => (await openConnections(scene)) >= 20);
  await scene.machine.kill();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await scene.machine.start();

  const late = await openLateConsumer(scene);
  const answer = await scene.machine.exec(
    required(late.hosts.get('10.0.1.10')),
    'curl',
    '-sS',
    '-m',
    '5',
    `http://${late.endpoint.addresses[0]}/`,
  );
  assert.equal(answer.code, 0, answer.stderr);

  const report = await wrk;
  assert.equal(report.code, 0, report.output);
  assert.doesNotMatch(report.output, /Socket errors|Non-2xx/, report.output);
  assert.match(report.output, /\d+ requests in/);
});

test('connections are forgotten with the namespace that they went through, as in a container that starts anew', async () => {
  await using scene = await openScene({ server });
  const consumer = required(scene.consumers[0]);
  const url = `http://${consumer.endpoint.addresses[0]}/`;
  const fetch = () =>
    scene.machine.exec(required(consumer.hosts.get('10.0.1.10')), 'curl', '-sS', '-m', '5', url);
  assert.equal((await fetch()).code, 0);
  const flows = `/sys/fs/bpf/postern-${scene.instance}`;
  const held = () => heldFlows(flows);
  const before = held();
  assert.ok(before.length > 0);
  await scene.machine.kill();
  execFileSync('ip', ['netns', 'del', hyperplaneNamespace(`postern-${scene.instance}`)]);
  await scene.machine.start();
  // The new daemon's health checks have flows already, of ports of their own.
  const after = held();
  assert.deepEqual(
    before.filter((key) => after.includes(key)),
    [],
  );
  assert.equal((await fetch()).code, 0, 'new connections work');
});

/** The keys in all tables of flows below the directory, in hexadecimal. */
function heldFlows(pinDirectory: string): string[] {
  const libbpf = loadLibbpf();
  return readdirSync(pinDirectory).flatMap((layout) => {
    const fd = libbpf.pinnedFd(join(pinDirectory, layout, 'flows'));
    const { flows } = maps;
    const map = new BpfMap(libbpf, 'flows', fd, flows.key.size, flows.value.size);
    try {
      return [...map.keys()].map((key) => Buffer.from(key).toString('hex'));
    } finally {
      closeSync(fd);
    }
  });
}

test('one long transfer survives a killed daemon without a reset', async () => {
  await using scene = await openScene({ server: iperfServer });
  const consumer = required(scene.consumers[0]);
  const address = consumer.endpoint.addresses[0];
  const iperf = collect(
    startIn(scene, consumer, 'iperf3', '--client', address, '--port', '80', '--time', '5', '--json'),
  );
  await until('bytes to flow', async () => (await openConnections(scene)) >= 2);
  await scene.machine.kill();
  const report = await iperf;
  assert.equal(report.code, 0, report.output);
  const intervals: { sum: { bytes: number } }[] = JSON.parse(report.output).intervals;
  assert.ok(
    intervals.every((interval) => interval.sum.bytes > 0),
    'every second brought bytes',
  );
  await scene.machine.start();
});

test('a write that was acknowledged is there after a kill, wherever it fell', async () => {
  await using scene = await openScene({ server });
  const consumer = required(scene.consumers[0]);
  const made: string[] = [];
  const { CreateVpcCommand, DescribeVpcsCommand } = await import('@aws-sdk/client-ec2');
  const writing = (async () => {
    for (;;) {
      const { Vpc } = await consumer.ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }), {
        requestTimeout: 2000,
      });
      made.push(required(Vpc?.VpcId));
    }
  })().catch(() => {});
  await until('some writes', async () => made.length > 5);
  await scene.machine.kill();
  const acknowledged = [...made];
  await scene.machine.start();
  await Promise.race([writing, new Promise((resolve) => setTimeout(resolve, 3000))]);
  const { Vpcs } = await consumer.ec2.send(new DescribeVpcsCommand({}));
  const there = new Set(Vpcs?.map((vpc) => vpc.VpcId));
  assert.deepEqual(
    acknowledged.filter((id) => !there.has(id)),
    [],
  );
});

test('what was decided and not carried out before a kill is carried out before the daemon says that it listens', async () => {
  await using scene = await openScene({ server, consumers: 3 });
  const [rejected, closed, other] = [0, 1, 2].map((at) => required(scene.consumers[at]));
  assert.ok(rejected && closed && other);
  const held = collect(startIn(scene, rejected, 'curl', '-sSN', `http://${addressOf(rejected)}/stream`));
  await until('the connection', async () => (await openConnections(scene)) >= 1);
  for (const consumer of [rejected, closed, other]) assert.equal((await curl(scene, consumer)).code, 0);
  const rule = await groupIdOf(closed);
  await scene.machine.kill();
  // As if the kill had come between the commit and the kernel.
  await writeStore(scene, (resources) => {
    const endpoint = required(resources.get('endpoint', rejected.endpoint.endpointId as VpcEndpointId));
    resources.put('endpoint', required(reject(endpoint)));
    const group = required(resources.get('securityGroup', rule));
    resources.put('securityGroup', { ...group, rules: [] });
  });
  assert.equal((await curl(scene, rejected)).code, 0, 'nobody has told the kernel');
  assert.equal((await curl(scene, closed)).code, 0, 'nobody has told the kernel');
  await scene.machine.start();
  // 28 says that nobody has answered, 7 that it was refused.
  assert.notEqual((await curl(scene, rejected)).code, 0, 'there are no listeners');
  assert.equal((await curl(scene, closed)).code, 28, 'the group lets nobody in');
  assert.equal((await curl(scene, other)).code, 0, 'others are as they were');
  assert.match((await held).output, /still here\n.*reset by peer/s, 'the open connection was cut');
});

function addressOf({ endpoint }: Consumer): string {
  return required(endpoint.addresses[0]);
}

function curl(scene: Scene, consumer: Consumer) {
  const host = required(consumer.hosts.get('10.0.1.10'));
  return scene.machine.exec(host, 'curl', '-sS', '-m', '2', `http://${addressOf(consumer)}/`);
}

async function groupIdOf({ ec2, endpoint }: Consumer): Promise<SecurityGroupId> {
  const { DescribeVpcEndpointsCommand } = await import('@aws-sdk/client-ec2');
  const { VpcEndpoints } = await ec2.send(
    new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpoint.endpointId] }),
  );
  // The API gives ids.
  return required(VpcEndpoints?.[0]?.Groups?.[0]?.GroupId) as SecurityGroupId;
}

/** Writes what no daemon hears of. There must be none. */
async function writeStore({ machine }: Scene, run: (resources: Writer) => void): Promise<void> {
  const store = openSqliteStore(join(machine.stateDirectory, 'postern.db'));
  const state = await openState(store);
  await state.transact(run);
  await state.close();
  await store.close();
}

async function openLateConsumer(scene: Scene): Promise<Consumer> {
  const network = await createNetwork(scene.machine, 'late');
  await startHost(network, '10.0.1.10', '#!/bin/sh\nexec sleep infinity\n');
  await permit(scene.provider, scene.service, network.accountId);
  const endpoint = await requestEndpoint(network, scene.service, await createGroup(network, ['10.0.1.10']));
  await until('the late endpoint', async () => (await stateOf(network, endpoint)) === 'available');
  return { ...network, endpoint };
}

function startIn(scene: Scene, consumer: Consumer, ...argv: string[]): ChildProcess {
  return scene.machine.launch(required(consumer.hosts.get('10.0.1.10')), ...argv);
}

function collect(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
