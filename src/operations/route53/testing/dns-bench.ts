/** A VPC's resolver without sockets: resources made through the operations, questions written and read by a library. */
import assert from 'node:assert/strict';
import type {
  Change,
  ChangeResourceRecordSetsResponse,
  CreateHostedZoneResponse,
  ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import { type Answer, type DecodedPacket, decode, encode, type Packet } from 'dns-packet';
import { Responder, type ResponderPorts } from '../../../dns/responder.ts';
import { dnsHealthOf } from '../../../model/dns-health.ts';
import { uncheckedHealth } from '../../../model/target-health.ts';
import { type InvokeOptions, testBench } from '../../testing/invoke.ts';
import { networkOf } from '../../testing/network.ts';
import { AssociateVPCWithHostedZone } from '../AssociateVPCWithHostedZone.ts';
import { ChangeResourceRecordSets } from '../ChangeResourceRecordSets.ts';
import { CreateHostedZone } from '../CreateHostedZone.ts';

export interface ShortAnswer {
  readonly code: string;
  /** `name type data`, in order. */
  readonly answers: readonly string[];
  readonly authority: readonly string[];
}

/** @param ports what differs from a resolver without upstream, where everything is healthy */
export function dnsBench(ports: Partial<ResponderPorts> = {}) {
  const bench = testBench();
  const network = networkOf(bench);
  let references = 0;
  const responder = new Responder({
    resources: bench.resources,
    health: dnsHealthOf(bench.resources, uncheckedHealth),
    upstream: undefined,
    random: () => 0.5,
    now: () => 0,
    report: (error) => {
      throw error;
    },
    ...ports,
  });
  /** What the daemon tells at each commit. */
  const changed = () =>
    responder.changed([{ kind: 'recordSet', id: '', before: undefined, after: undefined }]);

  const vpc = (cidr?: string, overrides?: Partial<InvokeOptions>): string => {
    const id = networkOf(bench, overrides).vpc(cidr);
    const record = bench.resources.get('vpc', id);
    assert.ok(record);
    bench.resources.put('vpc', { ...record, enableDnsHostnames: true });
    return id;
  };
  /** @returns the zone's id; private when a VPC is given */
  const zone = (Name: string, vpcId?: string, overrides?: Partial<InvokeOptions>): string => {
    references += 1;
    const input = {
      Name,
      CallerReference: String(references),
      ...(vpcId !== undefined && { VPC: { VPCId: vpcId, VPCRegion: 'us-east-1' } }),
    };
    const made = bench.invoke<CreateHostedZoneResponse>(CreateHostedZone, input, overrides);
    changed();
    return made.HostedZone?.Id ?? '';
  };
  const associate = (HostedZoneId: string, VPCId: string) => {
    bench.invoke(AssociateVPCWithHostedZone, { HostedZoneId, VPC: { VPCId, VPCRegion: 'us-east-1' } });
    changed();
  };
  const change = (HostedZoneId: string, Changes: readonly Change[], overrides?: Partial<InvokeOptions>) => {
    const input = { HostedZoneId, ChangeBatch: { Changes } };
    const answer = bench.invoke<ChangeResourceRecordSetsResponse>(ChangeResourceRecordSets, input, overrides);
    changed();
    return answer;
  };
  /** `<name> <type> <value>`, several values of a set apart by `|`. */
  const add = (zoneId: string, ...lines: string[]) => {
    change(
      zoneId,
      lines.map((line) => ({ Action: 'CREATE', ResourceRecordSet: recordOf(line) })),
    );
  };

  /** The answer as bytes. */
  const send = (vpcId: string | undefined, message: Uint8Array, transport: 'udp' | 'tcp' = 'udp') =>
    responder.answer(message, vpcId, transport);
  /** The answer to a question, decoded. */
  const askFully = (vpcId: string, name: string, type: string, packet: Packet = {}): DecodedPacket => {
    const question = { name, type: type as 'A' };
    const answer = send(
      vpcId,
      encode({ id: 7, flags: 0x100, type: 'query', questions: [question], ...packet }),
    );
    assert.ok(answer instanceof Uint8Array);
    return decode(Buffer.from(answer));
  };
  const ask = (vpcId: string, name: string, type = 'A'): ShortAnswer =>
    shortened(askFully(vpcId, name, type));
  return { ...bench, network, responder, vpc, zone, associate, change, add, send, ask, askFully, changed };
}

/** What matters of an answer, as text. */
export function shortened({
  answers = [],
  authorities = [],
  rcode,
}: DecodedPacket & { rcode?: string }): ShortAnswer {
  return { code: String(rcode), answers: answers.map(line), authority: authorities.map(line) };
}

function line(record: Answer): string {
  const data = 'data' in record ? record.data : '';
  return `${record.name} ${record.type} ${typeof data === 'string' ? data : text(data)}`;
}

function text(data: unknown): string {
  if (Array.isArray(data)) return data.map((part) => String(part)).join('|');
  if (data instanceof Uint8Array) return Buffer.from(data).toString('hex');
  const { mname, serial, ...rest } = data as { mname?: string; serial?: number };
  return mname === undefined ? JSON.stringify(rest) : `${mname} ${serial}`;
}

function recordOf(line: string): ResourceRecordSet {
  const [Name = '', Type = '', ...rest] = line.split(' ');
  const values = rest.join(' ').split('|');
  return {
    Name,
    Type: Type as ResourceRecordSet['Type'] & string,
    TTL: 300,
    ResourceRecords: values.map((Value) => ({ Value })),
  };
}
