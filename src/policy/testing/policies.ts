/** Short ways to write policies and requests in tests. */
import type { PolicyProfile } from '../document/profiles.ts';
import { inlinePolicy, resourcePolicy } from '../document/profiles.ts';
import { type ApplicablePolicies, type AuthorizationRequest, type Decision, evaluate } from '../evaluate.ts';
import { type ContextValue, requestContext } from '../matching/context.ts';
import type { Requester } from '../matching/requester.ts';
import { type Policy, parsePolicy } from '../parse-policy.ts';

export const account = '111122223333';
export const otherAccount = '444455556666';
export const endpointArn = `arn:aws:ec2:us-east-1:${account}:vpc-endpoint/vpce-0123456789abcdef0`;

export const ann: Requester = {
  kind: 'user',
  accountId: account,
  arn: `arn:aws:iam::${account}:user/team/ann`,
  id: 'AIDAANNANNANNANNANNAN',
};
export const deploySession: Requester = {
  kind: 'roleSession',
  accountId: account,
  arn: `arn:aws:sts::${account}:assumed-role/deploy/ci`,
  roleArn: `arn:aws:iam::${account}:role/ops/deploy`,
  roleId: 'AROADEPLOYDEPLOYDEPLO',
};

export interface StatementInput {
  readonly [element: string]: unknown;
}

/** An identity policy of these statements, each with an Allow of everything under what is given. */
export function identity(...statements: readonly StatementInput[]): Policy {
  return parse(inlinePolicy, ...statements);
}

/** A resource policy; statements allow everyone everything but for what is given. */
export function resource(...statements: readonly StatementInput[]): Policy {
  return parse(
    resourcePolicy,
    ...statements.map((each) => ('NotPrincipal' in each ? each : { Principal: '*', ...each })),
  );
}

export function parse(profile: PolicyProfile, ...statements: readonly StatementInput[]): Policy {
  const whole = statements.map((statement) => ({
    Effect: 'Allow',
    ...(!('NotAction' in statement) && { Action: '*' }),
    ...(!('NotResource' in statement) && { Resource: '*' }),
    ...statement,
  }));
  return parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: whole }), profile);
}

export function request(
  changes: Partial<Omit<AuthorizationRequest, 'context'>> & {
    readonly context?: Readonly<Record<string, ContextValue>>;
  } = {},
): AuthorizationRequest {
  const { context = {}, ...others } = changes;
  return {
    requester: ann,
    action: 'ec2:DeleteVpcEndpoints',
    resource: endpointArn,
    context: requestContext(Object.entries(context)),
    ...others,
  };
}

export function decide(of: AuthorizationRequest, policies: Partial<ApplicablePolicies>): Decision {
  return evaluate(of, { identity: [], ...policies });
}

/** Whether one Allow with this condition lets a request with this context pass. */
export function holds(
  condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  context: Readonly<Record<string, ContextValue>>,
): boolean {
  return (
    decide(request({ context }), { identity: [identity({ Condition: condition })] }).decision === 'allow'
  );
}
