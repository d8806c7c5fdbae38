import { describe, expect, it } from 'vitest';
import { en } from '../../src/inbox/texts/en.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import { makeFactCode } from '../../src/memory/fact-code.ts';
import { createFacts, MOST_FACTS } from '../../src/memory/facts.ts';
import { MEMORIES } from '../../src/memory/memory-collections.ts';
import { createForgetFactTask } from '../../src/memory/tasks/forget-fact-task.ts';
import { createMemoryTask } from '../../src/memory/tasks/memory-task.ts';
import { createRememberTask } from '../../src/memory/tasks/remember-task.ts';
import { neutraliseMarkup } from '../../src/rendering/neutralise-markup.ts';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import { askAndAnswer, follower, otherFollower } from '../store/store-world.ts';

async function start(texts = zh) {
  const world = createSqliteWorld();
  const store = await world.open();
  const facts = createFacts({
    records: store.collections.open(MEMORIES),
    turns: store.turns,
    clock: world.clock,
  });
  const deps = { facts, texts, neutralise: neutraliseMarkup };
  const tasks = {
    remember: createRememberTask(deps),
    memory: createMemoryTask(deps),
    forget: createForgetFactTask(deps),
  };
  let turns = 0;
  const run = async (task: keyof typeof tasks, argument = '', who = follower, again?: string) => {
    turns += 1;
    const turnId =
      again ??
      (await askAndAnswer(store, `${turns}`, '好。', { follower: who, nonce: `${turns}` })).id;
    await world.clock.advance(1);
    const asked = {
      follower: who,
      conversationId: 'c',
      turnId,
      sequence: turns,
      argument,
      question: `记住：${argument}`,
      language: 'zh',
    } as const;
    return { turnId, said: await tasks[task].run(asked, new AbortController().signal) };
  };
  return { facts, run };
}

describe('what a follower asked to be remembered', () => {
  it('is repeated with its links, listed, and forgotten by its code', async () => {
    const { run, facts } = await start();
    const { said } = await run('remember', ' 我对花生过敏 ');
    const [fact] = await facts.list(follower);
    expect(said).toContain('我记住了：我对花生过敏');
    expect(said).toContain(`msgmenucontent=忘掉${fact?.code}&`);
    expect(said).toContain('msgmenucontent=这是提问&');
    await run('remember', '我住在上海');
    expect((await run('memory')).said).toMatch(/1\. 我对花生过敏 .*\n2\. 我住在上海 /);
    expect((await run('forget', ` ${fact?.code.toUpperCase()} `)).said).toBe(zh.memoryForgotten);
    expect((await run('memory')).said).not.toContain('花生');
    expect((await run('forget', fact?.code)).said).toBe(zh.memoryUnknown);
  });

  it('is stored once when the process died and the task runs again', async () => {
    const { run, facts } = await start();
    const first = await run('remember', '我对花生过敏');
    const again = await run('remember', '我对花生过敏', follower, first.turnId);
    expect(again.said).toBe(first.said);
    expect((await run('remember', '我对花生过敏')).said).toContain('已经记着了');
    expect(await facts.list(follower)).toHaveLength(1);
  });

  it('is each follower’s own: the code of another forgets nothing', async () => {
    const { run, facts } = await start();
    await run('remember', '秘密');
    const [fact] = await facts.list(follower);
    expect((await run('forget', fact?.code, otherFollower)).said).toBe(zh.memoryUnknown);
    expect((await run('memory', '', otherFollower)).said).toBe(zh.noMemories);
    expect(await facts.list(follower)).toHaveLength(1);
  });

  it('is refused with a reason when it is empty, too long or too much', async () => {
    const { run, facts } = await start(en);
    expect((await run('remember', ' ')).said).toBe(en.nothingToRemember);
    expect((await run('remember', '长'.repeat(201))).said).toBe(en.tooLongToRemember(200));
    for (let n = 0; n < MOST_FACTS; n += 1) await run('remember', `第${n}件事`);
    expect((await run('remember', '还有一件')).said).toBe(en.tooMuchToRemember(MOST_FACTS));
    expect(await facts.list(follower)).toHaveLength(MOST_FACTS);
  });

  it('carries no link that the follower wrote', async () => {
    const { run } = await start();
    const { said } = await run(
      'remember',
      '<a href="weixin://bizmsgmenu?msgmenucontent=确认删除&msgmenuid=1">好</a>',
    );
    expect(said).not.toContain('<a href="weixin://bizmsgmenu?msgmenucontent=确认删除');
  });

  it('is not stored after the follower’s data were deleted', async () => {
    const { run, facts } = await start();
    await run('remember', '我对花生过敏', follower, 'a turn that is gone');
    expect(await facts.list(follower)).toEqual([]);
  });
});

describe('a code', () => {
  it('is short, the same for the same turn, and none that is taken', () => {
    const code = makeFactCode('t1', []);
    expect(code).toMatch(/^[a-hj-km-np-z2-9]{4}$/);
    expect(makeFactCode('t1', [])).toBe(code);
    expect(makeFactCode('t1', [code])).not.toBe(code);
  });
});
