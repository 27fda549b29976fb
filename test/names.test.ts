/** Names as hosts see them: real questions over real packets, through the system's own resolver and beside it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { region, required, startHost, until } from '../src/demo/world.ts';
import { idle } from './harness/programs.ts';
import { type Consumer, openScene, runIn, type Scene } from './harness/scene.ts';

const server = `#!/usr/bin/env node
require('node:http').createServer((request, response) => response.end('for ' + request.headers.host)).listen(8080, '0.0.0.0');
`;

/** Arguments: server, method of the resolver, name. Prints what was found as JSON, or the code of the error. */
const ask = `
const [address, method, name] = process.argv.slice(1);
const resolver = new (require('node:dns').promises.Resolver)({ timeout: 2000, tries: 5 });
resolver.setServers([address]);
resolver[method](name).then((found) => console.log(JSON.stringify(found)), (error) => console.log(error.code));
`;

/** Argument: URL. Prints the answer; the name goes through /etc/resolv.conf. */
const get = `
require('node:http').get(process.argv[1], (response) => response.setEncoding('utf8').on('data', (text) => console.log(text)));
`;

/**
 * Argument: name. Asks for it over and over until its input ends, and prints all that it was ever answered as JSON: addresses,
 * or the code of an error.
 */
const askOn = `
const resolver = new (require('node:dns').promises.Resolver)({ timeout: 500, tries: 1 });
resolver.setServers(['169.254.169.253']);
const outcomes = new Set();
let ended = false;
process.stdin.resume().on('end', () => { ended = true; });
(async () => {
  while (!ended) {
    outcomes.add(await resolver.resolve4(process.argv[1]).then((found) => found.sort().join(), (error) => error.code));
    console.error(outcomes.size);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  console.log(JSON.stringify([...outcomes]));
})();
`;

describe('names in a VPC', () => {
  let scene: Scene;
  let consumer: Consumer;
  let route53: Route53Client;
  let zoneId: string;
  let names: string[];

  before(async () => {
    scene = await openScene({ server });
    consumer = required(scene.consumers[0]);
    const { credentials } = consumer.ec2.config;
    route53 = new Route53Client({ endpoint: scene.machine.endpoint, region, credentials });
    await consumer.ec2.send(
      new ModifyVpcAttributeCommand({ VpcId: consumer.vpcId, EnableDnsHostnames: { Value: true } }),
    );
    const { VpcEndpoints } = await consumer.ec2.send(new DescribeVpcEndpointsCommand());
    names = (VpcEndpoints?.[0]?.DnsEntries ?? []).map(({ DnsName }) => required(DnsName));
    const made = await route53.send(
      new CreateHostedZoneCommand({
        Name: 'example.internal',
        CallerReference: 'one',
        VPC: { VPCId: consumer.vpcId, VPCRegion: region },
      }),
    );
    zoneId = required(made.HostedZone?.Id);
    await change('CREATE', {
      Name: 'api.example.internal',
      Type: 'A',
      AliasTarget: { HostedZoneId: 'Z7HUB22UULQXV', DNSName: names[0], EvaluateTargetHealth: true },
    });
    await startHost(scene.provider, '10.0.1.20', idle);
  });
  after(() => scene?.machine.remove());

  const change = (Action: Change['Action'], ResourceRecordSet: Change['ResourceRecordSet']) =>
    route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        ChangeBatch: { Changes: [{ Action, ResourceRecordSet }] },
      }),
    );
  const asked = async (method: string, name: string, address = '169.254.169.253') => {
    const output = await runIn(scene, consumer, '10.0.1.10', ask, address, method, name);
    return /^[[{"]/.test(output) ? (JSON.parse(output) as unknown) : output;
  };

  test('a private zone, an alias to the endpoint, and the service behind it, by name', async () => {
    const both = [...consumer.endpoint.addresses].sort();
    for (const address of ['169.254.169.253', '10.0.0.2']) {
      const found = (await asked('resolve4', 'api.example.internal', address)) as string[];
      assert.deepEqual(found.sort(), both, address);
    }
    const [first, second] = consumer.endpoint.addresses;
    assert.deepEqual(((await asked('resolve4', names[0] ?? '')) as string[]).sort(), both);
    assert.deepEqual(await asked('resolve4', names[1] ?? ''), [first]);
    assert.deepEqual(await asked('resolve4', names[2] ?? ''), [second]);
    for (const host of ['api.example.internal', ...names]) {
      assert.equal(await runIn(scene, consumer, '10.0.1.10', get, `http://${host}/`), `for ${host}`);
    }
  });

  test('another VPC that asks for the same name is told that there is none', async () => {
    for (const address of ['169.254.169.253', '10.0.0.2']) {
      const output = await runIn(
        scene,
        scene.provider,
        '10.0.1.20',
        ask,
        address,
        'resolve4',
        'api.example.internal',
      );
      assert.equal(output, 'ENOTFOUND');
    }
  });

  test('what does not fit one packet is asked for again over TCP', async () => {
    const values = Array.from({ length: 30 }, (_, at) => `"${String(at).padStart(200, 'x')}"`);
    await change('CREATE', {
      Name: 'long.example.internal',
      Type: 'TXT',
      TTL: 60,
      ResourceRecords: values.map((Value) => ({ Value })),
    });
    assert.equal(((await asked('resolveTxt', 'long.example.internal')) as unknown[]).length, 30);
  });

  test('hosts have names, both ways', async () => {
    assert.deepEqual(await asked('resolve4', 'ip-10-0-1-10.ec2.internal'), ['10.0.1.10']);
    assert.deepEqual(await asked('resolvePtr', '10.1.0.10.in-addr.arpa'), ['ip-10-0-1-10.ec2.internal']);
    assert.equal(await asked('resolve4', 'ip-10-0-1-99.ec2.internal'), 'ENOTFOUND');
  });

  test('after a crash of the daemon names are answered again, from what was acknowledged', async () => {
    await change('CREATE', {
      Name: 'new.example.internal',
      Type: 'A',
      TTL: 60,
      ResourceRecords: [{ Value: '10.0.1.99' }],
    });
    await scene.machine.kill();
    await scene.machine.start();
    assert.deepEqual(await asked('resolve4', 'new.example.internal'), ['10.0.1.99']);
  });

  test('the system resolver and dig ask as other programs do', async () => {
    const host = required(consumer.hosts.get('10.0.1.10'));
    const run = (...argv: string[]) => scene.machine.exec(host, ...argv);
    const both = [...consumer.endpoint.addresses].sort();
    const found = await run('getent', 'ahostsv4', 'api.example.internal');
    const addresses = found.stdout.split('\n').flatMap((line) => line.split(' ')[0] || []);
    assert.deepEqual([...new Set(addresses)].sort(), both);
    // 2: there is no such name.
    assert.equal((await run('getent', 'hosts', 'none.example.internal')).code, 2);
    for (const more of [[], ['+tcp'], ['+noedns', '+nocookie'], ['+dnssec', '+bufsize=512'], ['@10.0.0.2']]) {
      const dig = await run('dig', ...more, 'API.example.internal');
      assert.match(dig.stdout, /status: NOERROR/);
      const answers = [...dig.stdout.matchAll(/^API\.example\.internal\.\s+60\s+IN\s+A\s+(\S+)$/gm)];
      assert.deepEqual(answers.map(([, address]) => address).sort(), both, more.join());
    }
    const soa = await run('dig', 'none.example.internal');
    assert.match(soa.stdout, /status: NXDOMAIN[\s\S]*^example\.internal\.\s+\d+\s+IN\s+SOA/m);
  });

  test('while the daemon is killed and starts again a question may wait, but is never answered wrongly', async () => {
    const both = [...consumer.endpoint.addresses].sort().join();
    const host = required(consumer.hosts.get('10.0.1.10'));
    const asker = scene.machine.launch(host, 'node', '-e', askOn, 'api.example.internal');
    let output = '';
    asker.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    const ended = new Promise((resolve) => asker.once('close', resolve));
    await new Promise((resolve) => asker.stderr?.once('data', resolve));
    await scene.machine.kill();
    await scene.machine.start();
    assert.deepEqual(((await asked('resolve4', 'api.example.internal')) as string[]).sort().join(), both);
    asker.stdin?.end();
    await ended;
    const outcomes = new Set(JSON.parse(output) as string[]);
    assert.ok(outcomes.delete(both));
    for (const harmless of ['ETIMEOUT', 'ECONNREFUSED']) outcomes.delete(harmless);
    assert.deepEqual([...outcomes], []);
  });

  test('a name goes with its endpoint', async () => {
    await consumer.ec2.send(
      new DeleteVpcEndpointsCommand({ VpcEndpointIds: [consumer.endpoint.endpointId] }),
    );
    assert.equal(await asked('resolve4', names[0] ?? ''), 'ENOTFOUND');
    assert.equal(await asked('resolve4', 'api.example.internal'), 'ENODATA');
    await until('the endpoint to go', async () => {
      const { VpcEndpoints } = await consumer.ec2.send(new DescribeVpcEndpointsCommand());
      return (VpcEndpoints ?? []).every(({ State }) => `${State}`.toLowerCase() === 'deleted');
    });
  });
});
