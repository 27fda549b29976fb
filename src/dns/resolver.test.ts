import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dnsBench } from '../operations/route53/testing/dns-bench.ts';

const soa = (zone: string) => [`${zone} SOA ns-1536.awsdns-00.co.uk 1`];

test('a private zone answers in its VPCs and nowhere else', () => {
  const bench = dnsBench();
  const [one, two, three] = [bench.vpc(), bench.vpc(), bench.vpc()];
  const zone = bench.zone('example.internal', one);
  bench.associate(zone, two);
  bench.add(zone, 'api.example.internal A 10.0.0.1');
  for (const vpc of [one, two]) {
    assert.deepEqual(bench.ask(vpc, 'api.example.internal'), {
      code: 'NOERROR',
      answers: ['api.example.internal A 10.0.0.1'],
      authority: [],
    });
  }
  assert.equal(bench.ask(three, 'api.example.internal').code, 'NXDOMAIN');
  assert.deepEqual(bench.ask(three, 'api.example.internal').answers, []);
});

test('what is not there is NXDOMAIN, of another type NODATA, both with the SOA', () => {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const zone = bench.zone('example.internal', vpc);
  bench.add(zone, 'a.b.example.internal A 10.0.0.1');
  const nothing = { answers: [], authority: soa('example.internal') };
  assert.deepEqual(bench.ask(vpc, 'x.example.internal'), { code: 'NXDOMAIN', ...nothing });
  assert.deepEqual(bench.ask(vpc, 'a.b.example.internal', 'TXT'), { code: 'NOERROR', ...nothing });
  assert.deepEqual(
    bench.ask(vpc, 'b.example.internal'),
    { code: 'NOERROR', ...nothing },
    'an empty non-terminal',
  );
  assert.deepEqual(bench.ask(vpc, 'x.a.b.example.internal'), { code: 'NXDOMAIN', ...nothing });
  assert.deepEqual(bench.ask(vpc, 'ab.example.internal'), { code: 'NXDOMAIN', ...nothing });
  const { authorities = [] } = bench.askFully(vpc, 'x.example.internal', 'A');
  assert.deepEqual(
    authorities.map((record) => 'ttl' in record && record.ttl),
    [900],
  );
});

test('the zone with the longest name answers, and its parent is not asked', () => {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const outer = bench.zone('example.com', vpc);
  const inner = bench.zone('dev.example.com', vpc);
  bench.add(outer, 'x.dev.example.com A 10.0.0.1', 'y.example.com A 10.0.0.2');
  bench.add(inner, 'z.dev.example.com A 10.0.0.3');
  assert.deepEqual(bench.ask(vpc, 'y.example.com').answers, ['y.example.com A 10.0.0.2']);
  assert.deepEqual(bench.ask(vpc, 'z.dev.example.com').answers, ['z.dev.example.com A 10.0.0.3']);
  assert.equal(bench.ask(vpc, 'x.dev.example.com').code, 'NXDOMAIN');
  assert.equal(bench.ask(vpc, 'xdev.example.com').code, 'NXDOMAIN');
});

test('wildcards stand for what is not there, below the closest name that is (RFC 4592)', () => {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const zone = bench.zone('example', vpc);
  bench.add(
    zone,
    '*.example TXT "this is a wildcard"',
    '*.example MX 10 host1.example.',
    'sub.*.example TXT "this is not a wildcard"',
    'host1.example A 192.0.2.1',
    '_ssh._tcp.host1.example SRV 0 0 22 host1.example.',
    '*.wild.example CNAME host1.example',
  );
  const answers = (name: string, type: string) => bench.ask(vpc, name, type).answers;
  assert.equal(answers('host3.example', 'MX').length, 1);
  assert.match(answers('host3.example', 'MX')[0] ?? '', /^host3\.example MX/);
  assert.deepEqual(bench.ask(vpc, 'host3.example', 'A').code, 'NOERROR');
  assert.equal(answers('foo.bar.example', 'TXT').length, 1);
  assert.deepEqual(bench.ask(vpc, 'host1.example', 'MX'), {
    code: 'NOERROR',
    answers: [],
    authority: soa('example'),
  });
  assert.equal(answers('sub.*.example', 'MX').length, 0);
  assert.equal(bench.ask(vpc, '_telnet._tcp.host1.example', 'SRV').code, 'NXDOMAIN');
  assert.equal(bench.ask(vpc, 'ghost.*.example', 'MX').code, 'NXDOMAIN', 'the name of the wildcard is there');
  assert.equal(answers('*.example', 'TXT').length, 1);
  assert.deepEqual(answers('a.b.wild.example', 'A'), [
    'a.b.wild.example CNAME host1.example',
    'host1.example A 192.0.2.1',
  ]);
});

test('CNAMEs are followed through zones, and a circle is a failure', () => {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const one = bench.zone('one.internal', vpc);
  const two = bench.zone('two.internal', vpc);
  bench.add(
    one,
    'a.one.internal CNAME b.two.internal',
    'x.one.internal CNAME y.one.internal',
    'y.one.internal CNAME x.one.internal',
    'lost.one.internal CNAME nowhere.two.internal',
    'out.one.internal CNAME example.org',
  );
  bench.add(two, 'b.two.internal CNAME c.two.internal', 'c.two.internal A 10.0.0.9');
  assert.deepEqual(bench.ask(vpc, 'a.one.internal').answers, [
    'a.one.internal CNAME b.two.internal',
    'b.two.internal CNAME c.two.internal',
    'c.two.internal A 10.0.0.9',
  ]);
  assert.deepEqual(bench.ask(vpc, 'a.one.internal', 'CNAME').answers, [
    'a.one.internal CNAME b.two.internal',
  ]);
  assert.deepEqual(bench.ask(vpc, 'x.one.internal'), { code: 'SERVFAIL', answers: [], authority: [] });
  assert.deepEqual(bench.ask(vpc, 'lost.one.internal'), {
    code: 'NXDOMAIN',
    answers: ['lost.one.internal CNAME nowhere.two.internal'],
    authority: soa('two.internal'),
  });
  assert.equal(bench.ask(vpc, 'out.one.internal').code, 'NXDOMAIN');
});

test('a public zone is answered to its own account only, and a private one of the name comes first', () => {
  const bench = dnsBench();
  const other = { accountId: '222222222222' };
  const [mine, theirs] = [bench.vpc(), bench.vpc('10.0.0.0/16', other)];
  const zone = bench.zone('example.com');
  bench.add(zone, 'www.example.com A 192.0.2.1');
  assert.deepEqual(bench.ask(mine, 'www.example.com').answers, ['www.example.com A 192.0.2.1']);
  assert.equal(bench.ask(theirs, 'www.example.com').code, 'NXDOMAIN');
  bench.zone('example.com', mine);
  assert.equal(bench.ask(mine, 'www.example.com').code, 'NXDOMAIN');
});

test('private zones need both DNS attributes of the VPC, and without support there is no answer at all', () => {
  const bench = dnsBench();
  const vpc = bench.vpc();
  bench.add(bench.zone('example.internal', vpc), 'a.example.internal A 10.0.0.1');
  const set = (attributes: object) => {
    const record = bench.resources.get('vpc', vpc);
    assert.ok(record);
    bench.resources.put('vpc', { ...record, ...attributes });
    bench.changed();
  };
  set({ enableDnsHostnames: false });
  assert.equal(bench.ask(vpc, 'a.example.internal').code, 'NXDOMAIN');
  set({ enableDnsSupport: false });
  const question = Buffer.from('000701000001000000000000016100000100 01'.replace(' ', ''), 'hex');
  assert.equal(bench.send(vpc, question), undefined);
  assert.equal(bench.send(undefined, question), undefined);
  assert.equal(bench.send('vpc-00000000000000000', question), undefined);
});

test('all record types come as they were written', () => {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const zone = bench.zone('t.internal', vpc);
  const lines = {
    A: '1.2.3.4|1.2.3.5',
    AAAA: '2001:db8::1',
    CAA: '0 issue "ca.example.net"',
    DS: '12345 8 2 00ff',
    MX: '10 mail.t.internal',
    NAPTR: '100 50 "s" "http" "" _http._tcp.example.com.',
    NS: 'ns1.example.com.',
    PTR: 'p.example.com',
    SPF: '"v=spf1 -all"',
    SRV: '1 2 443 s.example.com',
    SSHFP: '1 1 aabb',
    TLSA: '3 1 1 aabbcc',
    TXT: '"a\\"b" "c\\\\d\\101"',
  };
  for (const [type, value] of Object.entries(lines)) {
    if (type === 'NS' || type === 'DS') continue;
    bench.add(zone, `${type.toLowerCase()}.t.internal ${type} ${value}`);
    const { code, answers } = bench.ask(vpc, `${type.toLowerCase()}.t.internal`, type);
    assert.equal(code, 'NOERROR', type);
    assert.equal(answers.length, type === 'A' ? 2 : 1, type);
  }
  assert.deepEqual(bench.ask(vpc, 'txt.t.internal', 'TXT').answers, ['txt.t.internal TXT a"b|c\\dA']);
  assert.deepEqual(bench.ask(vpc, 'aaaa.t.internal', 'AAAA').answers, ['aaaa.t.internal AAAA 2001:db8::1']);
  assert.match(
    bench.ask(vpc, 'srv.t.internal', 'SRV').answers[0] ?? '',
    /"port":443,"target":"s.example.com"/,
  );
  bench.add(zone, 'sub.t.internal NS ns1.example.com.', 'sub.t.internal DS 12345 8 2 00ff');
  assert.equal(bench.ask(vpc, 'sub.t.internal', 'NS').answers.length, 1);
  assert.equal(bench.ask(vpc, 'sub.t.internal', 'DS').answers.length, 1);
  assert.equal(bench.ask(vpc, 'x.sub.t.internal', 'A').code, 'SERVFAIL', 'a delegation is not followed');
  assert.equal(bench.ask(vpc, 't.internal', 'SOA').answers.length, 1);
  assert.equal(bench.ask(vpc, 't.internal', 'NS').answers.length, 4);
});

test('the names of interfaces, both ways', () => {
  const bench = dnsBench();
  const [vpc, other] = [bench.vpc(), bench.vpc()];
  const subnet = bench.network.subnet(vpc);
  bench.network.instance(subnet, { PrivateIpAddress: '10.0.1.10' });
  bench.changed();
  assert.deepEqual(bench.ask(vpc, 'ip-10-0-1-10.ec2.internal').answers, [
    'ip-10-0-1-10.ec2.internal A 10.0.1.10',
  ]);
  assert.deepEqual(bench.ask(vpc, '10.1.0.10.in-addr.arpa', 'PTR').answers, [
    '10.1.0.10.in-addr.arpa PTR ip-10-0-1-10.ec2.internal',
  ]);
  assert.equal(bench.ask(vpc, 'ip-10-0-1-10.ec2.internal', 'AAAA').code, 'NOERROR');
  for (const [id, name] of [
    [vpc, 'ip-10-0-1-11.ec2.internal'],
    [vpc, 'ip-10-0-1-010.ec2.internal.x'],
    [other, 'ip-10-0-1-10.ec2.internal'],
  ] as const) {
    assert.equal(bench.ask(id, name).code, 'NXDOMAIN', name);
  }
  assert.equal(bench.ask(other, '10.1.0.10.in-addr.arpa', 'PTR').code, 'NXDOMAIN');
});

test('ANY is answered with one record that says so', () => {
  const bench = dnsBench();
  const vpc = bench.vpc();
  bench.add(bench.zone('example.internal', vpc), 'a.example.internal A 10.0.0.1');
  assert.match(bench.ask(vpc, 'a.example.internal', 'ANY').answers[0] ?? '', /HINFO/);
  assert.equal(bench.ask(vpc, 'b.example.internal', 'ANY').code, 'NXDOMAIN');
});
