import { expect, it } from 'vitest';
import { createFollowersRoutes } from '../../../src/console/followers/followers-routes.ts';
import type { FollowersDesk } from '../../../src/console/followers/followers-desk.ts';
import type { ArchivedTurn } from '../../../src/delivery/turn-archive.ts';
import { serveRoutes } from '../serve-routes.ts';

const ABOUT = {
  ...{ account: 'default', openId: 'o"1', exportedAt: '2026-11-30T00:00:00.000Z' },
  ...{ usage: [], records: [{ collection: 'facts', entries: [] }] },
};

function createTurn(sequence: number): ArchivedTurn {
  return {
    ...{ id: `t${sequence}`, account: 'default', openId: 'o"1', conversationId: 'c1', sequence },
    ...{ question: `问题 ${sequence} "引号"\n`, answer: '长'.repeat(500), origin: 'model' },
    ...{ state: 'complete', createdAt: sequence, delivery: 'given', parts: [] },
  };
}

/** A desk that has so many turns, and counts those that were read. */
function createDesk(count: number) {
  const read = { turns: 0 };
  const refuse = () => Promise.reject(new Error('Not in this test'));
  const desk: FollowersDesk = {
    ...{ list: refuse, read: refuse, change: refuse, delete: refuse },
    export: () => Promise.resolve({ ...ABOUT, turns: turns() }),
  };
  async function* turns() {
    for (let sequence = count; sequence > 0; sequence -= 1) {
      read.turns += 1;
      yield await Promise.resolve(createTurn(sequence));
    }
  }
  return { desk, read };
}

it.each([0, 1, 3000])(
  'a follower with %d turns is one JSON file with all of them',
  async (count) => {
    const { desk, read } = createDesk(count);
    const { callForText, notes } = await serveRoutes(createFollowersRoutes(desk));
    const text = await callForText('GET', '/followers/o%221/export');
    const { turns, ...rest } = JSON.parse(text) as { turns: ArchivedTurn[] };
    expect(rest).toEqual(ABOUT);
    expect(turns).toHaveLength(count);
    expect(turns.at(-1)).toEqual(count === 0 ? undefined : createTurn(1));
    expect(read.turns).toBe(count);
    expect(notes).toMatchObject([{ action: 'followers.export', target: 'o"1' }]);
  },
);
