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

  it('goes on with what remains when one of them is taken out', () => {
    const before = accept({ endpoints: [first, second] }).findResources('Custom::AWS');
    const after = accept({ endpoints: [second] }).findResources('Custom::AWS');
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
    const [policy] = Object.values(accept({ endpoints: [first] }).findResources('AWS::IAM::Policy'));
    const [statement] = policy?.Properties.PolicyDocument.Statement ?? [];
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
  });
});

interface Call {
  readonly action: string;
  readonly parameters: unknown;
  readonly ignoreErrorCodesMatching?: string;
}

function accept(props: Omit<AcceptConnectionsProps, 'serviceId'>): Template {
  const stack = makeStack(provider);
  new AcceptConnections(stack, 'Accept', { serviceId, ...props });
  return Template.fromStack(stack);
}

function callsOf(template: Template): Partial<Record<'Create' | 'Update' | 'Delete', Call>>[] {
  return Object.values(template.findResources('Custom::AWS')).map(({ Properties }) =>
    Object.fromEntries(
      ['Create', 'Update', 'Delete']
        .filter((name) => Properties[name] !== undefined)
        .map((name) => [name, JSON.parse(Properties[name])]),
    ),
  );
}
