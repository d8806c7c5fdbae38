import { expect, it } from 'vitest';
import { TASKS_PER_MINUTE } from '../../src/inbox/limit-tasks.ts';
import { says } from '../support/scripted-model.ts';
import { startBot } from '../support/start-bot.ts';

it('a follower who sends commands without end gets a sentence, and holds up nobody', async () => {
  const { follower, model, platform, logs } = await startBot({ attemptMs: 5000 });
  model.next(says('好。'));
  const all = await Promise.all(Array.from({ length: 300 }, () => follower.says('我的用量')));
  expect((await platform.follower('oOther').says('你好')).text).toContain('好。');
  const refused = all.filter(({ text }) => text?.includes('有点快'));
  expect(refused).toHaveLength(300 - TASKS_PER_MINUTE);
  for (const { attempts } of refused) expect(attempts).toHaveLength(1);
  expect(logs.filter(({ level }) => level >= 50)).toEqual([]);
  // What costs nothing goes on.
  expect((await follower.says('帮助')).text).toContain('新对话');
});
