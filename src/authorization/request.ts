import type { Reader } from '../model/access.ts';
import type { Caller } from '../model/caller.ts';

/** A request as authorisation sees it: decoded, authenticated, not done. */
export interface RequestFacts {
  /** The name that it was signed for: `ec2`. */
  readonly service: string;
  /** `CreateVpcEndpoint` */
  readonly operation: string;
  /** Decoded by the model. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  readonly region: string;
  /** ISO 8601 UTC. */
  readonly now: string;
  /** The address of the peer, as text. */
  readonly sourceIp: string;
  readonly userAgent?: string | undefined;
  /** Whether it came over TLS. */
  readonly isSecure: boolean;
  /** The service that makes the request on behalf of the caller: `cloudformation.amazonaws.com`. */
  readonly via?: string | undefined;
  readonly resources: Reader;
}

/** The member's text, undefined when it is not given. */
export function textOf({ input }: RequestFacts, member: string): string | undefined {
  const value = input[member];
  return typeof value === 'string' ? value : undefined;
}
