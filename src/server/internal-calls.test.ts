/** Calls of operations within the transaction of whoever calls. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rootCaller } from '../model/caller.ts';
import { ServiceError } from '../model/errors.ts';
import { fakeOperation, startTestServer } from './testing/server.ts';

const principal = {
  caller: rootCaller('111111111111'),
  region: 'us-east-1',
  via: 'cloudformation.amazonaws.com',
};
const claim = (id: string) => ({ id, holder: id });

/** Writes, and then refuses. */
const refusing = fakeOperation('CreateVpc', (_, { resources }) => {
  resources.put('claim', claim('half'));
  throw new ServiceError('VpcLimitExceeded', 'There are too many.');
});
const counting = fakeOperation(
  'DescribeVpcs',
  (_, { resources }) => ({
    NextToken: [...resources.all('claim')].map(({ id }) => id).join(),
  }),
  { access: 'read' },
);

test('of a call that is refused nothing is kept, and the rest of the transaction is', async () => {
  await using server = await startTestServer([refusing, counting]);
  await server.internal.perform(principal, (resources, call) => {
    resources.put('claim', claim('before'));
    assert.throws(() => call('ec2', 'CreateVpc', {}), { code: 'VpcLimitExceeded' });
    assert.equal(
      call('ec2', 'DescribeVpcs', {}).NextToken,
      'before',
      'calls see what was written before them',
    );
    resources.put('claim', claim('after'));
  });
  assert.deepEqual([...server.state.all('claim')].map(({ id }) => id).sort(), ['after', 'before']);
});

test('a transaction that fails keeps nothing, also not of calls that were carried out', async () => {
  const writing = fakeOperation('CreateVpc', (_, { resources }) => {
    resources.put('claim', claim('whole'));
    return {};
  });
  await using server = await startTestServer([writing]);
  const failed = server.internal.perform(principal, (_, call) => {
    call('ec2', 'CreateVpc', {});
    throw new Error('no more');
  });
  await assert.rejects(failed, /no more/);
  assert.deepEqual([...server.state.all('claim')], []);
});
