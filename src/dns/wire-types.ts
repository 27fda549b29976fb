/** Numbers of the DNS protocol. @see https://www.iana.org/assignments/dns-parameters */
import type { RecordType } from '../model/dns-resources.ts';

export const typeNumbers: Readonly<Record<RecordType, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  NAPTR: 35,
  DS: 43,
  SSHFP: 44,
  TLSA: 52,
  SVCB: 64,
  HTTPS: 65,
  SPF: 99,
  CAA: 257,
};

const byNumber: ReadonlyMap<number, RecordType> = new Map(
  // The keys of the record above.
  Object.entries(typeNumbers).map(([name, number]) => [number, name as RecordType]),
);

/** The type that zones can hold, undefined for all others. */
export function recordTypeOf(number: number): RecordType | undefined {
  return byNumber.get(number);
}

export const otherTypes = { HINFO: 13, OPT: 41, IXFR: 251, AXFR: 252, ANY: 255 } as const;
export const classIn = 1;

export const responseCodes = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  BADVERS: 16,
} as const;

export type ResponseCode = keyof typeof responseCodes;
