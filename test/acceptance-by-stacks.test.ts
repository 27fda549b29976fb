/** Endpoints are accepted by a stack of the CDK library: those that are named and those of accounts, and failures show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import { rested, type StacksBench, stacksBench } from '../src/main/testing/stacks.ts';
import { rootCaller } from '../src/model/caller.ts';
import { synthesize } from './harness/synth.ts';

const StackName = 'Acceptance';
const consumer = { caller: rootCaller('222222222222'), region: 'us-east-1', via: 'test' };

test('a stack accepts named endpoints and those of accounts, and rejects them when it goes', async () => {
  await using b = await stacksBench();
  const serviceId = await makeService(b);
  const [one, two, three] = [await ask(b, serviceId), await ask(b, serviceId), await ask(b, serviceId)];
  const account = '222222222222';
  const templates = await synthesize('acceptance', {
    versions: {
      Named: { serviceId, endpoints: [two] },
      TooMany: { serviceId, endpoints: [two], accounts: [{ account, connections: 4 }] },
      All: { serviceId, endpoints: [two], accounts: [{ account, connections: 3 }] },
      Again: { serviceId, accounts: [{ account, connections: 4, revision: 'late' }] },
    },
  });
  const accepted = (...ids: readonly string[]) =>
    Object.fromEntries(
      [one, two, three].map((id) => [id, ids.includes(id) ? 'pending' : 'pendingAcceptance']),
    );

  const made = await deploy(b, templates.Named);
  assert.equal(made.StackStatus, 'CREATE_COMPLETE', made.StackStatusReason);
  assert.deepEqual(states(b), accepted(two));

  const few = await deploy(b, templates.TooMany);
  assert.equal(few.StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match(await failure(b), /VpcEndpointConnections\.3\.VpcEndpointId/);
  assert.deepEqual(states(b), accepted(two));

  const all = await deploy(b, templates.All);
  assert.equal(all.StackStatus, 'UPDATE_COMPLETE', all.StackStatusReason);
  assert.deepEqual(states(b), accepted(one, two, three));

  const late = await ask(b, serviceId);
  const again = await deploy(b, templates.Again);
  assert.equal(again.StackStatus, 'UPDATE_COMPLETE', await failure(b));
  assert.equal(states(b)[late], 'pending');

  await b.client.send(new cfn.DeleteStackCommand({ StackName }));
  assert.equal((await rested(b, made.StackId ?? '')).StackStatus, 'DELETE_COMPLETE');
  assert.deepEqual(new Set(Object.values(states(b))), new Set(['rejected']));
});

test('an endpoint that is not there, or asks for another service, makes the deployment fail', async () => {
  await using b = await stacksBench();
  const serviceId = await makeService(b);
  const other = await ask(b, await makeService(b));
  const own = await ask(b, serviceId);
  const versions = {
    Absent: { serviceId, endpoints: [own, 'vpce-0123456789abcdef0'] },
    Foreign: { serviceId, endpoints: [own, other] },
  };
  const templates = await synthesize('acceptance', { versions });
  for (const version of Object.keys(versions)) {
    const failed = await deploy(b, templates[version]);
    assert.equal(failed.StackStatus, 'ROLLBACK_COMPLETE');
    assert.match(await failure(b), /nothing at VpcEndpointConnections\.0\.VpcEndpointId/);
    assert.deepEqual(states(b), { [other]: 'pendingAcceptance', [own]: 'rejected' });
    await b.client.send(new cfn.DeleteStackCommand({ StackName }));
    assert.equal((await rested(b, failed.StackId ?? '')).StackStatus, 'DELETE_COMPLETE');
  }
});

/** @returns the id of a service of the first account that the second may ask for */
async function makeService(b: StacksBench): Promise<string> {
  const { SubnetId } = await network(b, (...call) => b.perform(...call));
  const balancer = {
    Name: `n${b.server.state.revision}`,
    Type: 'network',
    Scheme: 'internal',
    Subnets: [SubnetId],
  };
  const { LoadBalancers } = await b.perform('elasticloadbalancing', 'CreateLoadBalancer', balancer);
  const [{ LoadBalancerArn } = { LoadBalancerArn: '' }] = LoadBalancers as { LoadBalancerArn: string }[];
  const { ServiceConfiguration } = await b.perform('ec2', 'CreateVpcEndpointServiceConfiguration', {
    NetworkLoadBalancerArns: [LoadBalancerArn],
    AcceptanceRequired: true,
  });
  const { ServiceId } = ServiceConfiguration as { ServiceId: string };
  const AddAllowedPrincipals = ['arn:aws:iam::222222222222:root'];
  await b.perform('ec2', 'ModifyVpcEndpointServicePermissions', { ServiceId, AddAllowedPrincipals });
  return ServiceId;
}

/** @returns the id of an endpoint of the second account */
async function ask(b: StacksBench, serviceId: string): Promise<string> {
  const call = (service: 'ec2', operation: string, input: object) =>
    b.server.internal.perform(consumer, (_, run) => run(service, operation, { ...input }));
  const { VpcId, SubnetId } = await network(b, call);
  const { VpcEndpoint } = await call('ec2', 'CreateVpcEndpoint', {
    ...{ VpcId, SubnetIds: [SubnetId], VpcEndpointType: 'Interface' },
    ServiceName: `com.amazonaws.vpce.us-east-1.${serviceId}`,
  });
  return (VpcEndpoint as { VpcEndpointId: string }).VpcEndpointId;
}

async function network(
  _: StacksBench,
  call: (service: 'ec2', operation: string, input: object) => Promise<Record<string, unknown>>,
): Promise<{ VpcId: string; SubnetId: string }> {
  const { Vpc } = await call('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  const { VpcId } = Vpc as { VpcId: string };
  const block = { VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1a' };
  const { Subnet } = await call('ec2', 'CreateSubnet', block);
  return { VpcId, SubnetId: (Subnet as { SubnetId: string }).SubnetId };
}

async function deploy(b: StacksBench, TemplateBody: string | undefined): Promise<cfn.Stack> {
  const { Stacks = [] } = await b.client.send(new cfn.DescribeStacksCommand({}));
  const isThere = Stacks.some(
    ({ StackName: name, StackStatus }) => name === StackName && StackStatus !== 'DELETE_COMPLETE',
  );
  const input = { StackName, TemplateBody, Capabilities: ['CAPABILITY_IAM' as const] };
  if (isThere) await b.client.send(new cfn.UpdateStackCommand(input));
  else await b.client.send(new cfn.CreateStackCommand(input));
  return await rested(b, StackName);
}

/** Why the first thing failed. */
async function failure({ client }: StacksBench): Promise<string> {
  const { StackEvents = [] } = await client.send(new cfn.DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'));
  return failed
    .map(({ ResourceStatusReason }) => ResourceStatusReason ?? '')
    .filter((reason) => !/cancelled/.test(reason))
    .join('\n');
}

function states({ server }: StacksBench): Record<string, string> {
  return server.state.read((resources) =>
    Object.fromEntries([...resources.all('endpoint')].map(({ id, state }) => [id, state])),
  );
}
