import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { codecs } from './codec.ts';
import { loadServices } from './service.ts';
import { escapeXml } from './xml.ts';

test('markup is escaped, and what XML cannot carry is replaced', () => {
  assert.equal(escapeXml('a<b>&"c\'\r\n\t'), "a&lt;b&gt;&amp;&quot;c'&#xD;\n\t");
  assert.equal(escapeXml('\0\x08\x0b\x1f\uFFFE\uFFFF\uD800x\uDC00'), `${'\uFFFD'.repeat(7)}x\uFFFD`);
  assert.equal(escapeXml('😀\uFFFD\x85'), '😀\uFFFD\x85');
});

test('any text makes a well-formed document and comes back', () => {
  const parser = new XMLParser({
    parseTagValue: false,
    trimValues: false,
    processEntities: { enabled: true },
  });
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab<>&"\']-!?[/; \t', '\uD800', '\uDC00', '\0', 'ä', '😀') }),
      (text) => {
        const document = codecs.awsQuery.encodeError(
          undefined,
          { code: 'X', message: `.${text}.`, status: 400 },
          'id',
        );
        assert.equal(XMLValidator.validate(document), true, document);
        const { Message } = parser.parse(document).ErrorResponse.Error;
        assert.equal(Message, `.${text.toWellFormed().replaceAll('\0', '\uFFFD')}.`);
      },
    ),
    { numRuns: 500 },
  );
});

test('an output that does not fit the model is a defect, not an answer', () => {
  const ec2 = loadServices().get('ec2');
  const operation = ec2?.operations.get('DescribeVpcs');
  assert.ok(ec2 && operation);
  const wrong = [
    { Vpcs: {} },
    { Vpcs: 'x' },
    { Vpcs: [[]] },
    { Vpcs: [{ VpcId: 1 }] },
    { Vpcs: [{ VpcId: {} }] },
    { Vpcs: [{ IsDefault: 'true' }] },
  ];
  for (const output of wrong) {
    assert.throws(
      () => codecs.ec2Query.encode(ec2, operation, output, 'id'),
      TypeError,
      JSON.stringify(output),
    );
  }
});

test('what is not in the model is not answered, and what is undefined is left out', () => {
  const ec2 = loadServices().get('ec2');
  const operation = ec2?.operations.get('DescribeVpcs');
  assert.ok(ec2 && operation);
  const output = { Vpcs: [{ VpcId: 'vpc-1', secret: 'x', State: undefined }, {}], secret: 'x' };
  assert.equal(
    codecs.ec2Query.encode(ec2, operation, output, 'id').body,
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>id</requestId>' +
      '<vpcSet><item><vpcId>vpc-1</vpcId></item><item/></vpcSet></DescribeVpcsResponse>',
  );
});

test('timestamps may be text or a Date; other text is a defect', () => {
  const ec2 = loadServices().get('ec2');
  const operation = ec2?.operations.get('DescribeVpcEndpoints');
  assert.ok(ec2 && operation);
  const encode = (time: unknown) =>
    codecs.ec2Query.encode(ec2, operation, { VpcEndpoints: [{ CreationTimestamp: time }] }, 'id').body;
  assert.match(encode('2026-01-01T00:00:00Z'), /<creationTimestamp>2026-01-01T00:00:00.000Z</);
  assert.match(encode(new Date(0)), /<creationTimestamp>1970-01-01T00:00:00.000Z</);
  for (const time of ['yesterday', new Date(Number.NaN), 5]) assert.throws(() => encode(time), TypeError);
});
