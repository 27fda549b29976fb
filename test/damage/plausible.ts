/** Inputs as a client might send them: right in shape, and with names and ids of things that are there. */
import type { Member, OperationShape, Structure } from '../../src/wire/service.ts';
import type { Random } from './random.ts';

/** Texts that stand in somebody's resources, by whose they are. */
export interface Texts {
  readonly own: readonly string[];
  readonly others: readonly string[];
}

const depthMax = 4;

/**
 * An input of the operation with all required members and some of the others.
 * @param honours the operation's: members besides these are refused, and so are rare
 */
export function plausibleInput(
  shape: OperationShape,
  honours: readonly string[],
  texts: Texts,
  random: Random,
): Record<string, unknown> {
  const known = new Set(honours.map((path) => path.split('.')[0]));
  const often = random.pick([10, 30, 50]);
  const chosen = shape.input.members.filter(
    ({ name, required }) => required || (name !== 'DryRun' && random.chance(known.has(name) ? often : 2)),
  );
  return Object.fromEntries(chosen.map((member) => [member.name, value(member, texts, random, 1)]));
}

function structure(shape: Structure, texts: Texts, random: Random, depth: number): Record<string, unknown> {
  const chosen = shape.members.filter((member) => member.required || (depth < depthMax && random.chance(50)));
  return Object.fromEntries(chosen.map((member) => [member.name, value(member, texts, random, depth + 1)]));
}

function value(member: Member, texts: Texts, random: Random, depth: number, name = member.name): unknown {
  const { shape } = member;
  switch (shape.type) {
    case 'structure':
      return structure(shape, texts, random, depth);
    case 'list': {
      const item = member.values ? { ...shape.item, values: member.values } : shape.item;
      return Array.from({ length: 1 + random.below(2) }, () => value(item, texts, random, depth, name));
    }
    case 'map':
      return { [text('Key', texts, random)]: value(shape.value, texts, random, depth, name) };
    case 'boolean':
      return random.chance(50);
    case 'integer':
    case 'long':
    case 'double':
      if (/^PartNumber|^ParameterVersion$/.test(name) && random.chance(80)) return 1;
      return random.pick([0, 1, 5, 80, 443, 30, 350, 900, 3600, 1000, -1, 65536]);
    case 'timestamp':
      return new Date(1_790_000_000_000 + random.below(1_000_000_000));
    case 'blob':
      return Buffer.from(text(name, texts, random));
    default:
      return member.values ? random.pick([...member.values]) : text(name, texts, random);
  }
}

/** What a member with such a name usually holds: a pattern of texts to take it from. */
const meanings: readonly (readonly [name: RegExp, text: RegExp])[] = [
  [/^Bucket$/, /^[a-z]+-bucket$/],
  [/^(Key|Prefix|KeyMarker|StartAfter)$/, /^(docs|gone)[./][^:]*$/],
  [/^CopySource/, /^[a-z]+-bucket\/(docs|gone)/],
  [/^UploadId$/, /^[A-Za-z0-9]{64}$/],
  [/^VersionId(Marker)?$/, /^([A-Za-z0-9]{32}|null)$/],
  [/^ETag$|IfMatch$|IfNoneMatch$/, /^"[0-9a-f]{32}/],
  [/^(Name|Names|Path|ResourceId)$/, /^\/[a-z]+\/param|:parameter\/|^[a-z]+-(topic|events|user)$/],
  [/^AlarmNames?$/, /-alarm$/],
  [/^logGroupNames?/i, /log-group$/],
  [/^repositoryNames?$/, /\/repository$/],
  [/^CertificateArn$/, /:certificate\//],
  [/VpcEndpoint/, /^vpce-[0-9a-f]/],
  [/^StackName$/, /^arn:aws:cloudformation:.*:stack\/|-(stack|review)$/],
  [/^ChangeSetName$/, /^arn:aws:cloudformation:.*:changeSet\/|-change$/],
  [/^TemplateBody$/, /^\{"Resources"/],
  [/^ServiceIds?$/, /^vpce-svc-[0-9a-f]/],
  [/^ServiceNames?$/, /^com\.amazonaws\.vpce/],
  [/VpcIds?$|^VPCId$/, /^vpc-/],
  [/Subnet/, /^subnet-/],
  [/SecurityGroupRule/, /^sgr-/],
  [/Groups?Ids?$|SecurityGroups?/, /^sg-/],
  [/NetworkInterface/, /^eni-/],
  [/Instance/, /^i-/],
  [/RouteTable/, /^rtb-/],
  [/PrefixList/, /^pl-/],
  [/Gateway/, /^(igw|nat)-/],
  [/^ResourceARN$/, /:alarm:/],
  [/Resources?(Ids?)?$/, /^(vpc|subnet|sg|vpce|vpce-svc|eni|i|rtb|igw|pl)-/],
  [/LoadBalancerArns?$/, /:loadbalancer\//],
  [/TargetGroupArns?$/, /:targetgroup\//],
  [/ListenerArns?$/, /:listener\//],
  [/TopicArn/, /:sns:.*:[\w-]+$/],
  [/SubscriptionArn/, /:sns:.*:.*:[0-9a-f-]{36}$/],
  [/PolicyArn|PermissionsBoundary/, /:policy\//],
  [/RoleArn/, /:role\//],
  [/ResourceArns?$|Arn$/, /^arn:/],
  [/HostedZoneId$|^Id$/, /^\/?(hostedzone\/)?Z[A-Z0-9]+$|^vpc|^\d+\./],
  [/Principal/, /^arn:aws:iam::|^\*$/],
  [/Document|^Policy$|policyText/i, /^\{/],
];

const handy = [
  '10.0.0.0/16',
  '10.0.1.0/24',
  '10.0.1.77',
  '0.0.0.0/0',
  'us-east-1a',
  'us-east-1',
  'tcp',
  'udp',
  '-1',
  'a',
  'name-1',
  'api.example.internal.',
  'forward',
  'vpc',
  'vpc-endpoint',
  '111111111111',
  '*',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:*","Resource":"*"}]}',
  'ami-00000000000000001',
  '/',
  'true',
  'enabled',
  'AES256',
  'docs/a.txt',
  '/',
];

function text(name: string, texts: Texts, random: Random): string {
  const pattern = meanings.find(([names]) => names.test(name))?.[1];
  const pool = random.chance(80) ? texts.own : texts.others;
  const fitting = pattern ? pool.filter((each) => pattern.test(each)) : [];
  if (fitting.length > 0 && random.chance(85)) return random.pick(fitting);
  if (pool.length > 0 && random.chance(25)) return random.pick(pool);
  return random.pick(handy);
}
