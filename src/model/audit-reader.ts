/** How operations read the audit log. */
import type { AccountId } from './ids.ts';

/** What events are looked up by, as CloudTrail names it. */
export type AuditAttribute =
  | 'AccessKeyId'
  | 'EventId'
  | 'EventName'
  | 'EventSource'
  | 'ReadOnly'
  | 'ResourceName'
  | 'ResourceType'
  | 'Username';

export interface AuditQuery {
  /** Only events of this account and region. */
  readonly accountId: AccountId;
  readonly region: string;
  readonly attribute?: { readonly key: AuditAttribute; readonly value: string };
  /** Milliseconds since 1970, both inclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Events on a page. */
  readonly limit: number;
  /** The mark of the last event of the page before. */
  readonly after?: string;
}

export interface AuditPage {
  /** Newest first. */
  readonly events: readonly AuditedEvent[];
  /** Of the last event, when there are more. */
  readonly next?: string;
}

/** An event as LookupEvents shows it. */
export interface AuditedEvent {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly readOnly: boolean;
  readonly username?: string;
  readonly accessKeyId?: string;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly resources: readonly { readonly type: string; readonly name: string }[];
  /** The whole event: JSON. */
  readonly record: string;
}

export interface AuditReader {
  /** @returns undefined when `after` is no mark */
  lookup(query: AuditQuery): AuditPage | undefined;
}
