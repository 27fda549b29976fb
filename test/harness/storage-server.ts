/** An API server as `startIdentityServer` starts one, with content in a directory that goes with it. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { type Content, openContent } from '../../src/main/content.ts';
import type { ContentStore } from '../../src/model/storage-resources.ts';
import {
  type IdentityServer,
  startIdentityServer,
  type TestCredentials,
} from '../../src/server/testing/identity-server.ts';
import type { State } from '../../src/store/state.ts';

export interface StorageServer extends IdentityServer {
  readonly directory: string;
  s3(credentials?: TestCredentials, more?: object): S3Client;
  /** Names of the files that content is in, when all removals that have begun are done. */
  files(): Promise<string[]>;
}

/**
 * Instances may be asked for; there is no machine that would start them.
 * @param directory one of its own when left out
 */
export async function startStorageServer(directory?: string): Promise<StorageServer> {
  const own = directory ?? mkdtempSync(join(tmpdir(), 'postern-content-'));
  const late = lateContent(own);
  const server = await startIdentityServer({ settings: { instances: true }, content: late.store });
  const content = late.open(server.state);
  const close = server[Symbol.asyncDispose].bind(server);
  return Object.assign(server, {
    directory: own,
    s3: (credentials: TestCredentials = server.root, more: object = {}) =>
      new S3Client({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1, ...more }),
    files: async () => {
      await content.settled();
      return readdirSync(own).sort();
    },
    [Symbol.asyncDispose]: async () => {
      await content.close();
      await close();
      if (directory === undefined) rmSync(own, { recursive: true, force: true });
    },
  });
}

/** A store of content for a server that is yet to have its state. */
export function lateContent(directory: string): {
  readonly store: ContentStore;
  open(state: State): Content;
} {
  let store: ContentStore | undefined;
  const there = () => {
    if (!store) throw new Error('the content is not open yet');
    return store;
  };
  return {
    store: {
      write: (...rest) => there().write(...rest),
      open: (slices) => there().open(slices),
      readNow: (...rest) => there().readNow(...rest),
      collect: (file) => there().collect(file),
    },
    open: (state) => {
      const content = openContent(state, directory, (message) => {
        throw new Error(message);
      });
      store = content.store;
      return content;
    },
  };
}
