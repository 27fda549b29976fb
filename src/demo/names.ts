/** The demo's end: the consumer gives the endpoint a name of its own, in a zone that only its VPC sees. */
import { DescribeVpcEndpointsCommand, type DnsEntry } from '@aws-sdk/client-ec2';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { type Cast, clients, readAnswer } from './checks.ts';
import { type Endpoint, type Network, region, required, zones } from './world.ts';

const zoneName = 'example.internal';
/** The name that the consumer gives the endpoint. */
export const hostName = `api.${zoneName}`;
/** The name that the consumer's stack gives it, in a zone of its own. */
const stackName = 'shop.example.com';
/** A client that does not get a first answer asks again after 5 s. */
const curlSeconds = '8';

/** The names of AWS's for the endpoint, a name of the consumer's own, and that nobody else has it. */
export async function checkNames(cast: Cast, endpoint: Endpoint): Promise<void> {
  const { report, consumer, stranger } = cast;
  report.step(`The consumer names the endpoint ${hostName}, in a private zone of its VPC`);
  const [regional, ...zonal] = await entriesOf(consumer, endpoint);
  await createAlias(cast, required(regional));

  const outputs = await Promise.all(
    zones.flatMap((_, at) =>
      [stackName, hostName, required(zonal[at]?.DnsName)].map((name) => get(cast, at, name)),
    ),
  );
  for (const [at, zone] of zones.entries()) {
    const [ofStack, own, generated] = outputs.slice(3 * at);
    report.check(
      `${zone}: the client ${clients[at]} reaches the service by the name that the stack gave it`,
      endpoint.addresses.some((address) => address === ofStack?.address),
      `${ofStack?.evidence}`,
    );
    report.check(
      `${zone}: the client ${clients[at]} reaches the service by the name that the consumer gives it`,
      endpoint.addresses.some((address) => address === own?.address),
      `${own?.evidence}`,
    );
    report.check(
      `${zone}: the endpoint's own name for the zone leads to its address there, ${endpoint.addresses[at]}`,
      generated?.address === endpoint.addresses[at],
      `${generated?.evidence}`,
    );
  }
  const [own, other] = await Promise.all([dig(cast, consumer), dig(cast, stranger)]);
  report.check(
    "in the stranger's VPC there is no such name",
    own.status === 'NOERROR' && other.status === 'NXDOMAIN',
    `dig ${hostName} -> consumer: ${own.status}, ${own.addresses.join(' and ')}; stranger: ${other.status}`,
  );
}

/** First the regional name, then that of each zone. */
async function entriesOf(consumer: Network, { endpointId }: Endpoint): Promise<DnsEntry[]> {
  const { VpcEndpoints } = await consumer.ec2.send(
    new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpointId] }),
  );
  return required(VpcEndpoints?.[0]?.DnsEntries);
}

async function createAlias({ machine, consumer }: Cast, { HostedZoneId, DnsName }: DnsEntry): Promise<void> {
  const { credentials } = consumer.ec2.config;
  const route53 = new Route53Client({ endpoint: machine.endpoint, region, credentials });
  const { HostedZone } = await route53.send(
    new CreateHostedZoneCommand({
      Name: zoneName,
      CallerReference: zoneName,
      VPC: { VPCId: consumer.vpcId, VPCRegion: region },
    }),
  );
  await route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: HostedZone?.Id,
      ChangeBatch: {
        Changes: [
          {
            Action: 'CREATE',
            ResourceRecordSet: {
              Name: hostName,
              Type: 'A',
              AliasTarget: { HostedZoneId, DNSName: DnsName, EvaluateTargetHealth: true },
            },
          },
        ],
      },
    }),
  );
}

/** What the zone's client gets, and the address that the name led to; none when there was no answer of a server. */
async function get(
  { machine, consumer }: Cast,
  at: number,
  name: string,
): Promise<{ readonly address: string | undefined; readonly evidence: string }> {
  const host = required(consumer.hosts.get(required(clients[at])));
  const { code, stdout } = await machine.exec(
    host,
    ...['curl', '-s', '-m', curlSeconds, '-w', '%{remote_ip}', `http://${name}/`],
  );
  const [body = '', address] = stdout.split('\n');
  const answered = code === 0 && readAnswer(body) !== undefined;
  return {
    address: answered ? address : undefined,
    evidence: `curl http://${name}/ -> ${answered ? `${address} ${body}` : `exit code ${code}`}`,
  };
}

async function dig(
  { machine }: Cast,
  { hosts }: Network,
): Promise<{ readonly status: string; readonly addresses: readonly string[] }> {
  const [host] = hosts.values();
  const { stdout } = await machine.exec(required(host), 'dig', '+noall', '+comments', '+answer', hostName);
  return {
    status: /status: (\w+)/.exec(stdout)?.[1] ?? stdout.trim(),
    addresses: [...stdout.matchAll(/\sA\s+([\d.]+)$/gm)].map(([, address = '']) => address),
  };
}
