/** CloudFormation over the wire beside an S3 with content, from which templates are read. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type StacksBench, stacksBenchOn } from '../../src/main/testing/stacks.ts';
import { type StorageServer, startStorageServer } from './storage-server.ts';

export interface StorageStacksBench extends StacksBench {
  readonly server: StorageServer;
  readonly s3: S3Client;
  /** What clients of the root user are made with. */
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: StorageServer['root'];
    readonly maxAttempts: number;
  };
  /** Puts a template into the bucket `templates`. @returns its URL */
  put(key: string, body: string): Promise<string>;
}

export async function storageStacksBench(): Promise<StorageStacksBench> {
  const server = await startStorageServer();
  const settings = { endpoint: server.url, region: 'us-east-1', credentials: server.root, maxAttempts: 1 };
  const s3 = server.s3(server.root, { forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
  return {
    ...stacksBenchOn(server, () => new CloudFormationClient(settings)),
    server,
    s3,
    settings,
    put: async (Key, Body) => {
      await s3.send(new PutObjectCommand({ Bucket: 'templates', Key, Body }));
      return `${server.url}/templates/${Key}`;
    },
  };
}
