/**
 * Thousands of damaged requests to every operation. None may be answered with a 5xx, none that is refused may change
 * anything, and no answer may tell of another account.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '../src/operations/generated/registry.ts';
import type { Operation } from '../src/operations/operation.ts';
import type { ApiAnswer } from '../src/server/exchange.ts';
import type { TestServer } from '../src/server/testing/server.ts';
import { loadServices } from '../src/wire/service.ts';
import type { SignOptions } from '../src/wire/testing/sign.ts';
import { type Damage, type Draft, documentDamages, formDamages, textDamages } from './damage/damage.ts';
import { plausibleInput, type Texts } from './damage/plausible.ts';
import { type Random, seededRandom } from './damage/random.ts';
import { draftOf } from './damage/requests.ts';
import { storageDamages, unchecked } from './damage/storage-damage.ts';
import {
  consumer,
  idsOf,
  marker,
  openWorld,
  type Party,
  provider,
  stranger,
  strangersUser,
  textsOf,
} from './damage/world.ts';

const requestsMin = 20_000;
/** Operations that share a world, before it is made anew: some of them delete much of it. */
const operationsPerWorld = 12;
const services = loadServices();
/** Another one makes other requests. */
const seed = 20_261_127;

interface Seen {
  requests: number;
  succeeded: number;
  readonly problems: string[];
}

test(`${requestsMin} damaged requests are refused as AWS would, and change and tell nothing`, async (t) => {
  const seen: Seen = { requests: 0, succeeded: 0, problems: [] };
  // One more than needed: the SDK cannot write every request.
  const rounds = Math.ceil(requestsMin / operations.length / 2) + 1;
  // What deletes comes last, so that the others find something.
  const ordered = operations.toSorted((a, b) => Number(isDeletion(a)) - Number(isDeletion(b)));
  for (let at = 0; at < ordered.length; at += operationsPerWorld) {
    await using server = await openWorld();
    for (const operation of ordered.slice(at, at + operationsPerWorld)) {
      await batter(server, operation, rounds, seededRandom(seed + at), seen);
    }
    for (const file of await server.strayFiles()) seen.problems.push(`the content ${file} is in no record`);
    for (const entry of server.log) {
      if ('failure' in entry)
        seen.problems.push(`${entry.operation}: ${(entry.failure as Error).stack ?? entry.failure}`);
    }
  }
  t.diagnostic(`${seen.requests} requests, ${seen.succeeded} of them answered with success`);
  assert.deepEqual([...new Set(seen.problems)].slice(0, 20), []);
  assert.ok(seen.requests >= requestsMin, `${seen.requests} requests`);
});

function isDeletion({ name }: Operation): boolean {
  return /^(Delete|Remove|Abort|Terminate)/.test(name);
}

/** Sends plausible requests, and each of them damaged. */
async function batter(
  server: TestServer,
  operation: Operation,
  rounds: number,
  random: Random,
  seen: Seen,
): Promise<void> {
  const shape = services.get(operation.service)?.operations.get(operation.name);
  assert.ok(shape);
  for (let round = 0; round < rounds; round += 1) {
    const party = random.pick([provider, consumer, stranger, strangersUser]);
    const texts = textsOf(server.state, party.accountId);
    const input = plausibleInput(shape, operation.honours, texts, random);
    const draft = await draftOf(operation.service, operation.name, input);
    if (!draft) continue;
    const label = `${operation.service} ${operation.name}`;
    await check(server, operation, party, texts, draft, {}, `${label} as it should be`, seen);
    const [how, damaged] = damage(draft, operation, texts, random);
    const [wrongly, signing] = random.chance(90) ? ['', {}] : wrongSigning(random);
    await check(server, operation, party, texts, damaged, signing, `${label}, ${how}${wrongly}`, seen);
  }
}

function damage(draft: Draft, operation: Operation, texts: Texts, random: Random): [string, Draft] {
  const isForm = services.get(operation.service)?.protocol.endsWith('Query') === true;
  const damages: Readonly<Record<string, Damage>> = {
    ...textDamages,
    ...(isForm ? formDamages : documentDamages),
    ...(operation.service === 's3' && storageDamages(texts)),
  };
  const how = random.pick(Object.keys(damages));
  // A checksum that is not that of the damaged body would keep it from being read.
  const bare = operation.service === 's3' && random.chance(70);
  const damaged = damages[how]?.(bare ? unchecked(draft) : draft, random) ?? draft;
  if (random.chance(70)) return [how, damaged];
  const more = random.pick(Object.keys(damages));
  return [`${how}, ${more}`, damages[more]?.(damaged, random) ?? damaged];
}

function wrongSigning(random: Random): [string, Partial<SignOptions>] {
  return random.pick<[string, Partial<SignOptions>]>([
    [', signed with a wrong secret', { secret: 'not the secret' }],
    [', signed by nobody known', { accessKeyId: 'AKIANOBODY' }],
    [', signed yesterday', { date: new Date(Date.now() - 86_400_000) }],
    [', signed for another service', { service: 's3' }],
    [', signed for no region', { region: 'nowhere-1' }],
    [', with a token', { sessionToken: 'IQoJb3JpZ2luX2VjE' }],
  ]);
}

async function check(
  server: TestServer,
  operation: Operation,
  party: Party,
  texts: Texts,
  draft: Draft,
  signing: Partial<SignOptions>,
  what: string,
  seen: Seen,
): Promise<void> {
  const before = server.state.revision;
  const answer = await send(server, operation, party, draft, signing);
  const text = await textOf(answer);
  const problem = (found: string) =>
    seen.problems.push(`${what}: ${found} (${answer.status} ${text.slice(0, 300)})`);
  seen.requests += 1;
  if (answer.status < 300) seen.succeeded += 1;
  // S3 says with 501 what it does not have, as AWS does, and clients do not try that again.
  if (answer.status >= 500 && answer.status !== 501) problem('the server failed');
  if (answer.status >= 300 && server.state.revision !== before)
    problem('a refused request changed something');
  const isReading = isRead(operation, draft);
  if (isReading && server.state.revision !== before) problem('a reading request changed something');
  if (party.accountId === stranger.accountId) tells(text, draft, texts, problem);
}

/** Where the path or the method say what is asked, damage may have made another operation of it. */
function isRead({ service, access }: Operation, { method, path }: Draft): boolean {
  if (service === 's3') return method === 'GET' || method === 'HEAD';
  return access === 'read' && path === '/';
}

/** Headers and body. */
async function textOf({ headers, body }: ApiAnswer): Promise<string> {
  const head = JSON.stringify(headers);
  if (typeof body === 'string') return `${body} ${head}`;
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of body.read()) pieces.push(piece);
  } finally {
    body.close();
  }
  return `${Buffer.concat(pieces)} ${head}`;
}

function tells(answer: string, draft: Draft, texts: Texts, problem: (text: string) => void): void {
  if (answer.includes(marker)) problem("the answer tells what another account's resource holds");
  const hidden = idsOf(texts.others);
  const said = decodeURIComponentSafe(`${draft.path} ${JSON.stringify(draft.query)} ${draft.body}`);
  for (const [id] of answer.matchAll(/[a-z-]+-[0-9a-f]{17}/g)) {
    if (hidden.has(id) && !said.includes(id))
      problem(`the answer tells of ${id}, which is another account's`);
  }
}

async function send(
  server: TestServer,
  operation: Operation,
  party: Party,
  draft: Draft,
  signing: Partial<SignOptions>,
): Promise<ApiAnswer> {
  return await server.answer({
    accessKeyId: party.keyId,
    secret: party.secret,
    service: operation.service,
    ...draft,
    body: draft.body.toWellFormed(),
    headers: { host: '127.0.0.1:4566', ...draft.headers },
    ...signing,
  });
}

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
