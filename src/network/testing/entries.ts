/** Entries as a planner would make them: a VPC 10.0.0.0/16 with two subnets, and instances. */
import { randomBytes } from 'node:crypto';
import { parseIpv4 } from '../../model/address.ts';
import type { InstanceId, SubnetId, VpcId } from '../../model/ids.ts';
import type { Entry } from '../../plan/entry.ts';

export interface TestVpc {
  readonly vpcId: VpcId;
  /** 10.0.1.0/24 */
  readonly subnet1: SubnetId;
  /** 10.0.2.0/24 */
  readonly subnet2: SubnetId;
  readonly entries: readonly Entry[];
}

export function testVpc(): TestVpc {
  const vpcId: VpcId = `vpc-${digits()}`;
  const subnet1: SubnetId = `subnet-${digits()}`;
  const subnet2: SubnetId = `subnet-${digits()}`;
  const entries: Entry[] = [
    network(vpcId),
    segment(vpcId, subnet1, '10.0.1.1'),
    segment(vpcId, subnet2, '10.0.2.1'),
    leg(vpcId, subnet1),
    leg(vpcId, subnet2),
  ];
  return { vpcId, subnet1, subnet2, entries };
}

export function network(vpcId: VpcId): Entry<'network'> {
  return { table: 'network', key: vpcId, value: { vpcId } };
}

export function segment(vpcId: VpcId, subnetId: SubnetId, gateway: string): Entry<'segment'> {
  return {
    table: 'segment',
    key: subnetId,
    value: { subnetId, vpcId, gateway: ipv4(gateway), prefixLength: 24 },
  };
}

export function leg(vpcId: VpcId, subnetId: SubnetId): Entry<'leg'> {
  return { table: 'leg', key: subnetId, value: { subnetId, vpcId } };
}

/** An instance in the /24 of its address, which runs the shell script. */
export function instance(
  vpc: TestVpc,
  address: string,
  script?: string,
): Entry<'instance'> & { key: InstanceId } {
  const instanceId: InstanceId = `i-${digits()}`;
  const inFirst = address.startsWith('10.0.1.');
  return {
    table: 'instance',
    key: instanceId,
    value: {
      instanceId,
      vpcId: vpc.vpcId,
      subnetId: inFirst ? vpc.subnet1 : vpc.subnet2,
      address: ipv4(address),
      prefixLength: 24,
      gateway: ipv4(inFirst ? '10.0.1.1' : '10.0.2.1'),
      mac: `02:${(randomBytes(5).toString('hex').match(/../g) ?? []).join(':')}`,
      hostname: `ip-${address.replaceAll('.', '-')}`,
      ...(script === undefined ? {} : { userData: Buffer.from(script).toString('base64') }),
    },
  };
}

/** An HTTP server on port 80 that answers with `name`. */
export function httpServer(name: string): string {
  return `#!/usr/bin/env node\nrequire('node:http').createServer((_, response) => response.end('${name}')).listen(80);\n`;
}

function digits(): string {
  return randomBytes(9).toString('hex').slice(1);
}

function ipv4(text: string): number {
  const value = parseIpv4(text);
  if (value === undefined) throw new Error(`${text} is not an address`);
  return value;
}
