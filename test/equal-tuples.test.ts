import assert from 'node:assert/strict';
import { test } from 'node:test';
import { echo, talk } from './harness/programs.ts';
import { openScene, runIn } from './harness/scene.ts';

test('two consumers with the same client, the same port and the same endpoint address talk at once, each to itself', async () => {
  await using scene = await openScene({
    server: echo,
    consumers: 2,
    endpointAddresses: ['10.0.1.100', '10.0.2.100'],
  });
  const answers = await Promise.all(
    scene.consumers.map((consumer, number) =>
      runIn(scene, consumer, '10.0.1.10', talk, '10.0.1.100', '80', '40000', `word${number}`, '50'),
    ),
  );
  const [first, second] = answers;
  assert.notEqual(first, second, 'the server must be able to tell them apart');
  for (const answer of answers) assert.equal(answer.split(':')[0], scene.service.nodeAddresses[0]);
  assert.ok(
    answers.some((answer) => answer.includes(':40000 ')),
    `one of them keeps its port: ${answers}`,
  );
});
