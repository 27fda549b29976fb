/**
 * Resources written as lines, for tests:
 *
 *     vpc vpc-p cidr=10.0.0.0/16 dns=on
 *     subnet subnet-p1 vpc=vpc-p cidr=10.0.1.0/24 zone=a
 *     sg sg-1 vpc=vpc-c rules=tcp:80-90:10.0.0.0/16,-1:*:sg-2,>tcp:80-80:10.0.0.0/16
 *     pl pl-1 entries=10.0.0.0/16,10.1.0.0/16
 *     eni eni-n1 subnet=subnet-p1 ip=10.0.1.50 of=nlb sgs=sg-1
 *     nlb nlb-1 nodes=eni-n1 secondary=10.0.1.51,10.0.1.52 sgs=sg-1 enforce=off
 *     group tg-1 vpc=vpc-p type=ip targets=10.0.1.10:8080@a check=protocol:HTTP,path:/ set=stickiness.enabled:true
 *     listener l-1 nlb=nlb-1 port=80 group=tg-1*2,tg-2*1 protocol=TCP_UDP
 *     service vpce-svc-1 nlbs=nlb-1 tags=max-bandwidth:8Mbit/s
 *     endpoint vpce-1 service=vpce-svc-1 state=available epoch=0 enis=eni-c1 sgs=sg-1 serviceRegion=eu-west-1
 *     instance i-1 eni=eni-i state=running userData=ZWNobwo=
 *
 * A line stands after those it refers to. Lines that are empty or start with `#` do not count.
 */
import type { Change } from '../../model/access.ts';
import { parseIpv4 } from '../../model/address.ts';
import type * as balancing from '../../model/load-balancing-resources.ts';
import type { PrefixList } from '../../model/network-resources.ts';
import type { Tag } from '../../model/owned.ts';
import type * as model from '../../model/resources.ts';
import { Resources } from './resources.ts';

/** The resources that the lines describe. */
export function worldOf(text: string): Resources {
  const resources = new Resources();
  for (const line of text.split('\n')) putLine(resources, line);
  return resources;
}

/** Puts what one line describes. @returns the change, undefined for a line that does not count */
export function putLine(resources: Resources, line: string): Change | undefined {
  if (line.trim() === '' || line.startsWith('#')) return undefined;
  const [word = '', id = '', ...pairs] = line.trim().split(/\s+/);
  const fields = new Map(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));
  const describe = words[word];
  if (!describe) throw new Error(`no word ${word}`);
  return describe(resources, id, fields);
}

type Fields = ReadonlyMap<string, string>;

const owned = {
  accountId: '111122223333',
  region: 'us-east-1',
  tags: [],
  createdAt: '2026-01-01T00:00:00.000Z',
};

const words: Readonly<Record<string, (resources: Resources, id: string, fields: Fields) => Change>> = {
  vpc: (resources, id, fields) =>
    resources.put('vpc', {
      ...owned,
      id,
      cidr: text(fields, 'cidr'),
      isDefault: false,
      enableDnsSupport: fields.get('dns') !== 'off',
      enableDnsHostnames: false,
      instanceTenancy: 'default',
    } as model.Vpc),
  subnet: (resources, id, fields) =>
    resources.put('subnet', {
      ...owned,
      id,
      vpcId: text(fields, 'vpc'),
      cidr: text(fields, 'cidr'),
      ...zone(text(fields, 'zone')),
      mapPublicIpOnLaunch: false,
    } as model.Subnet),
  sg: (resources, id, fields) =>
    resources.put('securityGroup', {
      ...owned,
      id,
      vpcId: text(fields, 'vpc'),
      name: id,
      description: id,
      rules: list(fields, 'rules').map(rule),
    } as model.SecurityGroup),
  pl: (resources, id, fields) =>
    resources.put('prefixList', {
      ...owned,
      id,
      entries: list(fields, 'entries').map((cidr) => ({ cidr })),
    } as unknown as PrefixList),
  eni: (resources, id, fields) => {
    const subnet = resources.get('subnet', text(fields, 'subnet'));
    const ip = text(fields, 'ip');
    return resources.put('networkInterface', {
      ...owned,
      id,
      vpcId: subnet?.vpcId,
      subnetId: text(fields, 'subnet'),
      zone: subnet?.zone,
      zoneId: subnet?.zoneId,
      privateIp: ip,
      mac: macOf(id, ip),
      description: '',
      securityGroupIds: list(fields, 'sgs'),
      attachment: { kind: attachmentKinds[text(fields, 'of')] },
    } as unknown as model.NetworkInterface);
  },
  nlb: (resources, id, fields) =>
    resources.put('loadBalancer', {
      ...owned,
      id,
      name: id,
      token: id,
      scheme: 'internal',
      state: 'active',
      securityGroupIds: list(fields, 'sgs'),
      enforceInboundRulesOnPrivateLink: fields.get('enforce') !== 'off',
      attributes: attributes(fields),
      nodes: list(fields, 'nodes').map((eni) => ({
        ...node(resources, eni),
        ...(fields.has('secondary') && { secondaryIps: list(fields, 'secondary') }),
      })),
    } as unknown as balancing.LoadBalancer),
  group: (resources, id, fields) =>
    resources.put('targetGroup', {
      ...owned,
      id,
      name: id,
      vpcId: text(fields, 'vpc'),
      protocol: fields.get('protocol') ?? 'TCP',
      port: 80,
      targetType: text(fields, 'type'),
      attributes: attributes(fields),
      healthCheck: {
        enabled: true,
        protocol: 'TCP',
        port: 'traffic-port',
        intervalSeconds: 30,
        timeoutSeconds: 10,
        healthyThreshold: 5,
        unhealthyThreshold: 2,
        ...healthCheck(fields),
      },
      targets: list(fields, 'targets').map(target),
    } as unknown as balancing.TargetGroup),
  listener: (resources, id, fields) =>
    resources.put('listener', {
      ...owned,
      id,
      loadBalancerArn: text(fields, 'nlb'),
      protocol: fields.get('protocol') ?? 'TCP',
      port: Number(text(fields, 'port')),
      targetGroups: list(fields, 'group').map((written) => {
        const [, arn = written, weight = '1'] = /^(.*)\*(\d+)$/.exec(written) ?? [];
        return { arn, weight: Number(weight) };
      }),
      attributes: attributes(fields),
    } as unknown as balancing.Listener),
  service: (resources, id, fields) =>
    resources.put('endpointService', {
      ...owned,
      id,
      name: id,
      state: 'Available',
      acceptanceRequired: true,
      tags: tags(fields),
      loadBalancerArns: list(fields, 'nlbs'),
      permissions: [],
    } as unknown as model.EndpointService),
  endpoint: (resources, id, fields) =>
    resources.put('endpoint', {
      ...owned,
      id,
      serviceId: text(fields, 'service'),
      ...(fields.has('serviceRegion') && { serviceRegion: text(fields, 'serviceRegion') }),
      state: text(fields, 'state'),
      epoch: Number(text(fields, 'epoch')),
      connectionTags: tags(fields),
      networkInterfaceIds: list(fields, 'enis'),
      securityGroupIds: list(fields, 'sgs'),
    } as unknown as model.Endpoint),
  instance: (resources, id, fields) => {
    const networkInterface = resources.get('networkInterface', text(fields, 'eni'));
    return resources.put('instance', {
      ...owned,
      id,
      vpcId: networkInterface?.vpcId,
      subnetId: networkInterface?.subnetId,
      networkInterfaceId: text(fields, 'eni'),
      privateIp: networkInterface?.privateIp ?? '10.0.0.9',
      securityGroupIds: networkInterface?.securityGroupIds ?? [],
      state: text(fields, 'state'),
      ...(fields.has('userData') && { userData: text(fields, 'userData') }),
    } as unknown as model.Instance);
  },
};

const attachmentKinds: Readonly<Record<string, string>> = {
  nlb: 'loadBalancer',
  endpoint: 'endpoint',
  instance: 'instance',
};

/** `tags=max-connections:20`: of those with the prefix `postern:`; of an endpoint, those of its connection. */
function tags(fields: Fields): readonly Tag[] {
  return list(fields, 'tags').map((pair) => {
    const [key, value = ''] = pair.split(':');
    return { key: `postern:${key}`, value };
  });
}

/** `check=protocol:HTTP,path:/healthy,intervalSeconds:5` */
function healthCheck(fields: Fields): object {
  return Object.fromEntries(
    list(fields, 'check').map((pair) => {
      const [, name = '', value = ''] = /^(\w+):(.*)$/.exec(pair) ?? [];
      return [name, /^\d+$/.test(value) && name !== 'port' && name !== 'matcher' ? Number(value) : value];
    }),
  );
}

/** `set=stickiness.enabled:true,deregistration_delay.timeout_seconds:0` */
function attributes(fields: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(list(fields, 'set').map((pair) => pair.split(':') as [string, string]));
}

function text(fields: Fields, name: string): string {
  const value = fields.get(name);
  if (value === undefined) throw new Error(`${name}= is missing`);
  return value;
}

function list(fields: Fields, name: string): readonly string[] {
  return (fields.get(name) ?? '').split(',').filter((part) => part !== '');
}

function zone(letter: string): { readonly zone: string; readonly zoneId: string } {
  return { zone: `us-east-1${letter}`, zoneId: `use1-az${'abc'.indexOf(letter) + 1}` };
}

/** `protocol:ports:source`, where ports are `first-last` or `*`; `>` before it for what goes out. */
function rule(written: string, at: number): model.SecurityGroupRule {
  const [protocol = '', ports = '', source = ''] = written.replace(/^>/, '').split(/:([^:]*):(.*)/s);
  const [fromPort, toPort] = ports === '*' ? [-1, -1] : ports.split('-').map(Number);
  return {
    id: `sgr-${at}`,
    direction: written.startsWith('>') ? 'egress' : 'ingress',
    protocol,
    fromPort,
    toPort,
    source: sourceOf(source),
    tags: [],
  } as model.SecurityGroupRule;
}

function sourceOf(source: string): model.RuleSource {
  if (source.startsWith('sg-'))
    return { kind: 'group', groupId: source as 'sg-1', accountId: owned.accountId };
  if (source.startsWith('pl-')) return { kind: 'prefixList', prefixListId: source as 'pl-1' };
  return source.includes(':') ? { kind: 'cidr6', cidr: source } : { kind: 'cidr4', cidr: source };
}

/** A node at an interface that is not there is somewhere else. */
function node(resources: Resources, eni: string): balancing.LoadBalancerNode {
  const elsewhere = { subnetId: 'subnet-gone', ...zone('a'), privateIp: '10.0.0.8' } as const;
  const { subnetId, zone: name, zoneId, privateIp } = resources.get('networkInterface', eni) ?? elsewhere;
  return { subnetId, zone: name, zoneId, privateIp, networkInterfaceId: eni as 'eni-1' };
}

/** `id:port@zone`, with `~` behind it when it is draining. */
function target(written: string): balancing.Target {
  const [, id = '', port = '', letter = ''] = /^(.*):(\d+)@(\w+)~?$/.exec(written) ?? [];
  const place = { id, port: Number(port), zone: letter === 'all' ? 'all' : zone(letter).zone };
  return written.endsWith('~') ? { ...place, drainingUntil: '2099-01-01T00:00:00.000Z' } : place;
}

/** Another one for each interface, also where addresses are the same. */
function macOf(id: string, ip: string): string {
  const sum = [...id].reduce((so, character) => (so * 31 + character.charCodeAt(0)) % 251, 7);
  const bytes = [2, sum, ...[24, 16, 8, 0].map((shift) => ((parseIpv4(ip) ?? 0) >>> shift) & 255)];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}
