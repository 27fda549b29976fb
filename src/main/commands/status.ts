import { callAdmin } from '../../admin/admin-client.ts';
import type { Status } from '../../admin/status.ts';
import { type SettingsInput, settingsFrom } from '../settings.ts';
import { formatBytes, table } from '../table.ts';

/** `postern status` */
export async function status(input: SettingsInput, json: boolean): Promise<void> {
  const { adminSocket } = settingsFrom(input);
  const [info, found] = await Promise.all([
    callAdmin(adminSocket, 'GET /info'),
    callAdmin(adminSocket, 'GET /status'),
  ]);
  if (json) return console.log(JSON.stringify({ ...info, ...found }, null, 2));
  console.log(`Postern ${info.version} (${info.instance}), pid ${info.pid}, listens on ${info.endpoint}\n`);
  console.log(describeStatus(found));
}

/** The status as a person reads it. */
export function describeStatus(found: Status): string {
  return [
    section('NETWORKS', ['VPC', 'ACCOUNT', 'REGION', 'CIDR', 'SUBNETS', 'INSTANCES'], networkRows(found)),
    section(
      'SERVICES',
      ['SERVICE', 'ACCOUNT', 'ACCEPTANCE', 'LOAD BALANCERS', 'CONNECTIONS'],
      serviceRows(found),
    ),
    section(
      'ENDPOINTS',
      ['ENDPOINT', 'ACCOUNT', 'STATE', 'ZONE', 'ADDRESS', 'OPEN', 'TOTAL', 'IN', 'OUT', 'DROPPED'],
      endpointRows(found),
    ),
    found.stacks.length === 0
      ? ''
      : section('STACKS', ['STACK', 'ACCOUNT', 'REGION', 'STATE', 'RESOURCES'], stackRows(found)),
    section('DROPPED PACKETS', ['REASON', 'PACKETS'], Object.entries(found.drops)),
    notificationLines(found),
    found.failures.length === 0
      ? ''
      : `NOT IN PLACE\n${found.failures.map((line) => `  ${line}`).join('\n')}\n`,
  ]
    .filter((text) => text !== '')
    .join('\n');
}

/** Only what somebody should look at. */
function notificationLines({ notifications, auditEventsLost }: Status): string {
  const { waiting, givenUp } = notifications;
  const lines = [
    ...(waiting > 0 ? [`${waiting} wait for their receivers`] : []),
    ...(givenUp > 0 ? [`${givenUp} given up since the start; the log says why`] : []),
  ];
  const lost = auditEventsLost > 0 ? `AUDIT LOG\n  ${auditEventsLost} events lost: the disk took none\n` : '';
  return `${lines.length > 0 ? `NOTIFICATIONS\n${lines.map((line) => `  ${line}`).join('\n')}\n` : ''}${lost}`;
}

function section(
  title: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const body = rows.length === 0 ? '  none' : table(header, rows).replace(/^/gm, '  ');
  return `${title}\n${body}\n`;
}

function networkRows(found: Status) {
  return found.networks.map((network) => [
    network.vpcId,
    network.accountId,
    network.region,
    network.cidr,
    network.subnets.map((subnet) => `${subnet.cidr} (${subnet.zone})`).join(', ') || '-',
    network.instances,
  ]);
}

function serviceRows(found: Status) {
  return found.services.map((service) => [
    service.serviceId,
    service.accountId,
    service.acceptanceRequired ? 'required' : 'automatic',
    service.loadBalancers.join(', '),
    Object.entries(service.endpoints)
      .map(([state, count]) => `${count} ${state}`)
      .join(', ') || 'none',
  ]);
}

function stackRows(found: Status) {
  return found.stacks.map(({ name, accountId, region, state, resources }) => [
    ...[name, accountId, region, state],
    resources,
  ]);
}

function endpointRows(found: Status) {
  return found.endpoints.flatMap((endpoint) =>
    endpoint.interfaces.map((each) => [
      endpoint.endpointId,
      endpoint.accountId,
      endpoint.state,
      each.zone,
      each.privateIp,
      each.connectionsOpen,
      each.connectionsOpened,
      formatBytes(each.bytesIn),
      formatBytes(each.bytesOut),
      Object.values(each.drops).reduce((sum, count) => sum + count, 0),
    ]),
  );
}
