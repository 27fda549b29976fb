import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServiceModel } from '../wire/model-format.ts';
import { compileService } from '../wire/service.ts';
import { checkHonoured } from './honours.ts';
import { fakeOperation } from './testing/server.ts';

const model: ServiceModel = {
  signingName: 'ec2',
  protocol: 'ec2Query',
  version: '2016-11-15',
  xmlNamespace: 'http://example.com/',
  operations: { Do: { input: 'Inner' } },
  errors: {},
  unavailable: [],
  enums: {},
  shapes: {
    Inner: {
      type: 'structure',
      members: {
        DryRun: { target: 'boolean' },
        ClientToken: { target: 'string' },
        Name: { target: 'string' },
        NameTwo: { target: 'string' },
        Inner: { target: '#Inner' },
        Inners: { target: '#Inners' },
      },
    },
    Inners: { type: 'list', item: { target: '#Inner' } },
  },
};

/** The first parameter that is refused, undefined when none is. */
function refused(honours: readonly string[], input: object): string | undefined {
  const shape = compileService(model).operations.get('Do');
  assert.ok(shape);
  try {
    checkHonoured(
      fakeOperation('Do', () => ({}), { honours }),
      shape,
      input,
    );
    return undefined;
  } catch (error) {
    return /^The parameter (\S+) of Do is not supported/.exec((error as Error).message)?.[1] ?? String(error);
  }
}

test('a member is honoured with everything below it, or by its path without indices', () => {
  assert.equal(refused([], {}), undefined);
  assert.equal(refused([], { Name: undefined }), undefined);
  assert.equal(refused(['Name'], { Name: 'x' }), undefined);
  assert.equal(refused(['Inner'], { Inner: { Inner: { Name: 'x' } } }), undefined);
  assert.equal(refused(['Inners.Inner.Name'], { Inners: [{}, { Inner: { Name: 'x' } }] }), undefined);
});

test('what is not honoured is refused wherever it stands', () => {
  assert.equal(refused([], { Name: '' }), 'Name');
  assert.equal(refused(['Name'], { NameTwo: 'x' }), 'NameTwo');
  assert.equal(refused(['NameTwo'], { Name: 'x' }), 'Name');
  assert.equal(refused(['Name'], { Inner: { Name: 'x' } }), 'Inner');
  assert.equal(refused(['Inner.Name'], { Inner: { Name: 'x', NameTwo: 'y' } }), 'Inner.NameTwo');
  assert.equal(refused(['Inners.Name'], { Inners: [{ Name: 'x' }, { NameTwo: 'y' }] }), 'Inners.NameTwo');
  assert.equal(refused([], { Inners: [] }), 'Inners');
});

test('DryRun and ClientToken are honoured for every operation, and at the top only', () => {
  assert.equal(refused([], { DryRun: true, ClientToken: 'x' }), undefined);
  assert.equal(refused(['Inner.Name'], { Inner: { ClientToken: 'x' } }), 'Inner.ClientToken');
  assert.equal(refused(['Inners.Name'], { Inners: [{ DryRun: true }] }), 'Inners.DryRun');
});
