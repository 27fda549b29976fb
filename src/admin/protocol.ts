/**
 * The operator's door: HTTP with JSON on a Unix socket that only root may open. The `postern` command speaks it.
 * Nothing of the AWS API is here, and nothing here is reachable over the network.
 */
import type { AccountCredentials, CreateAccount, ListedAccount } from './accounts.ts';
import type { KeyName, KeyOwner, KeyView, NewKey, RotatedKey } from './keys.ts';
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
  /** Text, not JSON. */
  readonly 'GET /metrics': { readonly request: undefined; readonly answer: string };
  readonly 'GET /accounts': { readonly request: undefined; readonly answer: readonly ListedAccount[] };
  readonly 'POST /accounts': { readonly request: CreateAccount; readonly answer: AccountCredentials };
  readonly 'POST /accounts/delete': {
    readonly request: { readonly accountId: string };
    readonly answer: object;
  };
  readonly 'POST /keys/list': {
    readonly request: { readonly accountId: string };
    readonly answer: readonly KeyView[];
  };
  readonly 'POST /keys': { readonly request: KeyOwner; readonly answer: NewKey };
  readonly 'POST /keys/rotate': { readonly request: KeyOwner; readonly answer: RotatedKey };
  readonly 'POST /keys/status': {
    readonly request: KeyName & { readonly status: 'Active' | 'Inactive' };
    readonly answer: KeyView;
  };
  readonly 'POST /keys/delete': { readonly request: KeyName; readonly answer: object };
}

export type AdminCall = keyof AdminCalls;

/** How each call is answered. */
export type AdminHandlers = {
  readonly [C in AdminCall]: (request: AdminCalls[C]['request']) => Promise<AdminCalls[C]['answer']>;
};
