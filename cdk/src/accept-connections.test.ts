import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Fn } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AcceptConnections, type AcceptConnectionsProps } from './accept-connections.ts';
import { Endpoint } from './endpoint.ts';
import { EndpointService } from './endpoint-service.ts';
import { isolatedVpc, makeStack, provider, web } from './testing/stacks.ts';

const serviceId = 'vpce-svc-0123456789abcdef0';
const first = 'vpce-0123456789abcdef1';
const second = 'vpce-0123456789abcdef2';

describe('AcceptConnections', () => {
  it('accepts each endpoint by a call of its own, and rejects it when it is named no more', () => {
    const [one, other, none] = callsOf(accept({ endpoints: [first, second] }));
    assert.equal(none, undefined);
    for (const [calls, vpcEndpointId] of [
      [one, first],
      [other, second],
    ] as const) {
      const physicalResourceId = { id: `${serviceId}/${vpcEndpointId}` };
      const parameters = { ServiceId: serviceId, VpcEndpointIds: [vpcEndpointId] };
      const acceptance = {
        service: 'EC2',
        action: 'acceptVpcEndpointConnections',
        parameters,
        physicalResourceId,
      };
      assert.deepEqual(calls?.Create, acceptance);
      assert.deepEqual(calls?.Update, acceptance);
      assert.equal(calls?.Delete?.action, 'rejectVpcEndpointConnections');
      assert.deepEqual(calls?.Delete?.parameters, parameters);
    }
  });

  it('fails when an endpoint is not connected after that', () => {
    const template = accept({ endpoints: [first] });
    const [look] = lookCallsOf(template);
    assert.deepEqual(look?.Create, {
      service: 'EC2',
      action: 'describeVpcEndpointConnections',
      parameters: {
        Filters: [
          { Name: 'service-id', Values: [serviceId] },
          { Name: 'vpc-endpoint-id', Values: [first] },
          { Name: 'vpc-endpoint-state', Values: ['pending', 'available'] },
        ],
      },
      outputPaths: ['VpcEndpointConnections.0.VpcEndpointState'],
      // There is none without an endpoint in the answer, and no resource is without one.
      physicalResourceId: { responsePath: 'VpcEndpointConnections.0.VpcEndpointId' },
    });
    assert.equal(look?.Delete, undefined);
    const resources = template.findResources('Custom::AWS');
    const [acceptance] = Object.keys(resources).filter((id) => !/Connected/.test(id));
    const [verification] = Object.entries(resources).filter(([id]) => /Connected/.test(id));
    assert.ok(verification?.[1].DependsOn.includes(acceptance));
  });

  it('accepts as many endpoints of an account as it is said to have', () => {
    const template = accept({ accounts: ['222222222222', { account: '333333333333', connections: 2 }] });
    const looks = lookCallsOf(template);
    assert.equal(looks.length, 4);
    const finding = looks.filter(({ Create }) => JSON.stringify(Create).includes('vpc-endpoint-owner'));
    assert.deepEqual(
      finding.map(({ Create }) => Create?.outputPaths?.length),
      [1, 2],
    );
    assert.deepEqual(finding[1]?.Create?.parameters, {
      Filters: [
        { Name: 'service-id', Values: [serviceId] },
        { Name: 'vpc-endpoint-owner', Values: ['333333333333'] },
        { Name: 'vpc-endpoint-state', Values: ['pendingAcceptance', 'pending', 'available'] },
      ],
    });
    const texts = Object.values(template.findResources('Custom::AWS')).map(({ Properties }) =>
      JSON.stringify(Properties.Create),
    );
    const [, two] = texts.filter((text) => /acceptVpcEndpointConnections/.test(text));
    const found = two?.match(/"Fn::GetAtt":\["\w+","VpcEndpointConnections\.\d\.VpcEndpointId"\]/g);
    assert.equal(new Set(found).size, 2);
    const last = texts.filter((text) => /VpcEndpointConnections\.1\.VpcEndpointId\\"}/.test(text));
    assert.equal(last.length, 1, 'both of the account are looked for');
  });

  it('looks for endpoints of an account again when it is asked to', () => {
    const named = (revision: string) =>
      lookCallsOf(accept({ accounts: [{ account: '222222222222', revision }] })).map(
        ({ Update }) => Update?.physicalResourceId,
      );
    assert.notDeepEqual(named('1'), named('2'));
    assert.deepEqual(named('1'), named('1'));
  });

  it('goes on with what remains when one of them is taken out', () => {
    const before = accept({ endpoints: [first, second] }).findResources('Custom::AWS');
    const after = accept({ endpoints: [second] }).findResources('Custom::AWS');
    assert.equal(Object.keys(after).length, 2);
    for (const [id, resource] of Object.entries(after)) assert.deepEqual(resource, before[id]);
  });

  it('does not mind that an endpoint is gone before it is rejected', () => {
    const [calls] = callsOf(accept({ endpoints: [first] }));
    const ignored = new RegExp(calls?.Delete?.ignoreErrorCodesMatching ?? '');
    for (const code of ['InvalidVpcEndpointId.NotFound', 'InvalidVpcEndpointServiceId.NotFound']) {
      assert.match(code, ignored);
    }
    assert.doesNotMatch('UnauthorizedOperation', ignored);
  });

  it('can leave endpoints connected', () => {
    const template = accept({ endpoints: [first], rejectWhenRemoved: false });
    assert.equal(callsOf(template)[0]?.Delete, undefined);
    assert.doesNotMatch(JSON.stringify(template.toJSON()), /ec2:Reject/);
  });

  it('may accept for its service alone', () => {
    const policies = accept({ endpoints: [first] }).findResources('AWS::IAM::Policy');
    const statements = Object.values(policies).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );
    const statement = statements.find(({ Action }) => Action.includes('ec2:AcceptVpcEndpointConnections'));
    const others = statements.filter((each) => each !== statement);
    assert.deepEqual(
      others.map(({ Action }) => Action),
      ['ec2:DescribeVpcEndpointConnections'],
    );
    assert.deepEqual(statement.Action, [
      'ec2:AcceptVpcEndpointConnections',
      'ec2:RejectVpcEndpointConnections',
    ]);
    assert.deepEqual(statement.Resource, {
      'Fn::Join': [
        '',
        ['arn:', { Ref: 'AWS::Partition' }, `:ec2:us-east-1:111111111111:vpc-endpoint-service/${serviceId}`],
      ],
    });
  });

  it('accepts an endpoint of the same app', () => {
    const stack = makeStack(provider);
    const vpc = isolatedVpc(stack);
    const service = new EndpointService(stack, 'Shop', { loadBalancer: { vpc, listeners: [web] } });
    const endpoint = new Endpoint(stack, 'Endpoint', { vpc, service: service.details });
    new AcceptConnections(stack, 'Accept', { serviceId: service.serviceId, endpoints: [endpoint] });
    const [resource] = Object.values(Template.fromStack(stack).findResources('Custom::AWS'));
    const refs = JSON.stringify(resource?.Properties.Create).match(/"Ref":"\w+"/g);
    assert.equal(new Set(refs).size, 2, 'the service and the endpoint');
  });

  it('says what is wrong', () => {
    const refused = (endpoints: readonly string[]) => () => accept({ endpoints });
    assert.throws(refused(['vpc-1']), /Test\/Accept: "vpc-1" is not the id of an endpoint\.\nExpected an id/);
    assert.throws(refused([first, first]), /an endpoint is named twice/);
    assert.throws(refused([Fn.ref('Endpoint')]), /yet to be made is given\.\nExpected the endpoint itself/);
    assert.throws(refused([]), /nothing is named\.\nExpected endpoints, accounts or both/);
    const accounts =
      (...given: AcceptConnectionsProps['accounts'] & object) =>
      () =>
        accept({ accounts: given });
    assert.throws(accounts('1'), /"1" is not the id of an account\.\nExpected twelve digits/);
    const account = '222222222222';
    assert.throws(accounts(account, { account }), /an account is named twice/);
    for (const connections of [0, 1.5, 21])
      assert.throws(accounts({ account, connections }), /Expected a whole number from 1 to 20/);
  });
});

interface Call {
  readonly action: string;
  readonly parameters: unknown;
  readonly ignoreErrorCodesMatching?: string;
  readonly outputPaths?: readonly string[];
  readonly physicalResourceId?: unknown;
}

type Calls = Partial<Record<'Create' | 'Update' | 'Delete', Call>>;

function accept(props: Omit<AcceptConnectionsProps, 'serviceId'>): Template {
  const stack = makeStack(provider);
  new AcceptConnections(stack, 'Accept', { serviceId, ...props });
  return Template.fromStack(stack);
}

/** The calls that accept and reject. */
function callsOf(template: Template): Calls[] {
  return allCallsOf(template).filter(({ Update }) => Update?.action === 'acceptVpcEndpointConnections');
}

/** The calls that look. */
function lookCallsOf(template: Template): Calls[] {
  return allCallsOf(template).filter(({ Update }) => Update?.action === 'describeVpcEndpointConnections');
}

function allCallsOf(template: Template): Calls[] {
  return Object.values(template.findResources('Custom::AWS')).map(({ Properties }) =>
    Object.fromEntries(
      ['Create', 'Update', 'Delete']
        .filter((name) => Properties[name] !== undefined)
        .map((name) => [name, parsed(Properties[name])]),
    ),
  );
}

/** What the template computes stands as a word in it. */
function parsed(text: string | { readonly 'Fn::Join': readonly [string, readonly unknown[]] }): unknown {
  if (typeof text === 'string') return JSON.parse(text);
  return JSON.parse(
    text['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'computed')).join(''),
  );
}
