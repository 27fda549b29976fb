/** How many requests a second the API answers on one core, beside moto's server that keeps the same records. */
import { execFileSync } from 'node:child_process';
import { callAdmin } from '../src/admin/admin-client.ts';
import { settingsFrom } from '../src/main/settings.ts';
import type { SignedRequest } from '../src/wire/sigv4/signed-request.ts';
import { type ApiParty, openParty, query } from './api-party.ts';
import type { Cleanup } from './cleanup.ts';
import { type LoadResult, load } from './load.ts';
import { motoVersion, startMoto } from './moto.ts';
import { openService, startPostern } from './postern.ts';
import type { Progress } from './progress.ts';
import { median, medianRatio } from './statistics.ts';

export const apiOperations = ['DescribeVpcEndpoints', 'CreateVpcEndpoint', 'CreateTags'] as const;
export type ApiOperation = (typeof apiOperations)[number];

/** Medians of the rounds. */
export interface ApiFigures {
  readonly perSecond: number;
  readonly p99Ms: number;
}

export interface ApiResult {
  readonly endpoints: number;
  readonly operations: Readonly<Record<ApiOperation, ApiRow>>;
}

export interface ApiRow {
  readonly postern: ApiFigures;
  /** null when it is not installed. */
  readonly moto: ApiFigures | null;
  /** The median of the rounds' ratios of Postern's rate to moto's. */
  readonly ratio: number | null;
}

export interface ApiOptions {
  readonly endpoints: number;
  readonly rounds: number;
  /** Time that each measurement takes. */
  readonly seconds: number;
}

/** DescribeVpcEndpoints answers with a thousand. */
export const fullApi: ApiOptions = { endpoints: 1000, rounds: 5, seconds: 2 };

const serverCore = 0;
const clientCore = 1;
const connections = 16;

export async function measureApi(
  cleanup: Cleanup,
  progress: Progress,
  { endpoints, rounds, seconds }: ApiOptions,
): Promise<ApiResult> {
  progress.step(`API: a consumer with ${endpoints} endpoints`);
  pin(cleanup);
  const postern = await openPostern(cleanup, endpoints);
  const moto = await openMoto(cleanup, progress, endpoints);
  const samples = new Map<string, LoadResult[]>();
  for (let round = 0; round < rounds; round += 1) {
    progress.step(`API: round ${round + 1} of ${rounds}`);
    for (const operation of apiOperations) {
      for (const [name, party] of [
        ['postern', postern],
        ['moto', moto],
      ] as const) {
        if (party === undefined) continue;
        const result = await measure(party, operation, seconds);
        const key = `${name} ${operation}`;
        samples.set(key, [...(samples.get(key) ?? []), result]);
        progress.line(
          `${operation}, ${name}: ${result.perSecond.toFixed(0)}/s, p99 ${result.p99Ms.toFixed(1)} ms`,
        );
      }
    }
  }
  const rows = apiOperations.map((operation) => [operation, row(samples, operation)] as const);
  // One row for each operation, by the line above.
  return { endpoints, operations: Object.fromEntries(rows) as ApiResult['operations'] };
}

function row(samples: ReadonlyMap<string, readonly LoadResult[]>, operation: ApiOperation): ApiRow {
  const postern = samples.get(`postern ${operation}`) ?? [];
  const moto = samples.get(`moto ${operation}`) ?? [];
  const rate = (results: readonly LoadResult[]) => results.map(({ perSecond }) => perSecond);
  return {
    postern: figures(postern),
    moto: moto.length === 0 ? null : figures(moto),
    ratio: medianRatio(rate(postern), rate(moto)) ?? null,
  };
}

function figures(results: readonly LoadResult[]): ApiFigures {
  return {
    perSecond: median(results.map(({ perSecond }) => perSecond)),
    p99Ms: median(results.map(({ p99Ms }) => p99Ms)),
  };
}

async function measure(party: ApiParty, operation: ApiOperation, seconds: number): Promise<LoadResult> {
  const requests = await requestsFor(party, operation);
  let at = 0;
  const next = () => {
    at = (at + 1) % requests.length;
    // The index is below the length, and there is at least one.
    return requests[at] as SignedRequest;
  };
  return await load({ endpoint: party.endpoint, connections, seconds, next });
}

/** Requests to send in turn. Tags get other values each time, so that each request has something to write. */
async function requestsFor(party: ApiParty, operation: ApiOperation): Promise<SignedRequest[]> {
  const { vpcId, subnetId, groupId, serviceName, endpointIds } = party;
  switch (operation) {
    case 'DescribeVpcEndpoints':
      return [await query(party, operation, { MaxResults: '1000' })];
    case 'CreateVpcEndpoint':
      return [
        await query(party, operation, {
          VpcEndpointType: 'Interface',
          VpcId: vpcId,
          ServiceName: serviceName,
          'SubnetId.1': subnetId,
          'SecurityGroupId.1': groupId,
        }),
      ];
    case 'CreateTags':
      return await Promise.all(
        endpointIds.map((id, at) =>
          query(party, operation, {
            'ResourceId.1': id,
            'Tag.1.Key': 'round',
            'Tag.1.Value': `${performance.now().toFixed(0)}-${at}`,
          }),
        ),
      );
  }
}

async function openPostern(cleanup: Cleanup, endpoints: number): Promise<ApiParty> {
  const { instance, machine } = await startPostern(cleanup);
  const { provider, service } = await openService(machine);
  const { pid } = await callAdmin(settingsFrom({ instance }).adminSocket, 'GET /info');
  execFileSync('taskset', ['-acp', String(serverCore), String(pid)], { stdio: 'ignore' });
  const keys = {
    accessKeyId: (await provider.ec2.config.credentials()).accessKeyId,
    secretAccessKey: (await provider.ec2.config.credentials()).secretAccessKey,
  };
  return await openParty(machine.endpoint, keys, service.serviceName, endpoints);
}

async function openMoto(
  cleanup: Cleanup,
  progress: Progress,
  endpoints: number,
): Promise<ApiParty | undefined> {
  const version = motoVersion();
  if (version === undefined) {
    progress.fail('moto', new Error('moto_server is not installed: there is nothing to compare with'));
    return undefined;
  }
  progress.line(`moto ${version}`);
  const endpoint = await startMoto(cleanup, serverCore);
  const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };
  return await openParty(endpoint, keys, 'com.amazonaws.us-east-1.sns', endpoints);
}

/** Keeps this process, which sends the requests, off the core of the servers. */
function pin(cleanup: Cleanup): void {
  const affinity = (cores: string) =>
    execFileSync('taskset', ['-acp', cores, String(process.pid)], { stdio: 'ignore' });
  cleanup.add(() => affinity('0-1'));
  affinity(String(clientCore));
}
