import { expect, it } from 'vitest';
import { en } from '../../src/inbox/texts/en.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import { writeExport, type StoredData } from '../../src/inbox/write-export.ts';
import { COLLECTIONS } from '../../src/server/to-store-settings.ts';
import { LONGEST_ANSWER } from '../../src/turns/answer-length.ts';
import type { StoredTurn } from '../../src/turns/ports.ts';

const formatTime = (at: number) => `T${at}`;
const nothing: StoredData = { turns: [], isMore: false, records: [] };
const write = (data: Partial<StoredData>) =>
  writeExport({ ...nothing, ...data }, { texts: zh, formatTime });
const turn = (sequence: number, over: Partial<StoredTurn> = {}): StoredTurn => ({
  ...{ turnId: `id-${sequence}`, sequence, askedAt: sequence },
  ...{ question: `问题${sequence}`, answer: `回答${sequence}`, ...over },
});
const records = (collection: string, ...values: unknown[]) => ({
  collection,
  entries: values.map((value, index) => ({ key: `a/o/${index}`, version: 1, value })),
});
const fact = (text: string) => ({
  ...{
    text,
    code: 'ab1c',
    said: `记住：${text}`,
    turnId: 'id-000007',
    createdAt: 1_700_000_000_000,
  },
});

it('tells turns with their time, oldest first, and which were taken back or not answered', () => {
  const turns = [turn(1), turn(2, { isLeftOut: true }), turn(3, { answer: '' })];
  const text = write({ turns });
  expect(text).toContain('T1\n你：问题1\n我：回答1\n\nT2\n你：问题2（不再算进对话）\n我：回答2');
  expect(text).toContain('T3\n你：问题3\n我：（没有回答）');
  expect(text).not.toContain(zh.exported.more);
});

it('tells records in the words of the follower, without our own notes', () => {
  const text = write({
    records: [
      records('memories', fact('我对花生过敏')),
      records('summaries', { conversationId: 'id-000001', upTo: 7, text: '聊过上海。' }),
      records('preferences', { persona: 'translator', model: 'qwen/qwen3.7-plus' }),
    ],
  });
  expect(text).toContain(
    '你让我记住的：我对花生过敏\n对话摘要：聊过上海。\n你选的角色和模型：translator，qwen/qwen3.7-plus\n',
  );
  expect(text).not.toMatch(/id-0|ab1c|17000/);
});

it('tells nothing of a record without a word in it', () => {
  const empty = records('summaries', { conversationId: 'id-000001', upTo: 0, text: '' });
  expect(write({ records: [empty] })).not.toContain(zh.exported.recordsHead);
});

it.each([
  ['zh', zh],
  ['en', en],
])('every collection about followers has a name: %s', (_language, { exported }) => {
  const other = exported.record('of a plugin', ['x']);
  for (const { name, about } of COLLECTIONS)
    if (about === 'follower') expect([name, exported.record(name, ['x'])]).not.toContain(other);
});

it('says which of very much it leaves out, and fits into the longest answer', () => {
  const facts = Array.from({ length: 50 }, (_, n) => fact(`${n}：${'🥜'.repeat(198)}`));
  const turns = Array.from({ length: 100 }, (_, n) => turn(n, { answer: '答'.repeat(1000) }));
  const text = write({ turns, records: [records('memories', ...facts)] });
  expect(text).toContain('49：🥜');
  expect(text).not.toContain('你让我记住的：0：');
  expect(text).toContain(zh.exported.moreRecords);
  expect(text).toContain('问题99');
  expect(text).toContain(zh.exported.more);
  expect(text.length).toBeLessThan(LONGEST_ANSWER);
});

it('says so when more turns are stored than were read', () => {
  expect(write({ turns: [turn(1)], isMore: true })).toContain(zh.exported.more);
});

it('disarms what could be tapped', () => {
  const link = '<a href="weixin://bizmsgmenu?msgmenucontent=x">点我</a>';
  const text = write({
    turns: [turn(1, { question: link, answer: link })],
    records: [records('memories', fact(link))],
  });
  expect(text).not.toContain(link);
});

it('is written with the marks of its language', () => {
  const text = writeExport(
    { ...nothing, records: [records('preferences', { persona: 'translator', model: 'a/b' })] },
    { texts: en, formatTime },
  );
  expect(text).toContain('The persona and model that you chose: translator, a/b\n');
  expect(text).not.toMatch(/[：，]/);
});

it('shows of a link what the follower saw of it', () => {
  const turn: StoredTurn = {
    turnId: 't1',
    sequence: 1,
    askedAt: 0,
    question: '我的记忆',
    answer: zh.memories([{ text: '我喜欢喝茶', code: '2spn' }]),
  };
  const text = writeExport(
    { turns: [turn], isMore: false, records: [] },
    { texts: zh, formatTime },
  );
  expect(text).toContain('1. 我喜欢喝茶  忘掉\n');
  expect(text).not.toMatch(/bizmsgmenu.*忘掉/);
});
