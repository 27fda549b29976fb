/** Questions to other resolvers, and those who would answer in their place. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { type Answer, decode, encode, type Packet } from 'dns-packet';
import fc from 'fast-check';
import { dnsBench } from '../operations/route53/testing/dns-bench.ts';
import { Forwarder } from './forwarder.ts';
import { readResponse } from './response.ts';

type Reply = (question: Buffer, send: (message: Buffer) => void, from: RemoteInfo, socket: Socket) => void;

/** A resolver on the loopback device that answers as it is told, over UDP; over TCP with `overTcp`. */
async function fakeResolver(reply: Reply, overTcp?: (question: Buffer) => Buffer) {
  const socket = createSocket('udp4');
  let asked = 0;
  socket.on('message', (message, from) => {
    asked += 1;
    reply(message, (answer) => socket.send(answer, from.port, from.address), from, socket);
  });
  const tcp = createServer((connection) => {
    connection.on('error', () => connection.destroy());
    connection.on('data', (chunk) => {
      const answer = overTcp?.(chunk.subarray(2)) ?? Buffer.alloc(0);
      connection.write(Buffer.concat([Buffer.from([answer.length >> 8, answer.length & 255]), answer]));
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const address = tcp.address();
  assert.ok(typeof address === 'object' && address);
  await new Promise<void>((resolve) => socket.bind(address.port, '127.0.0.1', resolve));
  let time = 1_000_000;
  const forwarder = new Forwarder({
    resolvers: [{ address: '127.0.0.1', port: address.port }],
    randomBytes,
    now: () => time,
  });
  return {
    forwarder,
    asked: () => asked,
    later: (seconds: number) => {
      time += seconds * 1000;
    },
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}

/** An answer with the question as it came, byte by byte. */
function answerTo(question: Buffer, answers: Answer[], more: Packet = {}): Buffer {
  const { id, questions } = decode(question);
  const packet = { type: 'response', id, flags: 0x180, questions, answers, ...more } as Packet;
  return encode(packet);
}
const a = (name: string, data: string, ttl = 60): Answer => ({ name, type: 'A', ttl, data });
const short = (found: Awaited<ReturnType<Forwarder['ask']>>) =>
  found && [
    found.code,
    ...found.answers.map(({ owner, type, data }) => `${owner} ${type} ${data.join('.')}`),
  ];

test('what was asked for is believed and kept, and nothing else that came with it', async () => {
  await using fake = await fakeResolver((question, send) =>
    send(
      answerTo(question, [
        a('evil.example.org', '6.6.6.6'),
        { name: 'www.example.com', type: 'CNAME', ttl: 60, data: 'web.example.net' },
        a('web.example.net', '192.0.2.1', 20),
        a('bank.example', '6.6.6.6'),
      ]),
    ),
  );
  const expected = [
    'NOERROR',
    'www.example.com. 5 3.119.101.98.7.101.120.97.109.112.108.101.3.110.101.116.0',
    'web.example.net. 1 192.0.2.1',
  ];
  assert.deepEqual(short(await fake.forwarder.ask('www.example.com.', 1)), expected);
  fake.later(15);
  const again = await fake.forwarder.ask('www.example.com.', 1);
  assert.deepEqual(short(again), expected);
  assert.deepEqual(
    again?.answers.map(({ ttl }) => ttl),
    [45, 5],
  );
  assert.equal(fake.asked(), 1);
  fake.later(6);
  await fake.forwarder.ask('www.example.com.', 1);
  assert.equal(fake.asked(), 2);
});

test('a denial is believed with the SOA record of a zone that the name is in, and with nothing else', async () => {
  const soa = (name: string): Answer => ({
    ...{ name, type: 'SOA', ttl: 60 },
    data: {
      mname: 'ns.example',
      rname: 'host.example',
      serial: 1,
      refresh: 1,
      retry: 1,
      expire: 1,
      minimum: 9,
    },
  });
  const foreign: Answer[] = [
    soa('bank.example'),
    soa('w.example.com'),
    { name: 'example.com', type: 'NS', ttl: 60, data: 'ns.evil.example' },
  ];
  const cases: readonly (readonly [Answer[], readonly string[]])[] = [
    [[...foreign, soa('example.com'), soa('com')], ['example.com.']],
    [foreign, []],
  ];
  for (const [authorities, owners] of cases) {
    await using fake = await fakeResolver((question, send) =>
      send(answerTo(question, [], { flags: 0x183, authorities })),
    );
    const found = await fake.forwarder.ask('www.example.com.', 1);
    assert.equal(found?.code, 'NXDOMAIN');
    assert.deepEqual(found.answers, []);
    assert.deepEqual(
      found.authority.map(({ owner }) => owner),
      owners,
    );
  }
});

test('answers with another id, another spelling, another question or from another port are waited past', async () => {
  const spellings = new Set<string>();
  await using fake = await fakeResolver((question, send, from) => {
    const name = decode(question).questions?.[0]?.name ?? '';
    spellings.add(name);
    const right = answerTo(question, [a(name, '192.0.2.1')]);
    const wrong = answerTo(question, [a(name, '6.6.6.6')]);
    const damaged = (change: (copy: Buffer) => void) => {
      const copy = Buffer.from(wrong);
      change(copy);
      return copy;
    };
    send(damaged((copy) => copy.writeUInt16BE(copy.readUInt16BE(0) ^ 1, 0)));
    const letter = [...wrong.subarray(12, 60)].findIndex((byte) =>
      /[a-zA-Z]/.test(String.fromCharCode(byte)),
    );
    send(damaged((copy) => (copy[12 + letter] = (copy[12 + letter] ?? 0) ^ 0x20)));
    send(damaged((copy) => (copy[2] = 0)));
    const stranger = createSocket('udp4');
    stranger.send(wrong, from.port, from.address, () => {
      stranger.close();
      send(right);
    });
  });
  for (let at = 0; at < 8; at += 1) {
    const found = await fake.forwarder.ask(`abcdefghij${at}.example.com.`, 1);
    assert.deepEqual(
      found?.answers.map(({ data }) => data.join('.')),
      ['192.0.2.1'],
    );
  }
  assert.ok(
    [...spellings].some((name) => /[A-Z]/.test(name)),
    'the case of the name is random',
  );
});

test('what is cut is asked for again over TCP, and failures are asked for again', async () => {
  let failures = 1;
  await using fake = await fakeResolver(
    (question, send) => {
      failures -= 1;
      send(answerTo(question, [], { flags: failures >= 0 ? 0x182 : 0x380 }));
    },
    (question) => answerTo(question, [a(decode(question).questions?.[0]?.name ?? '', '192.0.2.1')]),
  );
  const found = await fake.forwarder.ask('long.example.com.', 1);
  assert.equal(found?.answers.length, 1);
  assert.equal(fake.asked(), 2);
});

test('nobody who answers is no answer, after a bounded time', async () => {
  await using fake = await fakeResolver(() => undefined);
  assert.equal(await fake.forwarder.ask('example.com.', 1), undefined);
  assert.equal(fake.asked(), 3);
});

test('a name that nothing here is responsible for is asked for elsewhere, others are not', async () => {
  await using fake = await fakeResolver((question, send) => {
    const name = decode(question).questions?.[0]?.name ?? '';
    send(
      name.toLowerCase() === 'www.example.org'
        ? answerTo(question, [a(name, '192.0.2.1')])
        : answerTo(question, [], { flags: 0x183 }),
    );
  });
  const bench = dnsBench({ upstream: fake.forwarder });
  const vpc = bench.vpc();
  const zone = bench.zone('example.internal', vpc);
  bench.add(zone, 'out.example.internal CNAME www.example.org');
  const ask = async (name: string, flags = 0x100) => {
    const answer = await bench.send(
      vpc,
      encode({ id: 1, type: 'query', flags, questions: [{ name, type: 'A' }] }),
    );
    assert.ok(answer);
    const decoded = decode(Buffer.from(answer)) as ReturnType<typeof decode> & { rcode: string };
    return [
      decoded.rcode,
      ...(decoded.answers ?? []).map((record) => `${record.name} ${'data' in record ? record.data : ''}`),
    ];
  };
  assert.deepEqual(await ask('www.example.org'), ['NOERROR', 'www.example.org 192.0.2.1']);
  assert.deepEqual(await ask('out.example.internal'), [
    'NOERROR',
    'out.example.internal www.example.org',
    'www.example.org 192.0.2.1',
  ]);
  assert.deepEqual(await ask('none.example.org'), ['NXDOMAIN']);
  const asked = fake.asked();
  assert.deepEqual(await ask('none.example.internal'), ['NXDOMAIN']);
  assert.deepEqual(await ask('new.example.org', 0), ['NXDOMAIN'], 'without recursion desired');
  assert.equal(fake.asked(), asked);
});

test('damaged answers are never anything but refused or right', () => {
  const sent = encode({
    id: 7,
    type: 'query',
    flags: 0x100,
    questions: [{ name: 'a.example.com', type: 'MX' }],
  });
  const answer = answerTo(sent, [
    { name: 'a.example.com', type: 'CNAME', ttl: 60, data: 'b.example.com' },
    { name: 'b.example.com', type: 'MX', ttl: 60, data: { preference: 1, exchange: 'c.example.com' } },
  ]);
  const whole = readResponse(answer, sent, 'a.example.com.', 15);
  assert.ok(typeof whole === 'object' && whole.answers.length === 2);
  const edits = fc.array(fc.tuple(fc.nat({ max: answer.length - 1 }), fc.nat({ max: 255 })), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(edits, fc.nat({ max: answer.length }), (changes, length) => {
      const copy = Buffer.from(answer);
      for (const [at, value] of changes) copy[at] = value;
      for (const message of [copy, copy.subarray(0, length)]) {
        const read = readResponse(message, sent, 'a.example.com.', 15);
        if (typeof read !== 'object') continue;
        for (const { owner, type } of read.answers.slice(0, 1)) {
          assert.equal(owner, 'a.example.com.');
          assert.ok(type === 5 || type === 15);
        }
      }
    }),
    { numRuns: 20_000, seed: 4 },
  );
});

test('compressed names are written out, and pointers that lead nowhere or round in circles are refused', () => {
  const sent = encode({
    id: 7,
    type: 'query',
    flags: 0x100,
    questions: [{ name: 'a.example.com', type: 'MX' }],
  });
  const message = (owner: string, data: string, tail = '') => {
    const header = Buffer.from('000781800001000100000000', 'hex');
    const bytes = Buffer.from(data, 'hex');
    const fixed = Buffer.from(`000f00010000003c${bytes.length.toString(16).padStart(4, '0')}`, 'hex');
    return Buffer.concat([
      header,
      sent.subarray(12),
      Buffer.from(owner, 'hex'),
      fixed,
      bytes,
      Buffer.from(tail, 'hex'),
    ]);
  };
  const read = (whole: Buffer) => readResponse(whole, sent, 'a.example.com.', 15);
  // 12: the question's name; 14: example.com in it. The record's data starts 12 bytes after the question's end, at 43.
  const right = read(message('c00c', '0001' + '0162' + 'c00e'));
  assert.ok(typeof right === 'object');
  assert.deepEqual(
    right.answers.map(({ owner, text }) => [owner, text]),
    [['a.example.com.', 'b.example.com.']],
  );
  for (const data of [
    '0001c02d',
    '0001c02f',
    '00010162c02d',
    '0001c0ff',
    '0001ffff',
    '0001c0',
    '00014061',
    '000100c0',
  ]) {
    const answer = read(message('c00c', data));
    const followed = typeof answer === 'object' && answer.answers[0]?.text !== '.';
    assert.ok(!followed, data);
  }
  assert.equal(read(message('c01f', '000100')), 'failed', 'an owner that points to itself');
});

test('no VPC takes all that can be asked for elsewhere', async () => {
  const answers: (() => void)[] = [];
  const bench = dnsBench({
    upstream: {
      ask: () =>
        new Promise((resolve) =>
          answers.push(() => resolve({ code: 'NXDOMAIN', answers: [], authority: [] })),
        ),
    },
  });
  const [greedy, other] = [bench.vpc(), bench.vpc()];
  const ask = async (vpc: string, name: string) => {
    const message = encode({ id: 1, type: 'query', flags: 0x100, questions: [{ name, type: 'A' }] });
    const answer = await bench.send(vpc, message);
    assert.ok(answer);
    return (decode(Buffer.from(answer)) as { rcode?: string }).rcode;
  };
  const many = Array.from({ length: 200 }, (_, at) => ask(greedy, `n${at}.example.org`));
  const last = ask(other, 'n.example.org');
  for (const answer of answers) answer();
  const codes = await Promise.all(many);
  assert.equal(codes.filter((code) => code === 'SERVFAIL').length, 72);
  assert.equal(await last, 'NXDOMAIN');
  const again = ask(greedy, 'again.example.org');
  answers.at(-1)?.();
  assert.equal(await again, 'NXDOMAIN');
});
