/**
 * The operator's door: HTTP with JSON on a Unix socket that only root may open. The `postern` command speaks it.
 * Nothing of the AWS API is here, and nothing here is reachable over the network.
 */
import type { AccountCredentials, CreateAccount } from './accounts.ts';
import type { Status } from './status.ts';

/** What a running daemon says of itself. */
export interface DaemonInfo {
  readonly pid: number;
  readonly instance: string;
  readonly version: string;
  /** Where the AWS API listens: `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  readonly stateDirectory: string;
  /** Whether RunInstances is on. */
  readonly instances: boolean;
  readonly startedAt: string;
}

/** Request and answer of each call, by method and path. */
export interface AdminCalls {
  readonly 'GET /info': { readonly request: undefined; readonly answer: DaemonInfo };
  readonly 'GET /status': { readonly request: undefined; readonly answer: Status };
  readonly 'GET /accounts': { readonly request: undefined; readonly answer: readonly AccountCredentials[] };
  readonly 'POST /accounts': { readonly request: CreateAccount; readonly answer: AccountCredentials };
  readonly 'POST /accounts/delete': {
    readonly request: { readonly accountId: string };
    readonly answer: object;
  };
}

export type AdminCall = keyof AdminCalls;

/** How each call is answered. */
export type AdminHandlers = {
  readonly [C in AdminCall]: (request: AdminCalls[C]['request']) => Promise<AdminCalls[C]['answer']>;
};
