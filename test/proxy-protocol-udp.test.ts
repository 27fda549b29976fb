/** The header of the PROXY protocol before UDP flows, as targets get it, with real packets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatIpv4 } from '../src/model/address.ts';
import { eventually } from '../src/network/testing/place.ts';
import { HostProgram } from './harness/host-program.ts';
import { openNode } from './harness/node.ts';

const world = `
vpc vpc-p cidr=10.0.0.0/16
subnet subnet-p vpc=vpc-p cidr=10.0.1.0/24 zone=a
eni eni-n subnet=subnet-p ip=10.0.1.50 of=nlb
nlb nlb-1 nodes=eni-n
eni eni-t subnet=subnet-p ip=10.0.1.10 of=instance
instance i-t eni=eni-t state=running
eni eni-l subnet=subnet-p ip=10.0.1.11 of=instance
instance i-l eni=eni-l state=running
group tg vpc=vpc-p type=ip protocol=UDP targets=10.0.1.10:7000@a set=proxy_protocol_v2.enabled:true
group tg-both vpc=vpc-p type=ip protocol=TCP_UDP targets=10.0.1.10:7000@a set=proxy_protocol_v2.enabled:true
listener l-70 nlb=nlb-1 port=70 group=tg protocol=UDP
listener l-71 nlb=nlb-1 port=71 group=tg-both protocol=TCP_UDP
service vpce-svc-1 nlbs=nlb-1
vpc vpc-c cidr=10.0.0.0/16
subnet subnet-c vpc=vpc-c cidr=10.0.1.0/24 zone=a
sg sg-c vpc=vpc-c rules=-1:*:0.0.0.0/0
eni eni-e subnet=subnet-c ip=10.0.1.100 of=endpoint sgs=sg-c
endpoint vpce-1 service=vpce-svc-1 state=available epoch=0 enis=eni-e sgs=sg-c
eni eni-c subnet=subnet-c ip=10.0.1.10 of=instance
instance i-c eni=eni-c state=running
`;

/** Says what comes, and sends it back without the first 100 bytes where it begins like a header. */
const server = `
const udp = dgram.createSocket('udp4');
udp.on('message', (data, peer) => {
  say({ got: data.toString('hex'), from: peer.address + ':' + peer.port });
  udp.send(data[0] === 13 ? data.subarray(100) : data, peer.port, peer.address);
});
udp.bind(7000, () => net.createServer((socket) => {
  const got = [];
  socket.on('error', () => {});
  socket.on('data', (data) => {
    got.push(data);
    say({ stream: Buffer.concat(got).toString('hex') });
  });
}).listen(7000, () => say({ listening: true })));`;

/** Sends datagrams from one port as it is told. */
const client = `
const udp = dgram.createSocket('udp4');
udp.on('message', (data) => say({ answer: data.length, begins: data.toString('latin1', 0, 8) }));
udp.bind(() => say({ port: udp.address().port }));
onTold = ({ text, bytes, host, port }) =>
  udp.send(Buffer.alloc(bytes ?? text.length, text), port, host);`;

/** A reader of the protocol's second version by its specification, for IPv4; throws at what is not one. */
function parse(bytes: Buffer) {
  assert.equal(bytes.toString('latin1', 0, 12), '\r\n\r\n\0\r\nQUIT\n');
  assert.equal(bytes.readUInt8(12) >> 4, 2, 'version');
  const command = bytes.readUInt8(12) & 15;
  const family = bytes.readUInt8(13) >> 4;
  const transport = bytes.readUInt8(13) & 15;
  const end = 16 + bytes.readUInt16BE(14);
  assert.ok(end <= bytes.length && family === 1 && command === 1);
  const tlvs = new Map<number, Buffer>();
  let at = 28;
  while (at < end) {
    const [kind, length] = [bytes.readUInt8(at), bytes.readUInt16BE(at + 1)];
    tlvs.set(kind, bytes.subarray(at + 3, at + 3 + length));
    at += 3 + length;
  }
  assert.equal(at, end, 'the last field ends with the header');
  return {
    transport,
    source: `${formatIpv4(bytes.readUInt32BE(16))}:${bytes.readUInt16BE(24)}`,
    destination: `${formatIpv4(bytes.readUInt32BE(20))}:${bytes.readUInt16BE(26)}`,
    endpointId: tlvs.get(0xea)?.toString('latin1', 1),
    sumIsRight: tlvs.get(3)?.readUInt32BE() === crc32c(bytes.subarray(0, end)),
    payload: bytes.subarray(end),
  };
}

/** Of a header, in which the sum itself counts as zero. @see RFC 3720 appendix B.4 */
function crc32c(header: Uint8Array): number {
  let crc = 0xffffffff;
  for (const [at, byte] of header.entries()) {
    crc ^= at >= 31 && at < 35 ? 0 : byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}

const largest = 1500 - 28 - 100;
const stream = 1;
const datagram = 2;

test('the first datagram of a flow says whose it is, and the others are the client’s alone', async () => {
  await using node = await openNode(world);
  await using target = new HostProgram(node.namespaceOf('i-t'), server);
  await target.until('listening');
  const got = () =>
    target.lines.flatMap(({ got }) => (got === undefined ? [] : [Buffer.from(String(got), 'hex')]));
  await using consumer = new HostProgram(node.namespaceOf('i-c'), client);
  const { port } = await consumer.until('port');
  const send = (text: string, bytes?: number) =>
    consumer.tell({ text, host: '10.0.1.100', port: 70, ...(bytes !== undefined && { bytes }) });
  // Too large with a header: it is lost, and the next one has the header.
  const { proxy_header } = node.hyperplane.drops();
  send('L', largest + 1);
  await eventually('the drop', () => node.hyperplane.drops().proxy_header === proxy_header + 1n);
  send('largest ', largest);
  await consumer.until('answer', (bytes) => bytes === largest);
  send('second');
  await consumer.until('answer', (bytes) => bytes === 6);
  send('x', 1472);
  await consumer.until('answer', (bytes) => bytes === 1472);
  const [first, second, third] = got();
  assert.ok(first && second && third && got().length === 3);
  const { payload, ...said } = parse(first);
  assert.deepEqual(said, {
    transport: datagram,
    source: `10.0.1.10:${port}`,
    destination: '10.0.1.100:70',
    endpointId: node.id('vpce-1'),
    sumIsRight: true,
  });
  assert.deepEqual([payload.length, payload.toString('latin1', 0, 16)], [largest, 'largest largest ']);
  assert.deepEqual([second.toString(), third.length], ['second', 1472]);
});

test('a client in the VPC has no endpoint; a listener of both protocols has a header on both', async () => {
  await using node = await openNode(world);
  await using target = new HostProgram(node.namespaceOf('i-t'), server);
  await target.until('listening');
  await using local = new HostProgram(node.namespaceOf('i-l'), client);
  const { port } = await local.until('port');
  local.tell({ text: 'direct', host: '10.0.1.50', port: 70 });
  const direct = parse(Buffer.from(String((await target.until('got')).got), 'hex'));
  assert.deepEqual(
    [direct.endpointId, direct.source, direct.destination, direct.sumIsRight, direct.payload.toString()],
    [undefined, `10.0.1.11:${port}`, '10.0.1.50:70', true, 'direct'],
  );
  await using consumer = new HostProgram(
    node.namespaceOf('i-c'),
    `${client};net.connect(71, '10.0.1.100', function () { this.write('stream'); }).on('error', () => {});`,
  );
  await consumer.until('port');
  consumer.tell({ text: 'both', host: '10.0.1.100', port: 71 });
  const endsWith = (text: string) => (hex: unknown) =>
    Buffer.from(String(hex), 'hex').toString('latin1').endsWith(text);
  const byUdp = parse(Buffer.from(String((await target.until('got', endsWith('both'))).got), 'hex'));
  const byTcp = parse(Buffer.from(String((await target.until('stream', endsWith('stream'))).stream), 'hex'));
  assert.deepEqual([byUdp.transport, byTcp.transport], [datagram, stream]);
  for (const { endpointId, sumIsRight, destination } of [byUdp, byTcp]) {
    assert.deepEqual([endpointId, sumIsRight, destination], [node.id('vpce-1'), true, '10.0.1.100:71']);
  }
});
