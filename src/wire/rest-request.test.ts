import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServiceError } from '../model/errors.ts';
import type { ServiceModel } from './model-format.ts';
import { askRest } from './rest-request.ts';
import { compileService } from './service.ts';

const model: ServiceModel = {
  signingName: 'example',
  protocol: 'restXml',
  version: '2013-04-01',
  xmlNamespace: 'https://example.com/doc/',
  operations: {
    Put: { input: 'PutRequest', http: { method: 'POST', uri: '/2013-04-01/thing/{Id}/part', status: 200 } },
    Get: { input: 'GetRequest', http: { method: 'GET', uri: '/2013-04-01/thing/{Id}', status: 200 } },
    Note: { input: 'NoteRequest', http: { method: 'POST', uri: '/2013-04-01/note', status: 200 } },
  },
  errors: {},
  unavailable: [],
  enums: { Color: ['blue', 'red'] },
  shapes: {
    PutRequest: {
      type: 'structure',
      members: {
        Id: { target: 'string', required: true, httpLabel: true },
        Name: { target: 'string', required: true },
        Count: { target: 'integer' },
        Color: { target: 'string', enum: 'Color' },
        Colors: { target: '#list', enum: 'Color' },
        Flat: { target: '#list', xmlFlattened: true },
        Inner: { target: '#Inner' },
        Map: { target: '#map' },
      },
    },
    GetRequest: {
      type: 'structure',
      members: {
        Id: { target: 'string', required: true, httpLabel: true },
        Color: { target: 'string', enum: 'Color', httpQuery: 'color' },
        Count: { target: 'integer', httpQuery: 'count', required: true },
      },
    },
    NoteRequest: { type: 'structure', members: { Text: { target: 'string' } } },
    Inner: { type: 'structure', members: { Value: { target: 'string', required: true } } },
    list: { type: 'list', item: { target: 'string', xmlName: 'Item' } },
    map: { type: 'map', key: { target: 'string' }, value: { target: 'integer' } },
  },
};
const service = compileService(model);

function decode(method: string, target: string, body = ''): unknown {
  const [path = '', query = ''] = target.split('?');
  const asked = askRest(service, { method, path, query, headers: [], body: Buffer.from(body, 'latin1') });
  const operation = service.operations.get(asked.name);
  assert.ok(operation);
  return { ...asked.decode(operation) };
}

function refusal(method: string, target: string, body = ''): string {
  try {
    decode(method, target, body);
  } catch (error) {
    assert.ok(error instanceof ServiceError, String(error));
    return `${error.code}: ${error.message}`;
  }
  throw new Error('not refused');
}

const put = (content: string) =>
  refusal('POST', '/2013-04-01/thing/1/part', `<PutRequest>${content}</PutRequest>`);

test('labels are decoded once, and a slash at the end is tolerated', () => {
  const body =
    '<PutRequest xmlns="https://example.com/doc/"><Name> n </Name><Flat>1</Flat><Flat>2</Flat></PutRequest>';
  for (const end of ['', '/']) {
    assert.deepEqual(decode('POST', `/2013-04-01/thing/a%2Fb%2525/part${end}`, body), {
      Id: 'a/b%25',
      Name: ' n ',
      Flat: ['1', '2'],
    });
  }
  assert.deepEqual(decode('GET', '/2013-04-01/thing/..?count=3&color=red'), {
    Id: '..',
    Color: 'red',
    Count: 3,
  });
  assert.deepEqual(decode('POST', '/2013-04-01/note'), {});
});

test('what no operation has is no operation', () => {
  for (const target of [
    '/2013-04-01/thing',
    '/2013-04-01/thing/',
    '/2013-04-01/thing//part',
    '/2013-04-01/thing/1/part//',
    '//2013-04-01/thing/1/part',
    '/2013-04-01/thing/%/part',
    '/2013-04-01/thing/%ff/part',
    '/2012-01-01/thing/1/part',
    '/2013-04-01/thing/1/part/x',
    '/2013-04-01/%74hing/1/part',
    '/',
    '',
  ]) {
    assert.match(refusal('POST', target), /^InvalidAction: /, target);
  }
  assert.match(refusal('PUT', '/2013-04-01/thing/1'), /^InvalidAction: /);
});

test('what is wrong with a body is said', () => {
  const path = '/2013-04-01/thing/1/part';
  assert.equal(refusal('POST', path), 'MalformedInput: Could not parse XML');
  assert.equal(
    refusal('POST', path, '<a>\xff</a>'),
    'MalformedInput: Could not parse XML: the body is not UTF-8',
  );
  assert.equal(refusal('POST', path, '<Other/>'), 'MalformedInput: Other is not valid, expected PutRequest');
  assert.match(
    refusal('POST', path, '<PutRequest xmlns="urn:x"/>'),
    /^InvalidInput: Invalid XML ; cvc-elt\.1/,
  );
  assert.match(
    put(''),
    /element 'PutRequest' is not complete\. One of '\{"https:\/\/example\.com\/doc\/":Name\}' is/,
  );
  assert.match(put('<Name>n</Name><Name>n</Name>'), /starting with element 'Name'/);
  assert.match(put('<Name>n</Name>x'), /cannot have character/);
  assert.match(put('<Name><b/></Name>'), /starting with element 'b'/);
  assert.match(put('<Name>n</Name><Nope/>'), /starting with element 'Nope'/);
  assert.match(put('<Name>n</Name><Id>2</Id>'), /starting with element 'Id'/);
  assert.match(put('<Name>n</Name><Count>1.5</Count>'), /'1\.5' of element 'Count' .*integer of 32 bits/);
  assert.match(put('<Name>n</Name><Color>green</Color>'), /enumeration '\[blue, red\]'/);
  assert.match(put('<Name>n</Name><Colors><Item>green</Item></Colors>'), /cvc-enumeration-valid/);
  assert.match(put('<Name>n</Name><Colors><Other>red</Other></Colors>'), /starting with element 'Other'/);
  assert.match(put('<Name>n</Name><Inner/>'), /element 'Inner' is not complete/);
  assert.match(put('<Name>n</Name><Map><x/></Map>'), /starting with element 'x'/);
  assert.match(put('<Name>n</Name><__proto__/>'), /starting with element '__proto__'/);
});

test('what is wrong with a query is said', () => {
  const get = (query: string) => refusal('GET', `/2013-04-01/thing/1?${query}`);
  assert.match(get(''), /^InvalidInput: 1 validation error detected: Value null at 'count'/);
  assert.match(
    get('count=x'),
    /Value 'x' at 'count' failed to satisfy constraint: Member must be an integer/,
  );
  assert.match(get('count=1&color=green'), /enum value set: \[blue, red\]/);
  assert.match(get('count=1&count=2'), /^InvalidInput: .*more than once/);
  assert.match(get('count=1&nope=2'), /^InvalidInput: The query parameter nope/);
  assert.match(
    refusal('GET', '/2013-04-01/thing/1?count=1', '<GetRequest/>'),
    /^MalformedInput: Get takes no body/,
  );
});
