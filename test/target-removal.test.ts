import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeregisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { required, until } from '../src/demo/world.ts';
import { echo, talk } from './harness/programs.ts';
import { openConnections, openScene, runIn, type Scene } from './harness/scene.ts';

test('a connection to a target that is deregistered goes on, and new ones go to the others', async () => {
  await using scene = await openScene({ server: echo, serverAddresses: ['10.0.1.10', '10.0.1.11'] });
  const consumer = required(scene.consumers[0]);
  const address = consumer.endpoint.addresses[0];
  const open = Array.from({ length: 8 }, (_, number) =>
    runIn(scene, consumer, '10.0.1.10', talk, address, '80', String(41000 + number), 'long', '120'),
  );
  await untilOpen(scene, open.length);
  await scene.provider.elb.send(
    new DeregisterTargetsCommand({
      TargetGroupArn: scene.service.targetGroupArn,
      Targets: [{ Id: '10.0.1.11' }],
    }),
  );
  const fresh = await Promise.all(
    Array.from({ length: 8 }, (_, number) =>
      runIn(scene, consumer, '10.0.1.10', talk, address, '80', String(42000 + number), 'new', '1'),
    ),
  );
  for (const answer of fresh) assert.match(answer, / 10\.0\.1\.10$/);
  const servers = new Set((await Promise.all(open)).map((answer) => answer.split(' ')[1]));
  assert.deepEqual([...servers].sort(), ['10.0.1.10', '10.0.1.11'], 'the open ones were on both targets');
});

function untilOpen(scene: Scene, count: number): Promise<void> {
  return until(`${count} open connections`, async () => (await openConnections(scene)) >= count);
}
