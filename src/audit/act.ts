import type { AuditReader } from '../model/audit-reader.ts';
import type { Caller } from '../model/caller.ts';
import type { OperationShape } from '../wire/service.ts';

/** A call that changed something or tried to: what an event is made of. */
export interface Act {
  readonly requestId: string;
  /** When the request came, ISO 8601 UTC. */
  readonly now: string;
  /** As requests are signed for it: `ec2`. */
  readonly service: string;
  readonly shape: OperationShape;
  readonly region: string;
  /** undefined: the request needed no signature. */
  readonly caller: Caller | undefined;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
  /** The service that made the call on behalf of the caller: `cloudformation.amazonaws.com`. */
  readonly via?: string | undefined;
  /** undefined when it could not be read. */
  readonly input: Readonly<Record<string, unknown>> | undefined;
  /** undefined when it was refused. */
  readonly output: object | undefined;
  readonly refusal: { readonly code: string; readonly message: string } | undefined;
}

export interface Audit extends AuditReader {
  /** Resolves when the answer may go. Never rejects. */
  record(act: Act): Promise<void>;
}
