import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftovers } from './harness/leftovers.ts';
import { echo, talk } from './harness/programs.ts';
import { openScene, runIn } from './harness/scene.ts';

test('two Posterns on one machine do not touch each other, and removing one leaves the other working', async () => {
  await using staying = await openScene({ server: echo });
  const leaving = await openScene({ server: echo });
  try {
    const answers = await Promise.all(
      [staying, leaving].map((scene) => {
        const consumer = scene.consumers[0];
        assert.ok(consumer);
        return runIn(
          scene,
          consumer,
          '10.0.1.10',
          talk,
          consumer.endpoint.addresses[0],
          '80',
          '40000',
          'word',
          '5',
        );
      }),
    );
    assert.equal(answers.length, 2);
  } finally {
    await leaving.machine.remove();
  }
  assert.deepEqual(leftovers(leaving.instance), []);
  const consumer = staying.consumers[0];
  assert.ok(consumer);
  await runIn(staying, consumer, '10.0.1.10', talk, consumer.endpoint.addresses[0], '80', '0', 'word', '5');
});
