// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like this
/** Random policies and requests out of few words, so that they meet. */
import fc from 'fast-check';
import type { ApplicablePolicies, AuthorizationRequest } from '../evaluate.ts';
import { requestContext } from '../matching/context.ts';
import type { Requester } from '../matching/requester.ts';
import type { Policy } from '../parse-policy.ts';
import {
  account,
  ann,
  deploySession,
  identity,
  otherAccount,
  resource,
  type StatementInput,
} from './policies.ts';

const actions = fc.constantFrom('ec2:Describe', 'ec2:Create', 'EC2:create', 'sts:AssumeRole');
const actionPatterns = fc.constantFrom(
  '*',
  '*',
  '*',
  'ec2:*',
  'ec2:*',
  'EC2:Cre?te',
  'ec2:Describe',
  'sts:*',
  's3:Get',
);
const resources = fc.constantFrom(
  'arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1',
  'arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/ann',
  '*',
);
const resourcePatterns = fc.constantFrom(
  '*',
  '*',
  '*',
  'arn:aws:ec2:*:*:vpc/*',
  'arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/${aws:username}',
  "arn:aws:ec2:*:111122223333:vpc/${tag:x, 'vpc-1'}",
  'arn:aws:s3:::bucket',
);
const keys = fc.constantFrom('aws:username', 'AWS:UserName', 'tag:x', 'tag:number', 'aws:SourceIp');
const values = fc.constantFrom(
  'ann',
  'a*',
  '10',
  '5',
  'true',
  '${aws:username}',
  '10.0.0.0/8',
  'vpc-1',
  '2020-01-01',
);
const operators = fc.constantFrom(
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'ForAllValues:StringLike',
  'ForAnyValue:StringEquals',
  'ForAnyValue:StringNotLike',
  'StringNotLikeIfExists',
  'NumericLessThan',
  'IpAddress',
  'NotIpAddressIfExists',
  'Null',
  'Bool',
);
const names = fc.constantFrom(
  account,
  otherAccount,
  `arn:aws:iam::${account}:root`,
  `arn:aws:iam::${account}:user/team/ann`,
  `arn:aws:iam::${account}:role/ops/deploy`,
  `arn:aws:sts::${account}:assumed-role/deploy/ci`,
  '*',
);

const requesters: fc.Arbitrary<Requester> = fc.constantFrom<Requester>(
  ann,
  ann,
  deploySession,
  deploySession,
  { kind: 'root', accountId: account },
  { kind: 'user', accountId: otherAccount, arn: `arn:aws:iam::${otherAccount}:user/eve` },
  { kind: 'service', names: ['vpce.amazonaws.com'] },
  { kind: 'anonymous' },
);

function listOf<T>(each: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> {
  return fc.oneof(each, fc.array(each, { minLength: 1, maxLength: 3 }));
}

/** Under the name itself or its negation. */
function element(name: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<StatementInput> {
  return fc
    .tuple(fc.constantFrom(name, name, name, name, name, `Not${name}`), value)
    .map(([key, each]) => ({ [key]: each }));
}

const conditions = fc.dictionary(operators, fc.dictionary(keys, listOf(values), { maxKeys: 2 }), {
  maxKeys: 2,
});

const effects = fc.oneof({ weight: 9, arbitrary: fc.constant('Allow') }, fc.constant('Deny'));
const principals = fc.oneof(
  fc.constant('*'),
  fc.record({ AWS: listOf(names) }),
  fc.record({ AWS: listOf(names) }),
  fc.record({ Service: fc.constant('vpce.amazonaws.com') }),
);

/** Without principals. */
export const statements: fc.Arbitrary<StatementInput> = fc
  .tuple(
    effects,
    element('Action', listOf(actionPatterns)),
    element('Resource', listOf(resourcePatterns)),
    // One in five: with more, hardly a request would pass.
    fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, conditions),
  )
  .map(([Effect, action, on, Condition]) => ({ Effect, ...action, ...on, ...(Condition && { Condition }) }));

export const resourceStatements: fc.Arbitrary<StatementInput> = fc
  .tuple(statements, element('Principal', principals))
  .map(([statement, principal]) => ({ ...statement, ...principal }));

/** Whole resource policies. */
export const documents = fc.record(
  {
    Version: fc.constantFrom('2008-10-17', '2012-10-17'),
    Id: fc.string(),
    Statement: fc.array(
      fc
        .tuple(fc.option(fc.string(), { nil: undefined }), resourceStatements)
        .map(([Sid, each]) => ({ ...each, ...(Sid !== undefined && { Sid }) })),
      { minLength: 1, maxLength: 4 },
    ),
  },
  { requiredKeys: ['Statement'] },
);

export const requests: fc.Arbitrary<AuthorizationRequest> = fc
  .record({
    requester: requesters,
    action: actions,
    resource: resources,
    resourceAccountId: fc.constantFrom(account, otherAccount, undefined, undefined, undefined),
    context: fc.dictionary(keys, fc.oneof(values, fc.array(values, { maxLength: 3 })), { maxKeys: 4 }),
  })
  .map(({ resourceAccountId, context, ...rest }) => ({
    ...rest,
    context: requestContext(Object.entries(context)),
    ...(resourceAccountId !== undefined && { resourceAccountId }),
  }));

/** Policies as lists of statements, so that a test can add, take away and turn them around. */
export interface PolicySet {
  readonly identity: readonly StatementInput[];
  readonly boundary: readonly StatementInput[] | undefined;
  readonly session: readonly StatementInput[] | undefined;
  readonly resource: readonly StatementInput[] | undefined;
  readonly endpoint: readonly StatementInput[] | undefined;
  readonly serviceControl: readonly StatementInput[] | undefined;
  readonly resourceControl: readonly StatementInput[] | undefined;
  readonly resourceMustAllow: boolean;
}

const some = (each: fc.Arbitrary<StatementInput>) => fc.array(each, { minLength: 1, maxLength: 3 });
const maybe = (each: fc.Arbitrary<StatementInput>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, some(each));

export const policySets: fc.Arbitrary<PolicySet> = fc.record({
  identity: some(statements),
  boundary: maybe(statements),
  session: maybe(statements),
  resource: fc.option(some(resourceStatements), { nil: undefined, freq: 3 }),
  endpoint: maybe(resourceStatements),
  serviceControl: maybe(statements),
  resourceControl: maybe(resourceStatements),
  resourceMustAllow: fc.boolean(),
});

export const kinds = [
  'identity',
  'boundary',
  'session',
  'resource',
  'endpoint',
  'serviceControl',
  'resourceControl',
] as const;
export type Kind = (typeof kinds)[number];

/** Whether statements of the kind have principals. */
export function hasPrincipals(kind: Kind): boolean {
  return kind === 'resource' || kind === 'endpoint' || kind === 'resourceControl';
}

export function applicable(set: PolicySet): ApplicablePolicies {
  const own = (given: readonly StatementInput[]): Policy => identity(...given);
  return {
    identity: [own(set.identity)],
    resourceMustAllow: set.resourceMustAllow,
    ...(set.boundary && { boundary: own(set.boundary) }),
    ...(set.session && { session: [own(set.session)] }),
    ...(set.resource && { resource: resource(...set.resource) }),
    ...(set.endpoint && { endpoint: resource(...set.endpoint) }),
    ...(set.serviceControl && { serviceControl: [[own(set.serviceControl)]] }),
    ...(set.resourceControl && { resourceControl: [[resource(...set.resourceControl)]] }),
  };
}
