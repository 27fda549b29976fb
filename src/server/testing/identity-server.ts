/** An API server with every operation, two accounts in its store, and keys that are found there, as in the daemon. */
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { findKey } from '../../authorization/find-key.ts';
import { operations } from '../../operations/generated/registry.ts';
import type { ApiPorts } from '../api.ts';
import { startTestServer, type TestServer } from './server.ts';

export const account = '111111111111';
export const otherAccount = '222222222222';

/** As clients take them. */
export interface TestCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface IdentityServer extends TestServer {
  /** Of the root users of both accounts. */
  readonly root: TestCredentials;
  readonly otherRoot: TestCredentials;
  as(credentials: TestCredentials): Clients;
}

export interface Clients {
  readonly ec2: EC2Client;
  readonly elbv2: ElasticLoadBalancingV2Client;
  readonly iam: IAMClient;
  readonly sts: STSClient;
}

export async function startIdentityServer(ports: Partial<ApiPorts> = {}): Promise<IdentityServer> {
  const server = await startTestServer(operations, { findKey: (id) => findKey(server.state, id), ...ports });
  const root = await makeAccount(server, account, 'AKIAROOTONE');
  const otherRoot = await makeAccount(server, otherAccount, 'AKIAROOTTWO');
  return Object.assign(server, {
    root,
    otherRoot,
    as: (credentials: TestCredentials) => clients(server.url, credentials),
  });
}

async function makeAccount({ state }: TestServer, id: string, accessKeyId: string): Promise<TestCredentials> {
  const createdAt = '2026-01-01T00:00:00.000Z';
  const secret = `secret of the root user of ${id}`;
  await state.transact((resources) => {
    resources.put('account', { id, name: id, createdAt });
    resources.put('accessKey', { id: accessKeyId, accountId: id, secret, status: 'Active', createdAt });
  });
  return { accessKeyId, secretAccessKey: secret };
}

function clients(endpoint: string, credentials: TestCredentials): Clients {
  const settings = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  return {
    ec2: new EC2Client(settings),
    elbv2: new ElasticLoadBalancingV2Client(settings),
    iam: new IAMClient(settings),
    sts: new STSClient(settings),
  };
}
