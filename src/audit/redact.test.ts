import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadServices } from '../wire/service.ts';
import { shown } from './redact.ts';

test('the password of an endpoint that is subscribed is not shown', () => {
  const input = loadServices().get('sns')?.operations.get('Subscribe')?.input;
  const event = shown(input, { Protocol: 'http', Endpoint: 'http://me:p@ss@192.0.2.1/' });
  assert.deepEqual(event, { protocol: 'http', endpoint: 'http://me:****@192.0.2.1/' });
});
