/**
 * What is told of a stack: its events, and the messages to its topics.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html
 */
import type { Reader, Writer } from '../../model/access.ts';
import type { Ids } from '../../model/ids.ts';
import type {
  JsonText,
  Stack,
  StackEvent,
  StackParameter,
  StackResource,
  StackResourceStatus,
  StackStatus,
} from '../../model/stack-resources.ts';
import { listItems } from '../template/parameters.ts';
import type { EventPorts } from './ports.ts';

/** The events of a stack that are kept; the oldest go. */
export const eventsMax = 5_000;

export const stackType = 'AWS::CloudFormation::Stack';

const reasonCharactersMax = 4_096;

/** Puts the stack into a state and tells so. @returns the stack as it is now */
export function enterState(
  ports: EventPorts,
  resources: Writer,
  stack: Stack,
  status: StackStatus,
  reason?: string,
): Stack {
  const { statusReason: _, ...rest } = stack;
  const entered: Stack = { ...rest, status, ...(reason !== undefined && { statusReason: reason }) };
  return addEvent(ports, resources, entered, {
    logicalId: stack.name,
    physicalId: stack.id,
    type: stackType,
    status,
    ...(reason !== undefined && { reason }),
  });
}

/** What an event says of a resource. */
export interface ResourceEvent {
  readonly status: StackResourceStatus;
  readonly physicalId?: string | undefined;
  readonly reason?: string | undefined;
  readonly properties?: JsonText | undefined;
}

export function addResourceEvent(
  ports: EventPorts,
  resources: Writer,
  stack: Stack,
  { logicalId, type, current }: Pick<StackResource, 'logicalId' | 'type' | 'current'>,
  { status, physicalId = current?.physicalId ?? '', reason, properties }: ResourceEvent,
): Stack {
  return addEvent(ports, resources, stack, {
    logicalId,
    physicalId,
    type,
    status,
    ...(reason !== undefined && { reason: reason.slice(0, reasonCharactersMax) }),
    ...(properties !== undefined && { properties: withoutSecrets(stack, properties) }),
  });
}

/** The text with stars in place of what parameters have that are not to be echoed, or had before the run. */
export function withoutSecrets(stack: Secretive, text: JsonText): JsonText {
  return secretsIn(stack).reduce(
    (shown, secret) => shown.replaceAll(JSON.stringify(secret).slice(1, -1), '****'),
    text,
  );
}

/** As `withoutSecrets`, of what an operation has said. */
export function messageWithoutSecrets(stack: Secretive, message: string): string {
  const shown = secretsIn(stack).reduce((text, secret) => text.replaceAll(secret, '****'), message);
  // It may have the text of a policy or another document in it.
  return withoutSecrets(stack, shown);
}

type Secretive = Pick<Stack, 'definition' | 'run'>;

/** The longest first: one may be in another. */
function secretsIn({ definition, run }: Secretive): readonly string[] {
  return [...definition.parameters, ...(run?.former?.definition.parameters ?? [])]
    .filter(({ noEcho }) => noEcho === true)
    .flatMap(secretsOf)
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, Buffer.from(secret).toString('base64')])
    .toSorted((a, b) => b.length - a.length);
}

/** Functions may take a list apart. */
function secretsOf({ value, resolved, isList }: StackParameter): readonly string[] {
  const values = resolved === undefined ? [value] : [value, resolved];
  return isList === true ? [...values, ...values.flatMap(listItems)] : values;
}

/** Events are later than those before them, so that their order is that of their times. */
function addEvent(
  ports: EventPorts,
  resources: Writer,
  stack: Stack,
  event: Pick<StackEvent, 'logicalId' | 'physicalId' | 'type' | 'status' | 'reason' | 'properties'>,
): Stack {
  const at = laterOf(ports.now(), stack.lastEventAt);
  const token = stack.run?.clientRequestToken;
  const record: StackEvent = {
    id: eventRecordId(stack.id, stack.eventCount),
    eventId:
      event.type === stackType && event.physicalId === stack.id
        ? uuid(ports.ids)
        : `${event.logicalId}-${event.status}-${at}`,
    stackId: stack.id,
    at,
    ...event,
    ...(token !== undefined && { clientRequestToken: token }),
  };
  resources.put('stackEvent', record);
  const oldest = stack.eventCount - eventsMax;
  if (oldest >= 0) resources.delete('stackEvent', eventRecordId(stack.id, oldest));
  const told: Stack = { ...stack, eventCount: stack.eventCount + 1, lastEventAt: at };
  resources.put('stack', told);
  for (const topicArn of stack.definition.notificationArns)
    ports.notify(
      resources,
      stack,
      topicArn,
      'AWS CloudFormation Notification',
      notificationOf(stack, record),
    );
  return told;
}

/** What was told of the stack last; undefined when nothing was. */
export function lastEvent(resources: Reader, { id, eventCount }: Stack): StackEvent | undefined {
  return resources.get('stackEvent', eventRecordId(id, eventCount - 1));
}

function eventRecordId(stackId: string, number: number): string {
  return `${stackId}/${String(number).padStart(10, '0')}`;
}

function laterOf(now: string, before: string): string {
  return now > before ? now : new Date(Date.parse(before) + 1).toISOString();
}

/** A new UUID, of version 4. */
export function uuid(ids: Ids): string {
  const digits = ids.hex(32);
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(16), 16) % 4);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-add-tags.html */
function notificationOf({ name, accountId, run }: Stack, event: StackEvent): string {
  const lines = {
    StackId: event.stackId,
    Timestamp: event.at,
    EventId: event.eventId,
    LogicalResourceId: event.logicalId,
    Namespace: accountId,
    PhysicalResourceId: event.physicalId,
    PrincipalId: run?.caller.userId ?? '',
    ResourceProperties: event.properties ?? 'null',
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason ?? '',
    ResourceType: event.type,
    StackName: name,
    ClientRequestToken: event.clientRequestToken ?? 'null',
  };
  return Object.entries(lines)
    .map(([key, value]) => `${key}='${value}'\n`)
    .join('');
}
