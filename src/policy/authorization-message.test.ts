import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorizationMessage } from './authorization-message.ts';
import { ann, decide, endpointArn, identity, request } from './testing/policies.ts';

const principal = { id: 'AIDAANNANNANNANNANNAN', name: 'ann', arn: 'arn' in ann ? ann.arn : '' };

test('an explicit deny shows its statements and the request', () => {
  const asked = request({ context: { 'ec2:Region': 'us-east-1', 'aws:TagKeys': ['a', 'b'] } });
  const policy = identity({
    Sid: 'No',
    Effect: 'Deny',
    Action: 'ec2:Delete*',
    NotResource: 'arn:aws:s3:::x',
    Condition: { StringEquals: { 'ec2:Region': ['us-east-1', 'eu-west-1'] } },
  });
  assert.deepEqual(authorizationMessage(asked, decide(asked, { identity: [policy] }), principal), {
    allowed: false,
    explicitDeny: true,
    matchedStatements: {
      items: [
        {
          statementId: 'No',
          effect: 'DENY',
          principals: { items: [{ value: principal.id }] },
          principalGroups: { items: [] },
          actions: { items: [{ value: 'ec2:Delete*' }] },
          notResources: { items: [{ value: 'arn:aws:s3:::x' }] },
          conditions: {
            items: [
              { key: 'ec2:Region', values: { items: [{ value: 'us-east-1' }, { value: 'eu-west-1' }] } },
            ],
          },
        },
      ],
    },
    failures: { items: [] },
    context: {
      principal,
      action: 'ec2:DeleteVpcEndpoints',
      resource: endpointArn,
      conditions: {
        items: [
          { key: 'ec2:Region', values: { items: [{ value: 'us-east-1' }] } },
          { key: 'aws:TagKeys', values: { items: [{ value: 'a' }, { value: 'b' }] } },
        ],
      },
    },
  });
});

test('an implicit deny has no statements to show', () => {
  const asked = request();
  const message = JSON.parse(JSON.stringify(authorizationMessage(asked, decide(asked, {}), principal)));
  assert.equal(message.explicitDeny, false);
  assert.deepEqual(message.matchedStatements, { items: [] });
});
