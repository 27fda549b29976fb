import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Change } from '../model/access.ts';
import type { Claim, Endpoint, Subnet } from '../model/resources.ts';
import { openMemoryStore } from './memory.ts';
import { readOnly } from './read-only.ts';
import { attemptsMax, openState, type State } from './state.ts';
import { type Batch, ConflictError, type Key, type Store } from './store.ts';

describe('the state', () => {
  it('holds what the store held, in every index, by id', async () => {
    const store = openMemoryStore();
    await withState(store, (state) =>
      state.transact((resources) => {
        for (const id of ['c', 'a', 'b'] as const) resources.put('subnet', subnet(id, 'vpc-1'));
        resources.put('subnet', subnet('d', 'vpc-2'));
      }),
    );
    await withState(store, async (state) => {
      assert.equal(state.revision, 1);
      assert.deepEqual(idsIn(state, 'vpc-1'), ['subnet-a', 'subnet-b', 'subnet-c']);
      assert.deepEqual(state.find('subnet', 'vpc', 'vpc-3'), []);
      assert.deepEqual(state.get('subnet', 'subnet-d'), subnet('d', 'vpc-2'));
      assert.equal([...state.all('subnet')].length, 4);
    });
  });

  it('tells how far it is while it loads', async () => {
    const store = openMemoryStore();
    const records = Array.from({ length: 120_000 }, (_, at): [Key, string] => [
      `claim/${at}`,
      JSON.stringify(claim(`${at}`, 'a')),
    ]);
    await store.commit({ expect: new Map(), write: new Map(records) });
    const told: number[] = [];
    const state = await openState(store, (count) => told.push(count));
    await state.close();
    assert.deepEqual(told, [50_000, 100_000]);
  });

  it(
    'keeps its indexes when records move, go and come',
    withEmpty(async (state) => {
      const vpcs = (id: string) => state.transact((resources) => resources.put('subnet', subnet('a', id)));
      await state.transact((resources) => resources.put('subnet', subnet('b', 'vpc-1')));
      await vpcs('vpc-1');
      await vpcs('vpc-2');
      assert.deepEqual([idsIn(state, 'vpc-1'), idsIn(state, 'vpc-2')], [['subnet-b'], ['subnet-a']]);
      await state.transact((resources) => resources.delete('subnet', 'subnet-b'));
      await vpcs('vpc-1');
      assert.deepEqual([idsIn(state, 'vpc-1'), idsIn(state, 'vpc-2')], [['subnet-a'], []]);
    }),
  );

  it(
    'finds the record as it is, not as it was',
    withEmpty(async (state) => {
      await state.transact((resources) => resources.put('subnet', subnet('a', 'vpc-1')));
      await state.transact((resources) =>
        resources.put('subnet', { ...subnet('a', 'vpc-1'), cidr: '10.9.0.0/24' }),
      );
      assert.deepEqual(
        state.find('subnet', 'vpc', 'vpc-1').map(({ cidr }) => cidr),
        ['10.9.0.0/24'],
      );
    }),
  );

  it(
    'gives lists that later commits leave alone',
    withEmpty(async (state) => {
      await state.transact((resources) => resources.put('subnet', subnet('a', 'vpc-1')));
      const before = state.find('subnet', 'vpc', 'vpc-1');
      await state.transact((resources) => resources.put('subnet', subnet('b', 'vpc-1')));
      assert.equal(before.length, 1);
    }),
  );

  it(
    'lets nobody change a record, and takes no notice of changes to what was put',
    withEmpty(async (state) => {
      const tags = [{ key: 'a', value: 'b' }];
      await state.transact((resources) => {
        resources.put('subnet', { ...subnet('a', 'vpc-1'), tags });
        tags.push({ key: 'later', value: '' });
        assert.equal(resources.get('subnet', 'subnet-a')?.tags.length, 1);
      });
      const record = state.get('subnet', 'subnet-a');
      assert.ok(record);
      assert.equal(record.tags.length, 1);
      // Only the types forbid it; this is the caller who goes round them.
      assert.throws(() => Object.assign(record, { cidr: '' }), TypeError);
      assert.throws(() => (record.tags as unknown[]).push('x'), TypeError);
      assert.throws(() => Object.assign(record.tags[0]!, { value: '' }), TypeError);
    }),
  );

  it('loads 40,000 records and finds a few among them', async () => {
    const store = openMemoryStore();
    const records = Array.from({ length: 40_000 }, (_, at): [Key, string] => {
      const record = subnet(String((at * 7919) % 40_000), `vpc-${at % 4000}`);
      return [`subnet/${record.id}`, JSON.stringify(record)];
    });
    await store.commit({ expect: new Map(), write: new Map(records) });
    await withState(store, async (state) => {
      const ids = idsIn(state, 'vpc-17');
      assert.equal(ids.length, 10);
      assert.deepEqual(ids, ids.toSorted());
    });
  });
});

describe('a transaction', () => {
  it(
    'sees its own writes by id, in every index and among all',
    withEmpty(async (state) => {
      await state.transact((resources) => {
        for (const id of ['a', 'b', 'c'] as const) resources.put('subnet', subnet(id, 'vpc-1'));
      });
      await state.transact((resources) => {
        resources.put('subnet', subnet('b', 'vpc-2'));
        resources.put('subnet', subnet('aa', 'vpc-1'));
        resources.delete('subnet', 'subnet-c');
        resources.put('subnet', subnet('passing', 'vpc-1'));
        resources.delete('subnet', 'subnet-passing');
        const ids = (vpcId: string) => resources.find('subnet', 'vpc', vpcId).map(({ id }) => id);
        assert.deepEqual(ids('vpc-1'), ['subnet-a', 'subnet-aa']);
        assert.deepEqual(ids('vpc-2'), ['subnet-b']);
        assert.equal(resources.get('subnet', 'subnet-b')?.vpcId, 'vpc-2');
        assert.equal(resources.get('subnet', 'subnet-c'), undefined);
        assert.deepEqual([...resources.all('subnet')].map(({ id }) => id).sort(), [
          'subnet-a',
          'subnet-aa',
          'subnet-b',
        ]);
        assert.deepEqual(idsIn(state, 'vpc-1'), ['subnet-a', 'subnet-b', 'subnet-c']);
      });
      assert.deepEqual(idsIn(state, 'vpc-1'), ['subnet-a', 'subnet-aa']);
    }),
  );

  it(
    'changes nothing when it throws',
    withEmpty(async (state) => {
      const failing = state.transact((resources) => {
        resources.put('claim', claim('name', 'a'));
        throw new Error('refused');
      });
      await assert.rejects(failing, /refused/);
      assert.equal(state.get('claim', 'name'), undefined);
      assert.equal(state.revision, 0);
      await state.transact((resources) => resources.put('claim', claim('name', 'b')));
      assert.equal(state.get('claim', 'name')?.holder, 'b');
    }),
  );

  it(
    'commits nothing when it writes nothing, or what is there already',
    withEmpty(async (state) => {
      await state.transact((resources) => resources.put('claim', claim('name', 'a')));
      const told: number[] = [];
      state.onChange((_, revision) => told.push(revision));
      assert.equal(await state.transact((resources) => resources.get('claim', 'name')?.holder), 'a');
      await state.transact((resources) => {
        resources.put('claim', claim('name', 'a'));
        resources.delete('claim', 'never-there');
      });
      assert.deepEqual({ revision: state.revision, told }, { revision: 1, told: [] });
    }),
  );

  it(
    'must be synchronous',
    withEmpty(async (state) => {
      const late = state.transact(async (resources) => resources.put('claim', claim('name', 'a')));
      await assert.rejects(late, /must be synchronous/);
      assert.equal(state.get('claim', 'name'), undefined);
    }),
  );

  it(
    'cannot be used when it is over',
    withEmpty(async (state) => {
      const kept = await state.transact((resources) => resources);
      assert.throws(() => kept.put('claim', claim('name', 'a')), /is over/);
      assert.throws(() => kept.get('claim', 'name'), /is over/);
    }),
  );

  it(
    'runs one after the other, each seeing the one before, and all in one commit',
    withEmpty(async (state) => {
      const add = () =>
        state.transact((resources) => {
          const count = Number(resources.get('claim', 'count')?.holder ?? 0);
          resources.put('claim', claim('count', String(count + 1)));
        });
      await Promise.all(Array.from({ length: 50 }, add));
      assert.equal(state.get('claim', 'count')?.holder, '50');
      assert.equal(state.revision, 1);
    }),
  );

  it(
    'counts what it would find, with its own writes and those before it in the group',
    withEmpty(async (state) => {
      await state.transact((resources) => {
        for (const id of ['a', 'b', 'c']) resources.put('subnet', subnet(id, 'vpc-1'));
      });
      const first = state.transact((resources) => resources.put('subnet', subnet('d', 'vpc-1')));
      const second = state.transact((resources) => {
        resources.delete('subnet', 'subnet-a');
        resources.put('subnet', subnet('b', 'vpc-2'));
        resources.put('subnet', subnet('c', 'vpc-1'));
        return ['vpc-1', 'vpc-2', 'vpc-3'].map((vpc) => {
          const count = resources.count('subnet', 'vpc', vpc);
          assert.equal(count, resources.find('subnet', 'vpc', vpc).length);
          return count;
        });
      });
      await first;
      assert.deepEqual(await second, [2, 1, 0]);
      assert.equal(state.count('subnet', 'vpc', 'vpc-1'), 2);
    }),
  );

  it(
    'that throws leaves nothing in the commit of those that ran with it',
    withEmpty(async (state) => {
      const put = (id: string, fails: boolean) =>
        state.transact((resources) => {
          resources.put('claim', claim(id, 'a'));
          if (fails) throw new Error(`not ${id}`);
          return [...resources.all('claim')].map((each) => each.id).join();
        });
      const [first, second, third] = await Promise.allSettled([
        put('a', false),
        put('b', true),
        put('c', false),
      ]);
      assert.deepEqual(first, { status: 'fulfilled', value: 'a' });
      assert.equal(second.status === 'rejected' && second.reason.message, 'not b');
      assert.deepEqual(third, { status: 'fulfilled', value: 'a,c' });
      assert.equal(state.get('claim', 'b'), undefined);
      assert.equal(state.revision, 1);
    }),
  );

  it('that the store cannot take does not harm those that ran with it', async () => {
    const store = openMemoryStore();
    const commit = (batch: Batch) =>
      batch.write.has('claim/large') ? Promise.reject(new Error('too large')) : store.commit(batch);
    await withState({ ...store, commit }, async (state) => {
      const put = (id: string) => state.transact((resources) => resources.put('claim', claim(id, 'a')));
      const outcomes = await Promise.allSettled([put('a'), put('large'), put('b')]);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      );
      assert.deepEqual(
        ['a', 'large', 'b'].map((id) => state.get('claim', id)?.holder),
        ['a', undefined, 'a'],
      );
    });
  });

  it('reports a store that cannot write, and goes on with the next', async () => {
    const store = openMemoryStore();
    let broken = true;
    const commit = (batch: Batch) => (broken ? Promise.reject(new Error('no disk')) : store.commit(batch));
    await withState({ ...store, commit }, async (state) => {
      const put = () => state.transact((resources) => resources.put('claim', claim('name', 'a')));
      await assert.rejects(put(), /no disk/);
      assert.equal(state.get('claim', 'name'), undefined);
      broken = false;
      await put();
      assert.equal(state.get('claim', 'name')?.holder, 'a');
    });
  });
});

describe('states of one store', () => {
  it('lose no update when several write at once', async () => {
    const store = openMemoryStore();
    const states = await Promise.all([openState(store), openState(store), openState(store)]);
    const add = (state: State) =>
      state.transact((resources) => {
        const count = Number(resources.get('claim', 'count')?.holder ?? 0);
        resources.put('claim', claim('count', String(count + 1)));
      });
    // Fewer than attemptsMax in all: a transaction conflicts only with one that was committed.
    await Promise.all(states.flatMap((state) => Array.from({ length: 5 }, () => add(state))));
    await Promise.all(
      states.map((state) => reached(state, Math.max(...states.map(({ revision }) => revision)))),
    );
    assert.deepEqual(
      states.map((state) => state.get('claim', 'count')?.holder),
      ['15', '15', '15'],
    );
    await Promise.all(states.map((state) => state.close()));
  });

  it('guard what a transaction read by id without writing it', async () => {
    const store = openMemoryStore();
    await withState(store, async (state) => {
      await state.transact((resources) => resources.put('claim', claim('switch', 'on')));
      let runs = 0;
      const seen = await state.transact((resources) => {
        runs += 1;
        // Another writer, in between: what was read is no longer so at the commit.
        if (runs === 1) void store.commit(batchOf('claim/switch', claim('switch', 'off')));
        const value = resources.get('claim', 'switch')?.holder ?? '';
        resources.put('claim', claim('copy', value));
        return value;
      });
      assert.deepEqual(
        { runs, seen, copy: state.get('claim', 'copy')?.holder },
        { runs: 2, seen: 'off', copy: 'off' },
      );
    });
  });

  it('let one claim only', async () => {
    const store = openMemoryStore();
    const states = await Promise.all([openState(store), openState(store)]);
    const take = (state: State, holder: string) =>
      state.transact((resources) => {
        if (resources.get('claim', 'name')) throw new Error('taken');
        resources.put('claim', claim('name', holder));
      });
    const results = await Promise.allSettled(states.map((state, at) => take(state, `${at}`)));
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    await Promise.all(states.map((state) => state.close()));
  });

  it('give up after a bounded number of conflicts', async () => {
    const store = openMemoryStore();
    let runs = 0;
    await withState(store, async (state) => {
      const contested = state.transact((resources) => {
        runs += 1;
        void store.commit(batchOf('claim/name', claim('name', `${runs}`)));
        resources.put('claim', claim('name', 'mine'));
      });
      await assert.rejects(contested, ConflictError);
    });
    assert.equal(runs, attemptsMax);
  });

  it('tell listeners each commit once, in order, before its transaction resolves', async () => {
    const store = openMemoryStore();
    await withState(store, async (state) => {
      const told: string[] = [];
      const stop = state.onChange((changes, revision) =>
        told.push(`${revision} ${changes.map(describeChange)}`),
      );
      await state.transact((resources) => {
        resources.put('claim', claim('a', '1'));
        resources.put('claim', claim('b', '1'));
      });
      assert.deepEqual(told, ['1 a undefined->1,b undefined->1']);
      await store.commit(batchOf('claim/a', claim('a', '2')));
      await state.transact((resources) => resources.delete('claim', 'a'));
      assert.deepEqual(told.slice(1), ['2 a 1->2', '3 a 2->undefined']);
      stop();
      await state.transact((resources) => resources.delete('claim', 'b'));
      assert.equal(told.length, 3);
    });
  });

  it(
    'listeners read the revision that they are told of, and may start transactions',
    withEmpty(async (state) => {
      const answered = new Promise<void>((resolve) => {
        state.onChange((changes, revision) => {
          assert.equal(state.revision, revision);
          if (changes[0]?.id !== 'question') return;
          assert.ok(state.get('claim', 'question'));
          resolve(state.transact((resources) => resources.put('claim', claim('answer', '42'))));
        });
      });
      await state.transact((resources) => resources.put('claim', claim('question', '?')));
      await answered;
      assert.equal(state.get('claim', 'answer')?.holder, '42');
    }),
  );

  it('resolve a transaction only when its commit is in the view, also when the watch is slow', async () => {
    const store = openMemoryStore();
    const watch: Store['watch'] = async function* (revision, signal) {
      for await (const commit of store.watch(revision, signal)) {
        await new Promise((resolve) => setImmediate(resolve));
        yield commit;
      }
    };
    await withState({ ...store, watch }, async (state) => {
      await state.transact((resources) => resources.put('claim', claim('name', 'a')));
      assert.equal(state.get('claim', 'name')?.holder, 'a');
    });
  });

  it('load again when they fell too far behind, and tell the difference', async () => {
    const store = openMemoryStore(2);
    await withState(store, async (state) => {
      await state.transact((resources) => {
        resources.put('endpoint', endpoint('gone'));
        resources.put('endpoint', endpoint('kept'));
        resources.put('endpoint', endpoint('changed'));
      });
      const told: string[] = [];
      state.onChange((changes) =>
        told.push(...changes.map(({ id, before, after }) => `${id} ${!!before}->${!!after}`)),
      );
      const writes: Promise<number>[] = [];
      // All in one turn, so that the watch cannot keep up.
      for (let at = 0; at < 5; at += 1)
        writes.push(store.commit(batchOf(`endpoint/vpce-new${at}`, endpoint(`new${at}`))));
      writes.push(store.commit(batchOf('endpoint/vpce-gone', undefined)));
      writes.push(store.commit(batchOf('endpoint/vpce-changed', { ...endpoint('changed'), epoch: 1 })));
      await Promise.all(writes);
      await reached(state, 8);
      assert.deepEqual(told.sort(), [
        'vpce-changed true->true',
        'vpce-gone true->false',
        ...[0, 1, 2, 3, 4].map((at) => `vpce-new${at} false->true`),
      ]);
      assert.equal(state.get('endpoint', 'vpce-changed')?.epoch, 1);
      assert.equal(state.find('endpoint', 'vpc', 'vpc-1').length, 7);
    });
  });

  it('refuse work when they are closed or their store is', async () => {
    const store = openMemoryStore();
    const [closed, orphan] = [await openState(store), await openState(store)];
    await closed.close();
    const put = (state: State) => state.transact((resources) => resources.put('claim', claim('name', 'a')));
    await assert.rejects(put(closed), /closed/);
    await store.close();
    await assert.rejects(put(orphan), /closed/);
    await orphan.close();
  });

  it('name the record whose text is damaged', async () => {
    const store = openMemoryStore();
    await store.commit({ expect: new Map(), write: new Map([['claim/a/b', '{"id":']]) });
    await assert.rejects(openState(store), /read the record claim\/a\/b/);
  });
});

describe('read-only resources', () => {
  it(
    'read, and refuse to write',
    withEmpty(async (state) => {
      await state.transact((resources) => resources.put('subnet', subnet('a', 'vpc-1')));
      const resources = readOnly(state);
      assert.equal(resources.get('subnet', 'subnet-a')?.vpcId, 'vpc-1');
      assert.equal(resources.find('subnet', 'vpc', 'vpc-1').length, 1);
      assert.equal([...resources.all('subnet')].length, 1);
      assert.throws(() => resources.put('subnet', subnet('b', 'vpc-1')), /tried to write/);
      assert.throws(() => resources.delete('subnet', 'subnet-a'), /tried to write/);
    }),
  );
});

async function withState(store: Store, run: (state: State) => Promise<unknown>): Promise<void> {
  const state = await openState(store);
  try {
    await run(state);
  } finally {
    await state.close();
  }
}

function withEmpty(run: (state: State) => Promise<unknown>): () => Promise<void> {
  return () => withState(openMemoryStore(), run);
}

function reached(state: State, revision: number): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (state.revision >= revision) resolve();
    };
    state.onChange(check);
    check();
  });
}

function idsIn(state: State, vpcId: string): readonly string[] {
  return state.find('subnet', 'vpc', vpcId).map(({ id }) => id);
}

function batchOf(key: Key, record: unknown): Batch {
  const text = record === undefined ? undefined : JSON.stringify(record);
  return { expect: new Map(), write: new Map([[key, text]]) };
}

function describeChange({ id, before, after }: Change): string {
  // The tests that use this write claims only.
  return `${id} ${(before as Claim | undefined)?.holder}->${(after as Claim | undefined)?.holder}`;
}

function claim(id: string, holder: string): Claim {
  return { id, holder };
}

const owned = {
  accountId: '111122223333',
  region: 'us-east-1',
  tags: [],
  createdAt: '2026-01-01T00:00:00.000Z',
};

function subnet(name: string, vpcId: string): Subnet {
  const id = `subnet-${name}` as const;
  const zone = { zone: 'us-east-1a', zoneId: 'use1-az1', mapPublicIpOnLaunch: false };
  return { ...owned, id, vpcId: vpcId as 'vpc-1', cidr: '10.0.0.0/24', ...zone };
}

function endpoint(name: string): Endpoint {
  return {
    ...owned,
    id: `vpce-${name}`,
    connectionId: 'vpce-con-1',
    vpcId: 'vpc-1',
    serviceId: 'vpce-svc-1',
    serviceName: 'name',
    state: 'available',
    subnetIds: [],
    networkInterfaceIds: [],
    securityGroupIds: [],
    privateDnsEnabled: false,
    policyDocument: '',
    dnsToken: '',
    epoch: 0,
  };
}
