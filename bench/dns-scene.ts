/** A VPC with a client, with unbound beside Postern's resolver, and with zones. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { callAdmin } from '../src/admin/admin-client.ts';
import { createNetwork, type Network, region, required, startHost, until } from '../src/demo/world.ts';
import { settingsFrom } from '../src/main/settings.ts';
import type { Cleanup } from './cleanup.ts';
import { unboundServer, watcher } from './dns-programs.ts';
import { type Postern, startPostern } from './postern.ts';
import { idle } from './programs.ts';

export const resolverAddress = '10.0.0.2';
export const unboundAddress = '10.0.1.11';
const clientAddress = '10.0.1.10';
/** Requests that fill the zones at a time. */
const fillersMax = 16;

export interface DnsScene extends Postern {
  readonly consumer: Network;
  readonly clientId: string;
  readonly route53: Route53Client;
  /** Milliseconds of processor time that each has had. */
  resolverCpuMs(): Promise<number>;
  unboundCpuMs(): number;
  /** Keeps the daemon on the first core; again after each start. */
  pin(): Promise<void>;
  /** Resolves when the client has the address for the name. Calls must not overlap. */
  seen(name: string, address: string): Promise<void>;
}

export async function openDnsScene(
  cleanup: Cleanup,
  zones: number,
  recordsPerZone: number,
): Promise<DnsScene> {
  const postern = await startPostern(cleanup);
  const { instance, machine } = postern;
  const consumer = await createNetwork(machine, 'consumer');
  await consumer.ec2.send(
    new ModifyVpcAttributeCommand({ VpcId: consumer.vpcId, EnableDnsHostnames: { Value: true } }),
  );
  const clientId = await startHost(consumer, clientAddress, idle);
  const name = `unbound-${randomBytes(4).toString('hex')}`;
  await startHost(consumer, unboundAddress, unboundServer(name, zones, recordsPerZone));
  await until('unbound to answer', async () => {
    const { code } = await machine.exec(
      clientId,
      'dig',
      '+tries=1',
      '+time=1',
      `@${unboundAddress}`,
      'host0.zone0.internal',
    );
    return code === 0;
  });
  const daemon = async () => (await callAdmin(settingsFrom({ instance }).adminSocket, 'GET /info')).pid;
  const { credentials } = consumer.ec2.config;
  return {
    ...postern,
    consumer,
    clientId,
    route53: new Route53Client({ endpoint: machine.endpoint, region, credentials }),
    resolverCpuMs: async () => processorMs(await daemon()),
    unboundCpuMs: () => processorMs(processOf(`/tmp/${name}.conf`)),
    pin: async () => void execFileSync('taskset', ['-acp', '0', String(await daemon())], { stdio: 'ignore' }),
    seen: await startWatcher(cleanup, postern, clientId),
  };
}

/** Makes the zones of the VPC, each with its records: `host0.zone0.internal` and so on. */
export async function fillZones(
  { route53, consumer }: DnsScene,
  zones: number,
  recordsPerZone: number,
  progress: (zones: number) => void,
): Promise<void> {
  let next = 0;
  const fill = async () => {
    for (let zone = next++; zone < zones; zone = next++) {
      const id = await createZone(route53, consumer.vpcId, zone);
      for (let host = 0; host < recordsPerZone; host += batchRecords) {
        await createRecords(route53, id, zone, host, Math.min(recordsPerZone, host + batchRecords));
      }
      if (zone % 1000 === 999) progress(zone + 1);
    }
  };
  await Promise.all(Array.from({ length: fillersMax }, fill));
}

/** What one change batch may have. */
const batchRecords = 1000;

async function createZone(route53: Route53Client, VPCId: string, zone: number): Promise<string> {
  const { HostedZone } = await route53.send(
    new CreateHostedZoneCommand({
      Name: `zone${zone}.internal`,
      CallerReference: String(zone),
      VPC: { VPCId, VPCRegion: region },
    }),
  );
  return required(HostedZone?.Id);
}

async function createRecords(
  route53: Route53Client,
  HostedZoneId: string,
  zone: number,
  from: number,
  to: number,
): Promise<void> {
  const Changes = Array.from({ length: to - from }, (_, at) => ({
    Action: 'CREATE' as const,
    ResourceRecordSet: {
      Name: `host${from + at}.zone${zone}.internal`,
      Type: 'A' as const,
      TTL: 60,
      ResourceRecords: [{ Value: `10.${zone % 250}.${zone >> 8}.${(from + at) % 256}` }],
    },
  }));
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
}

async function startWatcher(
  cleanup: Cleanup,
  { machine }: Postern,
  clientId: string,
): Promise<DnsScene['seen']> {
  let close = () => {};
  cleanup.add(() => close());
  const child = machine.launch(clientId, 'node', '-e', watcher);
  close = () => void child.stdin?.end();
  // All three are pipes, as `launch` says.
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  const expect = async (word: string) => {
    const line = await lines.next();
    if (line.value !== word)
      throw new Error(`the client said '${line.value ?? 'nothing more'}', not '${word}'`);
  };
  await expect('ready');
  return async (name, address) => {
    child.stdin?.write(`${resolverAddress} ${name} ${address}\n`);
    await expect('seen');
  };
}

/** User and system time, in the kernel's ticks of 10 ms. @see proc_pid_stat(5) */
function processorMs(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The process that is unbound and has the argument. */
function processOf(argument: string): number {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const parts = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0');
      if (parts[0] === 'unbound' && parts.includes(argument)) return Number(entry);
    } catch {
      // It has just ended.
    }
  }
  throw new Error(`no unbound with ${argument} runs`);
}
