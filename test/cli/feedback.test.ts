import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { registerFeedbackCommands } from '../../src/cli/feedback/register-feedback-commands.ts';
import { registerUnansweredCommands } from '../../src/cli/feedback/register-unanswered-commands.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { createDocuments } from '../../src/knowledge/bases/documents.ts';
import {
  FEEDBACK,
  learningKey,
  UNANSWERED,
  type FeedbackRecord,
  type UnansweredRecord,
} from '../../src/learning/learning-collections.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { toStoreSettings } from '../../src/server/to-store-settings.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { createLogLines } from '../support/log-lines.ts';
import { unheard } from '../support/recorded-events.ts';
import { runCommandLine } from '../support/run-command.ts';

/** A folder as a deployer has it, with a server's store that is open. */
async function makeProject() {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-feedback-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const dataDir = join(folder, 'data');
  writeFileSync(join(folder, '.env'), `DATA_DIR=${dataDir}\nKNOWLEDGE_BASES=shop,more\n`);
  const store = await openSqliteStore(
    { ...toStoreSettings(parseConfig({})), folder: dataDir },
    {
      ...{ clock: systemClock, newId, random: Math.random, log: createLogLines().log },
      ...{ events: unheard, version: 'test' },
    },
  );
  onTestFinished(() => store.close());
  const feedback = store.collections.open<FeedbackRecord>(FEEDBACK);
  const unanswered = store.collections.open<UnansweredRecord>(UNANSWERED);
  let told = 0;
  const next = () => (told += 1);
  const correct = async (openId: string, question: string, correction: string) => {
    const turnId = `turn ${next()}`;
    const numbers = { ratedBy: 1, correctedBy: 1, at: told };
    const record = { turnId, question, verdict: 'down', correction, ...numbers } as const;
    await feedback.put(learningKey({ account: 'default', openId }, turnId), record);
  };
  const askInVain = (openId: string, question: string) => {
    const turnId = `turn ${next()}`;
    const key = learningKey({ account: 'default', openId }, turnId);
    return unanswered.put(key, { turnId, question, at: told });
  };
  const run = (words: readonly string[], language = 'C') => {
    return runCommandLine(words, {
      ...{ folder, environment: { LANG: language } },
      register(program, context) {
        registerFeedbackCommands(program, context);
        registerUnansweredCommands(program.command('kb'), context);
      },
    });
  };
  const runJson = async (...words: string[]) =>
    JSON.parse((await run([...words, '--json'])).says) as unknown;
  return { run, runJson, correct, askInVain, documents: createDocuments(store) };
}

it('lists drafts and feedback, and makes a draft the answer, beside a running server', async () => {
  const { run, runJson, correct, documents } = await makeProject();
  for (const openId of ['oAnn', 'oBen', 'oCem']) await correct(openId, '运费多少', '满 99 元包邮');
  const listed = (await runJson('feedback', 'list')) as {
    feedback: object[];
    drafts: { id: string }[];
  };
  const id = listed.drafts[0]?.id ?? '';
  expect(listed.drafts).toEqual([
    { id, question: '运费多少', variants: [], answer: '满 99 元包邮', from: 3, state: 'waiting' },
  ]);
  expect(listed.feedback).toHaveLength(3);
  expect(Object.keys(listed.feedback[0] ?? {})).toEqual([
    ...['id', 'turn', 'question', 'verdict', 'reason', 'correction', 'at'],
  ]);
  const { says } = await run(['feedback', 'list']);
  expect(says).toContain(`${id}  waiting  3          运费多少  满 99 元包邮\n`);
  expect((await run(['feedback', 'list'], 'zh_CN.UTF-8')).says).toContain('待审核');

  expect((await run(['feedback', 'edit', id, '都包邮'])).code).toBe(0);
  expect(await runJson('feedback', 'accept', id)).toEqual({
    ...{ id, state: 'accepted', document: `learnt/${id}` },
  });
  const again = await run(['feedback', 'accept', id.toUpperCase()]);
  expect(again.says).toContain('accepted already');
  expect(await documents.list('shop')).toMatchObject([{ document: `learnt/${id}`, isFaq: true }]);
  expect((await run(['feedback', 'list'])).says).toContain('accepted');
});

it('hides a draft that is rejected', async () => {
  const { run, runJson, correct } = await makeProject();
  for (const openId of ['oAnn', 'oBen', 'oCem']) await correct(openId, '运费多少', '满 99 元包邮');
  const { drafts } = (await runJson('feedback', 'list')) as { drafts: { id: string }[] };
  expect((await run(['feedback', 'reject', drafts[0]?.id ?? ''])).says).toContain('rejected');
  expect(await runJson('feedback', 'list')).toMatchObject({ drafts: [{ state: 'rejected' }] });
});

it('lists what was asked in vain and answers it for good', async () => {
  const { run, runJson, askInVain, documents } = await makeProject();
  expect((await run(['kb', 'unanswered'])).says).toBe('No question was left unanswered.\n');
  await askInVain('oAnn', '几点关门');
  await askInVain('oBen', '几点关门？');
  const [group] = (await runJson('kb', 'unanswered')) as { id: string }[];
  expect(group).toEqual({
    id: group?.id,
    question: '几点关门？',
    count: 2,
    questions: ['几点关门？'],
  });
  const shown = (await run(['kb', 'unanswered'])).says;
  expect(shown).toContain('几点关门？');
  expect(shown).toContain('npm run kb -- unanswered answer ID');
  const { says } = await run(['kb', 'unanswered', 'answer', group?.id ?? '', '晚上 9 点']);
  expect(says).toContain(`learnt/${group?.id}`);
  expect(await documents.list('shop')).toMatchObject([{ title: '几点关门？' }]);
  expect(await runJson('kb', 'unanswered')).toEqual([]);
});

it.each([
  [['feedback', 'accept', 'nope'], /no draft nope.*feedback.* list/],
  [['feedback', 'reject', 'nope'], /no draft nope.*feedback.* list/],
  [['feedback', 'edit', 'nope', 'x'], /no draft nope.*feedback.* list/],
  [['feedback', 'edit', 'nope', ' '], /answer is empty/],
  [['kb', 'unanswered', 'answer', 'nope', 'x'], /no unanswered question nope.*kb.* unanswered/],
  [['kb', 'unanswered', 'answer', 'nope'], /kb.* unanswered answer ID/],
  [['kb', 'unanswered', 'delete', 'nope', 'x'], /kb.* unanswered answer ID/],
  [['feedback', 'list', '--account', 'nobody'], /nobody/],
])('%j fails with a sentence', async (words, sentence) => {
  const { run } = await makeProject();
  const { code, complains } = await run(words);
  expect(code).toBe(1);
  expect(complains).toMatch(sentence);
  expect(complains.trim().split('\n')).toHaveLength(1);
});
