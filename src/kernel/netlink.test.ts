import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  attribute,
  attributeText,
  attributeU8,
  attributeU32,
  encodeMessage,
  listAttributes,
  NLM_F_ACK,
  NLM_F_CREATE,
  NLM_F_EXCL,
  NLM_F_REQUEST,
  nested,
  parseAttributes,
  parseMessages,
  parseOutcome,
  textOf,
} from './netlink.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

describe('netlink messages', () => {
  it('are a header of 16 bytes in little-endian order and a body', () => {
    const flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
    const message = encodeMessage({ type: 16, flags, sequence: 7, body: bytes('0102030405060708') });
    // length 24, RTM_NEWLINK, flags 0x605, sequence 7, port 0
    assert.equal(hex(message), hex(bytes('18000000 1000 0506 07000000 00000000 0102030405060708')));
  });

  it('parse back, several to a datagram, also when one needs padding', () => {
    const first = encodeMessage({ type: 16, flags: 2, sequence: 1, body: bytes('aabbcc') });
    const second = encodeMessage({ type: 3, flags: 2, sequence: 1, body: bytes('00000000') });
    const messages = parseMessages(Buffer.concat([first, Buffer.alloc(1), second]));
    assert.deepEqual(
      messages.map(({ type, flags, sequence, body }) => [type, flags, sequence, hex(body)]),
      [
        [16, 2, 1, 'aabbcc'],
        [3, 2, 1, '00000000'],
      ],
    );
  });

  it('are refused when they are cut short at any length', () => {
    const whole = encodeMessage({ type: 16, flags: 0, sequence: 1, body: bytes('0102030405060708') });
    for (let length = 1; length < whole.length; length++) {
      assert.throws(() => parseMessages(whole.subarray(0, length)), /malformed/, `${length} bytes`);
    }
  });

  it('are refused when they claim a length shorter than the header, which would never end', () => {
    for (const length of [0, 1, 15]) {
      const message = Buffer.alloc(16);
      message.writeUInt32LE(length);
      assert.throws(() => parseMessages(message), /malformed/, `${length}`);
    }
  });
});

describe('netlink attributes', () => {
  it('have the length without padding and are padded to four bytes', () => {
    assert.equal(hex(attributeU8(23, 1)), '0500170001000000');
    assert.equal(hex(attributeU32(4, 1500)), '08000400dc050000');
    assert.equal(hex(attribute(1, bytes('0e1122334455'))), '0a0001000e11223344550000');
  });

  it('end text with a zero byte', () => {
    assert.equal(hex(attributeText(3, 'lo')), '070003006c6f0000');
    assert.equal(hex(attributeText(3, 'br-1')), '0900030062722d3100000000');
  });

  it('nest with the nested bit, the outer length covering the inner padding', () => {
    // IFLA_LINKINFO { IFLA_INFO_KIND "veth" }
    assert.equal(hex(nested(18, attributeText(1, 'veth'))), '10001280090001007665746800000000');
  });

  it('parse back without the flag bits, keeping repeated ones in a list', () => {
    const list = Buffer.concat([
      attributeText(53, 'one'),
      attributeText(53, 'two'),
      nested(18, attributeU8(1, 9)),
    ]);
    assert.deepEqual(
      listAttributes(list).map(([type, value]) => [type, hex(value)]),
      [
        [53, hex(Buffer.from('one\0'))],
        [53, hex(Buffer.from('two\0'))],
        [18, '0500010009000000'],
      ],
    );
    assert.equal(textOf(parseAttributes(list).get(53) ?? Buffer.alloc(0)), 'two');
  });

  it('are refused when they are cut short or claim less than their header', () => {
    const whole = attributeU32(4, 1500);
    for (let length = 1; length < whole.length; length++) {
      assert.throws(() => parseAttributes(whole.subarray(0, length)), /malformed/, `${length} bytes`);
    }
    assert.throws(() => parseAttributes(bytes('03000400')), /malformed/);
    assert.throws(() => parseAttributes(bytes('00000000')), /malformed/);
  });
});

describe('the outcome of a request', () => {
  it('is success when the error number is 0', () => {
    const message = {
      type: 2,
      flags: 0x100,
      sequence: 1,
      body: bytes('00000000 00000000000000000000000000000000'),
    };
    assert.deepEqual(parseOutcome(message), { errno: 0, text: '' });
  });

  it('is the negated number and the text of the extended acknowledgement behind the repeated header', () => {
    const repeated = bytes('2c000000 1800 0506 01000000 00000000');
    const text = attributeText(1, 'Nexthop has invalid gateway');
    const body = Buffer.concat([bytes('9bffffff'), repeated, text]); // -101, ENETUNREACH
    assert.deepEqual(parseOutcome({ type: 2, flags: 0x300, sequence: 1, body }), {
      errno: 101,
      text: 'Nexthop has invalid gateway',
    });
  });

  it('of a list stands without a repeated header', () => {
    const body = Buffer.concat([bytes('eaffffff'), attributeText(1, 'bad filter')]); // -22, EINVAL
    assert.deepEqual(parseOutcome({ type: 3, flags: 0x202, sequence: 1, body }), {
      errno: 22,
      text: 'bad filter',
    });
  });
});
