/** Users, roles, sessions and what they act on, made through the API as a person would make them. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import type { Clients, TestCredentials } from './identity-server.ts';

/** A statement of a policy, as JSON has it. */
export type Statement = Readonly<Record<string, unknown>>;

export function policyText(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** A user with one policy, or none, and the credentials of its key. */
export async function makeUser(
  clients: Clients,
  UserName: string,
  ...statements: readonly Statement[]
): Promise<TestCredentials> {
  await clients.iam.send(new iam.CreateUserCommand({ UserName }));
  if (statements.length > 0) await setPolicy(clients, UserName, ...statements);
  const { AccessKey } = await clients.iam.send(new iam.CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

/** Replaces the user's policy. */
export async function setPolicy(
  clients: Clients,
  UserName: string,
  ...statements: readonly Statement[]
): Promise<void> {
  const PolicyDocument = policyText(...statements);
  await clients.iam.send(new iam.PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
}

/** The ARN of a role; `trust` is the statement of its trust policy without effect and action. */
export async function makeRole(
  clients: Clients,
  RoleName: string,
  trust: Statement,
  ...statements: readonly Statement[]
): Promise<string> {
  const AssumeRolePolicyDocument = policyText({ Effect: 'Allow', Action: 'sts:AssumeRole', ...trust });
  const { Role } = await clients.iam.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  if (statements.length > 0) {
    const PolicyDocument = policyText(...statements);
    await clients.iam.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
  }
  return Role?.Arn ?? '';
}

export async function assume(
  clients: Clients,
  RoleArn: string,
  more: Partial<sts.AssumeRoleCommandInput> = {},
): Promise<TestCredentials> {
  const input = { RoleArn, RoleSessionName: 'session', ...more };
  return credentialsOf((await clients.sts.send(new sts.AssumeRoleCommand(input))).Credentials);
}

/** Credentials of an answer as clients take them. */
export function credentialsOf(credentials: sts.Credentials | undefined): TestCredentials {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** Status and code of the refusal, or `taken`. */
export async function outcome(answer: Promise<unknown>): Promise<string> {
  const refused = await refusalOf(answer);
  return refused ? `${refused.$metadata?.httpStatusCode} ${refused.name}` : 'taken';
}

/** The message of the refusal, or `taken`. */
export async function messageOf(answer: Promise<unknown>): Promise<string> {
  return (await refusalOf(answer))?.message ?? 'taken';
}

type Refusal = Error & { readonly $metadata?: { readonly httpStatusCode?: number } };

async function refusalOf(answer: Promise<unknown>): Promise<Refusal | undefined> {
  return await answer.then(
    () => undefined,
    (refused: Refusal) => refused,
  );
}

/** A VPC with a subnet. */
export async function makeNetwork({ ec2: client }: Clients): Promise<{ VpcId: string; SubnetIds: string[] }> {
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const place = { CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1a' };
  const { Subnet } = await client.send(new ec2.CreateSubnetCommand({ VpcId, ...place }));
  return { VpcId, SubnetIds: [Subnet?.SubnetId ?? ''] };
}

/** An endpoint service that accepts by itself, for these principals. */
export async function makeService(
  clients: Clients,
  Name: string,
  AddAllowedPrincipals: string[] = [],
): Promise<{ ServiceId: string; ServiceName: string }> {
  const { SubnetIds: Subnets } = await makeNetwork(clients);
  const kind = { Name, Type: 'network', Scheme: 'internal' } as const;
  const { LoadBalancers } = await clients.elbv2.send(
    new elbv2.CreateLoadBalancerCommand({ ...kind, Subnets }),
  );
  const { ServiceConfiguration } = await clients.ec2.send(
    new ec2.CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [LoadBalancers?.[0]?.LoadBalancerArn ?? ''],
      AcceptanceRequired: false,
    }),
  );
  const { ServiceId = '', ServiceName = '' } = ServiceConfiguration ?? {};
  if (AddAllowedPrincipals.length > 0) {
    const change = { ServiceId, AddAllowedPrincipals };
    await clients.ec2.send(new ec2.ModifyVpcEndpointServicePermissionsCommand(change));
  }
  return { ServiceId, ServiceName };
}
