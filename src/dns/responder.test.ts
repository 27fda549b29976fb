/** Messages as bytes, right ones and hostile ones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, encode, type Packet } from 'dns-packet';
import fc from 'fast-check';
import { seededRandom } from '../../test/damage/random.ts';
import { dnsBench } from '../operations/route53/testing/dns-bench.ts';
import { udpBytesMax } from './encode.ts';

function setUp() {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const zone = bench.zone('example.internal', vpc);
  bench.add(
    zone,
    'api.example.internal A 10.0.0.1|10.0.0.2|10.0.0.3',
    'long.example.internal TXT ' +
      Array.from({ length: 12 }, (_, at) => `"${String(at).padStart(200, 'x')}"`).join('|'),
    'odd\\000\\377\\056name.example.internal A 10.0.0.4',
    '*.w.example.internal A 10.0.0.5',
  );
  const bytes = (message: Uint8Array, transport: 'udp' | 'tcp' = 'udp') => {
    const answer = bench.send(vpc, message, transport);
    assert.ok(!(answer instanceof Promise));
    return answer;
  };
  return { ...bench, vpc, zone, bytes };
}

const question = (name: string, type = 'A', more: Packet = {}) =>
  encode({ id: 4711, type: 'query', flags: 0x100, questions: [{ name, type: type as 'A' }], ...more });
const edns = (udpPayloadSize: number, ednsVersion = 0): Packet => ({
  additionals: [
    {
      type: 'OPT',
      name: '.',
      udpPayloadSize,
      flags: 0,
      options: [],
      extendedRcode: 0,
      ednsVersion,
      flag_do: false,
    },
  ] as never,
});
const header = (message: Uint8Array | undefined) => {
  assert.ok(message);
  const view = new DataView(message.buffer, message.byteOffset);
  const [id, flags, ...counts] = [0, 2, 4, 6, 8, 10].map((at) => view.getUint16(at));
  return { id, flags: flags?.toString(16), counts };
};

test('the case of the name is given back, and compared without', () => {
  const { bytes } = setUp();
  const asked = question('aPi.ExAmPlE.iNtErNaL');
  const answer = bytes(asked);
  assert.deepEqual(header(answer), { id: 4711, flags: '8180', counts: [1, 3, 0, 0] });
  assert.deepEqual(Buffer.from(answer ?? []).subarray(12, asked.length), asked.subarray(12));
  const names = decode(Buffer.from(answer ?? [])).answers?.map(({ name }) => name);
  assert.deepEqual(new Set(names), new Set(['aPi.ExAmPlE.iNtErNaL']));
});

test('addresses take turns', () => {
  const { ask, vpc } = setUp();
  const first = Array.from({ length: 9 }, () => ask(vpc, 'api.example.internal').answers[0]);
  assert.equal(new Set(first).size, 3);
  assert.equal(first.filter((one) => one === first[0]).length, 3);
});

test('names with odd bytes are found and given back as they came', () => {
  const { bytes } = setUp();
  const label = Buffer.from('ODD\0\xff.name', 'latin1');
  const name = Buffer.concat([
    Buffer.from([label.length]),
    label,
    ...['example', 'internal'].map((text) => Buffer.from([text.length, ...Buffer.from(text)])),
    Buffer.from([0]),
  ]);
  const message = Buffer.concat([
    Buffer.from('000101000001000000000000', 'hex'),
    name,
    Buffer.from([0, 1, 0, 1]),
  ]);
  const answer = bytes(message);
  assert.deepEqual(header(answer).counts, [1, 1, 0, 0]);
  assert.deepEqual(Buffer.from(answer ?? []).subarray(12, message.length), message.subarray(12));
  assert.deepEqual([...(answer ?? [])].slice(-4), [10, 0, 0, 4]);
});

test('what is too long is cut and marked, and comes whole over TCP', () => {
  const { bytes } = setUp();
  const asked = question('long.example.internal', 'TXT');
  const cut = bytes(asked);
  assert.deepEqual(header(cut), { id: 4711, flags: '8380', counts: [1, 0, 0, 0] });
  assert.ok((cut?.length ?? 0) <= 512);
  const whole = bytes(asked, 'tcp');
  assert.deepEqual(header(whole).counts, [1, 12, 0, 0]);
  const large = bytes(question('long.example.internal', 'TXT', edns(4096)));
  assert.ok((large?.length ?? 0) <= udpBytesMax, 'never more than fits a packet, whatever the client takes');
  assert.deepEqual(header(large).flags, '8380');
  const fits = bytes(question('api.example.internal', 'A', edns(4096)));
  assert.deepEqual(header(fits).counts, [1, 3, 0, 1]);
  const opt = decode(Buffer.from(fits ?? [])).additionals?.[0];
  assert.ok(opt?.type === 'OPT' && opt.udpPayloadSize === udpBytesMax);
});

test('what cannot be answered is refused with the right code', () => {
  const { bytes } = setUp();
  const code = (message: Uint8Array) => Number.parseInt(header(bytes(message)).flags ?? '', 16) & 15;
  const plain = question('api.example.internal');
  const at = (offset: number, value: number) => {
    const copy = Buffer.from(plain);
    copy[offset] = value;
    return copy;
  };
  assert.equal(code(at(2, 0x29)), 4, 'NOTIFY');
  assert.equal(code(at(5, 0)), 1, 'no question');
  assert.equal(code(at(5, 2)), 1, 'two questions');
  assert.equal(code(at(7, 1)), 1, 'an answer in a question');
  assert.equal(code(at(12, 0xc0)), 1, 'a pointer to itself');
  assert.equal(code(at(12, 64)), 1, 'a reserved label type');
  assert.equal(code(Buffer.concat([plain, Buffer.from([0])])), 1, 'more than it says');
  assert.equal(code(plain.subarray(0, -1)), 1, 'less than it says');
  assert.equal(code(at(plain.length - 1, 3)), 5, 'class CHAOS');
  assert.equal(code(question('example.internal', 'AXFR')), 5);
  const badVersion = bytes(question('api.example.internal', 'A', edns(1232, 1)));
  assert.equal(decode(Buffer.from(badVersion ?? [])).additionals?.[0]?.type, 'OPT');
  assert.equal(badVersion?.at(-6), 1, 'BADVERS has its upper bits in OPT');
  assert.equal(bytes(at(2, 0x81)), undefined, 'an answer is not answered');
  assert.equal(bytes(plain.subarray(0, 11)), undefined);
  assert.equal(bytes(Buffer.alloc(0)), undefined);
});

test('a change is answered at once, also when an answer was kept', () => {
  const { ask, vpc, zone, add, change } = setUp();
  assert.equal(ask(vpc, 'new.example.internal').code, 'NXDOMAIN');
  add(zone, 'new.example.internal A 10.0.0.9');
  assert.deepEqual(ask(vpc, 'new.example.internal').answers, ['new.example.internal A 10.0.0.9']);
  const set = {
    Name: 'new.example.internal',
    Type: 'A' as const,
    TTL: 300,
    ResourceRecords: [{ Value: '10.0.0.9' }],
  };
  change(zone, [{ Action: 'DELETE', ResourceRecordSet: set }]);
  assert.equal(ask(vpc, 'new.example.internal').code, 'NXDOMAIN');
});

test('questions in the same bytes get their own ids and flags, and what is asked otherwise its own answer', () => {
  const { bytes, vpc, send } = setUp();
  for (const id of [1, 2, 3]) {
    assert.equal(header(bytes(question('api.example.internal', 'A', { id }))).id, id);
    assert.equal(header(bytes(question('api.example.internal', 'A', { id, flags: 0 }))).flags, '8080');
  }
  const without = bytes(question('long.example.internal', 'TXT'));
  assert.equal(header(without).flags, '8380');
  assert.equal(header(bytes(question('long.example.internal', 'TXT'), 'tcp')).flags, '8180');
  assert.deepEqual(bytes(question('long.example.internal', 'TXT')), without);
  assert.notEqual(send(vpc, question('api.example.internal')), undefined);
  assert.equal(send(undefined, question('api.example.internal')), undefined);
  assert.equal(send('vpc-0000000000000000f', question('api.example.internal')), undefined);
});

test('an answer that was handed out may be changed', () => {
  const { bytes } = setUp();
  const [first, second] = [1, 2].map((id) => bytes(question('w.example.internal', 'A', { id })));
  first?.fill(0xff);
  assert.equal(header(second).id, 2);
  assert.equal(header(bytes(question('w.example.internal', 'A', { id: 3 }))).id, 3);
});

test('100,000 damaged messages: no failure, no answer larger than allowed, none that is wrong', () => {
  const { bytes, vpc, send, counters } = { ...setUp(), counters: { answered: 0, right: 0 } };
  const random = seededRandom(20_261_127);
  const seeds = [
    question('api.example.internal'),
    question('API.example.internal', 'A', edns(1232)),
    question('x.w.example.internal', 'AAAA', edns(512)),
    question('long.example.internal', 'TXT', edns(4096)),
    question('nothing.example.internal', 'ANY'),
    question('a.b.c.d.e.f.g.h', 'PTR'),
  ];
  const { below } = random;
  for (let run = 0; run < 100_000; run += 1) {
    let message = Buffer.from(random.pick(seeds));
    for (let edits = below(4); edits >= 0; edits -= 1) {
      const place = below(message.length);
      if (random.chance(70)) message[place] = below(256);
      else if (random.chance(50)) message = message.subarray(0, Math.max(1, place));
      else message = Buffer.concat([message, message.subarray(place), message.subarray(0, below(40))]);
    }
    const transport = random.chance(80) ? 'udp' : 'tcp';
    const answer = send(vpc, message, transport);
    assert.ok(!(answer instanceof Promise));
    if (!answer) continue;
    counters.answered += 1;
    const buffer = Buffer.from(answer);
    assert.ok(transport === 'tcp' || buffer.length <= udpBytesMax);
    assert.equal(buffer.readUInt16BE(0), message.readUInt16BE(0), 'the id is that of the question');
    assert.ok(buffer.readUInt16BE(2) & 0x8000, 'it is an answer');
    const decoded = decode(buffer);
    for (const record of decoded.answers ?? []) {
      // Only one name has these addresses.
      if (record.type !== 'A') continue;
      assert.match(record.name, /^api\.example\.internal$|\.w\.example\.internal$/i, message.toString('hex'));
      counters.right += 1;
    }
  }
  assert.ok(counters.answered > 20_000 && counters.right > 1_000, JSON.stringify(counters));
  assert.ok(bytes(question('api.example.internal')));
});

test('no bytes at all make it fail', () => {
  const { vpc, send } = setUp();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (message) => {
      const answer = send(vpc, message);
      assert.ok(answer === undefined || answer instanceof Uint8Array);
    }),
    { numRuns: 20_000, seed: 3 },
  );
});

test('a defect costs one answer and is reported, once a minute', async () => {
  const reports: unknown[] = [];
  let time = 0;
  const bench = dnsBench({
    upstream: {
      ask: () => {
        throw new Error('defect');
      },
    },
    now: () => time,
    report: (error) => reports.push(error),
  });
  const vpc = bench.vpc();
  for (const _ of [1, 2]) assert.equal(await bench.send(vpc, question('www.example.org')), undefined);
  assert.equal(reports.length, 1);
  time = 60_000;
  assert.equal(await bench.send(vpc, question('www.example.org')), undefined);
  assert.equal(reports.length, 2);
  assert.equal(bench.responder.counters.failed, 3);
});
