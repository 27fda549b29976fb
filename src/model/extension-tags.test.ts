import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acceptanceRules,
  checkExtensionTags,
  connectionLimits,
  cutsOnRevoke,
  forcesDelete,
  requestMessage,
} from './extension-tags.ts';
import type { Tag } from './owned.ts';

const service = 'vpc-endpoint-service';
const tags = (record: Readonly<Record<string, string>>): readonly Tag[] =>
  Object.entries(record).map(([key, value]) => ({ key, value }));

test('tags of others are nobody’s business here', () => {
  checkExtensionTags('vpc', tags({ Name: 'x', 'posterns:x': '', 'my:postern:x': '' }));
});

const accepted: readonly (readonly [type: string, key: string, value: string])[] = [
  [service, 'postern:auto-accept', 'account=*'],
  [service, 'postern:auto-accept:partners', 'account=111122223333,444455556666 tag:stage=prod name=web-*'],
  [service, 'postern:max-connections', '1'],
  [service, 'postern:max-connections', '4294967295'],
  [service, 'postern:max-bandwidth', '8 kbit/s'],
  [service, 'postern:max-bandwidth', '1.5Gbit/s'],
  [service, 'postern:cut-on-revoke', 'true'],
  [service, 'postern:force-delete', 'false'],
  ['vpc-endpoint-connection', 'postern:max-connections', '5'],
  ['vpc-endpoint-connection', 'postern:max-bandwidth', '1000 Gbit/s'],
  ['vpc-endpoint', 'postern:request-message', 'team payments, ticket 42'],
];

for (const [type, key, value] of accepted) {
  test(`${key}=${value} is accepted on a ${type}`, () => checkExtensionTags(type, [{ key, value }]));
}

const refused: readonly (readonly [type: string, key: string, value: string])[] = [
  [service, 'postern:auto-accept', ''],
  [service, 'postern:auto-accept', 'account='],
  [service, 'postern:auto-accept', 'account=1111*'],
  [service, 'postern:auto-accept', 'account=111122223333,'],
  [service, 'postern:auto-accept', 'account=* account=*'],
  [service, 'postern:auto-accept', 'acount=111122223333'],
  [service, 'postern:auto-accept', 'tag:=x'],
  [service, 'postern:auto-accept', 'true'],
  [service, 'postern:auto-accept:', 'account=*'],
  [service, 'postern:auto-accept', '=x'],
  [service, 'postern:max-connections', '0'],
  [service, 'postern:max-connections', '-1'],
  [service, 'postern:max-connections', '1e3'],
  [service, 'postern:max-connections', '4294967296'],
  [service, 'postern:max-bandwidth', '100'],
  [service, 'postern:max-bandwidth', '7 kbit/s'],
  [service, 'postern:max-bandwidth', '1001 Gbit/s'],
  [service, 'postern:max-bandwidth', '10 MB/s'],
  [service, 'postern:cut-on-revoke', 'True'],
  [service, 'postern:force-delete', ''],
  [service, 'postern:request-message', 'hello'],
  [service, 'postern:unknown', 'x'],
  [service, 'Postern:force-delete', 'true'],
  [service, 'postern:constructor', 'true'],
  ['vpc-endpoint', 'postern:request-message', ' '],
  ['vpc-endpoint', 'postern:max-connections', '1'],
  ['vpc-endpoint-connection', 'postern:auto-accept', 'account=*'],
  ['vpc', 'postern:force-delete', 'true'],
];

for (const [type, key, value] of refused) {
  test(`${key}=${value} is refused on a ${type}`, () => {
    assert.throws(() => checkExtensionTags(type, [{ key, value }]), { code: 'InvalidParameterValue' });
  });
}

test('the connection’s own limits come before those of the service, each apart', () => {
  const service = { tags: tags({ 'postern:max-connections': '10', 'postern:max-bandwidth': '100 Mbit/s' }) };
  assert.deepEqual(connectionLimits({ tags: [] }, {}), {});
  assert.deepEqual(connectionLimits(service, {}), { connections: 10, bitsPerSecond: 100_000_000 });
  const connectionTags = tags({ 'postern:max-connections': '20' });
  assert.deepEqual(connectionLimits(service, { connectionTags }), {
    connections: 20,
    bitsPerSecond: 100_000_000,
  });
});

test('switches are off unless they are true, and a message is a message', () => {
  assert.equal(cutsOnRevoke({ tags: [] }), false);
  assert.equal(cutsOnRevoke({ tags: tags({ 'postern:cut-on-revoke': 'true' }) }), true);
  assert.equal(forcesDelete({ tags: tags({ 'postern:force-delete': 'false' }) }), false);
  assert.equal(forcesDelete({ tags: tags({ 'postern:force-delete': 'true' }) }), true);
  assert.equal(requestMessage({ tags: tags({ 'postern:request-message': 'hello' }) }), 'hello');
});

test('a service has as many rules as it has tags for', () => {
  const record = tags({ 'postern:auto-accept': 'account=*', 'postern:auto-accept:2': 'name=x', Name: 'y' });
  assert.equal(acceptanceRules({ tags: record }).length, 2);
});
