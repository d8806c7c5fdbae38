import { describe, expect, it } from 'vitest';
import type {
  DraftsAnswer,
  FaqChanged,
} from '../../../src/console/knowledge/knowledge-contract.ts';
import { openConsoleOf } from '../../support/console-client.ts';
import { says } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';
import { RETURNS, send } from './send-file.ts';

describe('answers of the owner', () => {
  it('are written, listed, changed and given word for word to followers', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const { body } = await owner.put('/knowledge/faq', {
      ...{ question: '几点开门', variants: ['什么时候开门'], answer: '早上九点。' },
    });
    const made = body as FaqChanged;
    expect((await bot.follower.says('什么时候开门')).text).toContain('早上九点。');
    await owner.put('/knowledge/faq', { id: made.id, question: '几点开门', answer: '十点。' });
    const { body: listed } = await owner.get('/knowledge/faq');
    expect(listed.items).toEqual([expect.objectContaining({ id: made.id, answer: '十点。' })]);
    const { body: found } = await owner.post('/knowledge/search', { question: '几点开门' });
    expect(found.faq).toMatchObject({ answer: '十点。' });
    const place = `base=default&document=${encodeURIComponent(made.document)}`;
    expect((await owner.delete(`/knowledge/documents?${place}`)).status).toBe(200);
    const gone = await owner.put('/knowledge/faq', { id: made.id, question: 'a', answer: 'b' });
    expect(gone.status).toBe(404);
    expect(bot.model.calls).toHaveLength(0);
  });
});

describe('questions that the documents did not answer', () => {
  it('are answered once and from then on word for word', async () => {
    const bot = await startBot({ settings: { KNOWLEDGE_ONLY: 'on' }, attemptMs: 4000 });
    const owner = await openConsoleOf(bot);
    await send(owner, '退货.md', RETURNS);
    await bot.follower.says('明天股市会涨吗');
    const { body } = await owner.get('/knowledge/unanswered');
    expect(body.items).toEqual([expect.objectContaining({ question: '明天股市会涨吗', count: 1 })]);
    const { id } = body.items[0];
    const answered = await owner.post(`/knowledge/unanswered/${id}`, { answer: '我们不谈股市。' });
    expect(answered.body.document).toBe(`learnt/${id}`);
    expect((await owner.get('/knowledge/unanswered')).body.items).toEqual([]);
    const again = await owner.post(`/knowledge/unanswered/${id}`, { answer: '我们不谈股市。' });
    expect([again.status, again.body.code]).toEqual([404, 'no_question']);
    expect((await bot.follower.says('明天股市会涨吗')).text).toContain('我们不谈股市。');
    expect(JSON.stringify((await owner.get('/audit')).body)).not.toContain('股市');
  });
});

describe('drafts', () => {
  it('come from what followers correct alike, and are edited, accepted and rejected', async () => {
    const bot = await startBot({ settings: { LEARN_FROM: '1' } });
    const owner = await openConsoleOf(bot);
    bot.model.next(says('周一休息。'), says('可以刷卡。'));
    await bot.follower.says('哪天休息');
    await bot.follower.says('纠正：周二休息');
    await bot.follower.says('能不能刷卡');
    await bot.follower.says('纠正：只收现金');
    const read = async () => (await owner.get('/knowledge/drafts')).body as DraftsAnswer;
    const { items, learnFrom } = await read();
    expect(learnFrom).toBe(1);
    const idOf = (asked: string) => items.find(({ question }) => question === asked)?.id ?? '';
    const [kept, hidden] = [idOf('哪天休息'), idOf('能不能刷卡')];
    const edited = await owner.patch(`/knowledge/drafts/${kept}`, { answer: '每周二休息。' });
    expect(edited.body).toMatchObject({ state: 'edited', answer: '每周二休息。' });
    expect((await owner.post(`/knowledge/drafts/${kept}/accept`)).body.document).toBe(
      `learnt/${kept}`,
    );
    expect((await owner.post(`/knowledge/drafts/${hidden}/reject`)).body).toEqual({
      isRejected: true,
    });
    expect((await owner.post('/knowledge/drafts/nothing/accept')).status).toBe(404);
    const states = (await read()).items.map(({ id, state }) => [id, state]);
    expect(Object.fromEntries(states)).toEqual({ [kept]: 'accepted', [hidden]: 'rejected' });
    expect((await bot.follower.says('哪天休息')).text).toContain('每周二休息。');
    expect((await owner.get('/knowledge/feedback')).body).toMatchObject({ total: 2 });
  });
});
