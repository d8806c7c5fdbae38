import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { en } from '../../src/inbox/texts/en.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import { readVersion } from '../../src/runtime/version.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { listPersonas } from '../../src/personas/list-personas.ts';
import { createPersonaReader } from '../../src/personas/persona-reader.ts';
import { openPreferences } from '../../src/personas/preferences.ts';
import { createModelTask } from '../../src/personas/tasks/model-task.ts';
import { createPersonaTask } from '../../src/personas/tasks/persona-task.ts';
import { createRuntime } from '../../src/server/create-runtime.ts';
import { toStoreSettings } from '../../src/server/to-store-settings.ts';
import { openStore } from '../../src/store/open-store.ts';
import { makeFolder } from '../store/sqlite/sqlite-world.ts';
import { unheard } from '../support/recorded-events.ts';
import { says } from '../support/scripted-model.ts';
import { startBot } from '../support/start-bot.ts';
import { startLiveAccounts } from '../support/live-accounts.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';

const signal = new AbortController().signal;
const TAP = /msgmenucontent=([^&]*)&/g;
const tapsIn = (text: string) => [...text.matchAll(TAP)].map(([, sent]) => sent);

async function openWorld(
  settings: Readonly<Record<string, string>>,
  { language = 'zh', offered = ['deepseek/v4', 'qwen/plus'], hasFiles = true } = {},
) {
  const runtime = createRuntime(pino({ level: 'silent' }));
  const config = parseConfig(settings);
  const deps = { ...runtime, events: unheard, version: readVersion() };
  const store = await openStore(config, toStoreSettings(config), deps);
  onTestFinished(() => store.close());
  const kept = new Set(['t1']);
  const turns = {
    read: (id: string) => Promise.resolve(kept.has(id) ? { answer: '' } : undefined),
  };
  const preferences = openPreferences({ collections: store.collections, turns });
  const texts = language === 'en' ? en : zh;
  const files = createPersonaReader()({ personasDir: undefined, persona: undefined });
  const personas = listPersonas({
    ...{ files: hasFiles ? files : undefined, systemPrompt: '你是本店客服。', texts },
    language: language === 'en' ? 'en' : 'zh',
  });
  const tasks = [
    createPersonaTask({ personas, preferences, texts }),
    createModelTask({ offeredModels: offered, preferences, texts }),
  ];
  const as =
    (account: string, openId = 'oAnn') =>
    (name: 'persona' | 'model', argument = '') => {
      const task = tasks.find((one) => one.name === name);
      const turn = {
        conversationId: 'c1',
        turnId: 't1',
        sequence: 1,
        question: '',
        language: 'zh' as const,
      };
      return task?.run({ follower: { account, openId }, argument, ...turn }, signal);
    };
  return { preferences, store, as, ann: as('default'), deleteTurns: () => kept.clear() };
}

const stores: [string, () => Readonly<Record<string, string>>][] = [
  ['SQLite', () => ({ DATA_DIR: makeFolder() })],
  [
    'Redis',
    () => ({ DATA_DIR: makeFolder(), REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: makeKeyPrefix() }),
  ],
];

describe.each(stores)('a follower, over %s', (kind, settings) => {
  const test = it.skipIf(kind === 'Redis' && !hasRedis);

  test('sees the personas, taps one, is greeted, and sees it marked', async () => {
    const { ann } = await openWorld(settings());
    const before = (await ann('persona')) ?? '';
    expect(before).toMatch(/^✓ 默认（现在用的）：/m);
    expect(tapsIn(before)).toEqual(['角色通用助手', '角色翻译', '角色写作助手']);
    expect(await ann('persona', ' 翻 译')).toMatch(/^好的，现在是翻译。/);
    const after = (await ann('persona')) ?? '';
    expect(after).toMatch(/^✓ 翻译（现在用的）：/m);
    expect(tapsIn(after)).toEqual(['角色默认', '角色通用助手', '角色写作助手']);
  });

  test('chooses a persona and a model apart from each other, and goes back to the defaults', async () => {
    const { ann, preferences } = await openWorld(settings());
    const choice = () => preferences.read({ account: 'default', openId: 'oAnn' });
    await ann('persona', 'Translator');
    expect(await ann('model', 'ＱＷＥＮ/Plus')).toBe('好的，接下来由 qwen/plus 回答。');
    // As after a kill: the same turn is done again.
    expect(await ann('model', 'ＱＷＥＮ/Plus')).toBe('好的，接下来由 qwen/plus 回答。');
    expect(await choice()).toEqual({ persona: 'translator', model: 'qwen/plus' });
    await ann('persona', '默认');
    expect(await choice()).toEqual({ model: 'qwen/plus' });
    expect(await ann('model', 'default')).toBe(zh.defaultModelChosen);
    expect(await choice()).toEqual({});
  });

  test('keeps no choice whose turn was deleted while it was made', async () => {
    const { ann, preferences, deleteTurns } = await openWorld(settings());
    deleteTurns();
    await ann('persona', '翻译');
    expect(await preferences.read({ account: 'default', openId: 'oAnn' })).toEqual({});
  });

  test('has choices of their own in each account, which go with their data', async () => {
    const { as, ann, preferences, store } = await openWorld(settings());
    await ann('persona', '翻译');
    expect(await as('shop')('persona')).toMatch(/^✓ 默认/m);
    expect(await as('default', 'oBen')('persona')).toMatch(/^✓ 默认/m);
    const follower = { account: 'default', openId: 'oAnn' };
    const [records] = await store.collections.ofFollower(follower);
    expect(records).toMatchObject({ collection: 'preferences' });
    expect(await preferences.read(follower)).toEqual({ persona: 'translator' });
  });
});

it('a chosen persona decides how the model is asked, also after 新对话, and in no other account', async () => {
  const { bot, book, push, servers } = await startLiveAccounts(undefined, {
    answerWith: () => says('好。'),
    settings: { OPENAI_TEMPERATURE: '0.6', RETENTION_DAYS: '7' },
  });
  await book.add('shop', { WECHAT_TOKEN: 'shoptoken', SYSTEM_PROMPT: '你是小店客服。' });
  // The task is done as the server does it, in another process over the same store.
  const { as } = await openWorld({ DATA_DIR: bot.dataDir });
  const ask = async (content: string, name = 'default') => {
    const token = name === 'default' ? bot.token : 'shoptoken';
    const answer = await push(`${servers[0]}/wechat/${name}`, token, content);
    expect(answer.status).toBe(200);
    const body = bot.model.calls.at(-1)?.body;
    const system = body?.messages.find(({ role }) => role === 'system')?.content;
    return { system, temperature: body?.['temperature'], answer: answer.body };
  };
  const today = /今天是 \d{4}年\d{1,2}月\d{1,2}日，星期[一二三四五六日]。$/m;

  const before = await ask('你好');
  expect(before).toMatchObject({ temperature: 0.6, system: expect.stringMatching(today) });
  expect(before.system).toContain(zh.systemPrompt);

  const list = await as('default')('persona');
  expect(tapsIn(list ?? '')).toContain('角色翻译');
  expect(await as('default')('persona', '翻译')).toMatch(/^好的，现在是翻译/);
  const chosen = await ask('早上好');
  expect(chosen).toMatchObject({ temperature: 0.2, system: expect.stringMatching(today) });
  expect(chosen.system).toMatch(/^你是专业译者。/);

  expect((await ask('新对话')).answer).toContain(zh.newConversation);
  expect(await ask('晚上好')).toMatchObject({ temperature: 0.2, system: chosen.system });

  const elsewhere = await ask('在吗', 'shop');
  expect(elsewhere.system).toMatch(/^你是小店客服。\n\n今天是/);
  expect(elsewhere.temperature).toBe(0.6);
});

describe('what is named wrongly', () => {
  it('gets the list, and changes nothing', async () => {
    const { ann, preferences } = await openWorld({ DATA_DIR: makeFolder() });
    await ann('persona', '翻译');
    expect(await ann('persona', '诗人')).toMatch(/^没有这个角色。\n\n[^]*✓ 翻译/);
    expect(await ann('model', 'gpt')).toMatch(/^没有这个模型[^]*✓ 默认[^]*deepseek\/v4/);
    const choice = await preferences.read({ account: 'default', openId: 'oAnn' });
    expect(choice).toEqual({ persona: 'translator' });
  });
});

describe('the models', () => {
  it('are listed with the current one, and with links', async () => {
    const { ann } = await openWorld({ DATA_DIR: makeFolder() });
    await ann('model', 'qwen/plus');
    const list = (await ann('model')) ?? '';
    expect(list).toContain('✓ qwen/plus（现在用的）');
    expect(tapsIn(list)).toEqual(['模型默认', '模型deepseek/v4']);
  });

  it('that are gone leave the follower with the default', async () => {
    const settings = { DATA_DIR: makeFolder() };
    await (await openWorld(settings)).ann('model', 'qwen/plus');
    const { ann } = await openWorld(settings, { offered: ['deepseek/v4', 'kimi/k3'] });
    expect(await ann('model')).toMatch(/^✓ 默认（现在用的）：/m);
  });

  it.each([[['deepseek/v4']], [[]]])('are no choice where there are only %j', async (offered) => {
    const { ann } = await openWorld({ DATA_DIR: makeFolder() }, { offered });
    expect(await ann('model')).toBe(zh.onlyOneModel);
  });
});

it('one persona is no choice', async () => {
  const { ann } = await openWorld({ DATA_DIR: makeFolder() }, { hasFiles: false });
  expect(await ann('persona')).toBe(zh.onlyOnePersona);
});

it('both are listed in English where followers read English', async () => {
  const { ann } = await openWorld({ DATA_DIR: makeFolder() }, { language: 'en' });
  const list = (await ann('persona')) ?? '';
  expect(list).toMatch(/^✓ Default \(in use\): /m);
  expect(tapsIn(list)).toEqual(['personaAssistant', 'personaTranslator', 'personaWritinghelper']);
  expect(await ann('persona', 'writinghelper')).toMatch(/^This is the writing helper/);
});

it('offers no persona and no model where documents are quoted, and does not pretend to change', async () => {
  const { follower } = await startBot({ withoutModel: true });
  expect((await follower.says('帮助')).text).not.toMatch(/角色|模型：/);
  expect((await follower.says('角色')).text).toContain('没有可以换的角色');
  expect((await follower.says('模型')).text).toContain('没有可以换的模型');
  expect((await follower.says('角色 翻译')).text).not.toContain('现在是翻译');
});

it('a changed file counts for the next question in every process, without a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-personas-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (id: string, name: string, prompt: string) =>
    writeFileSync(join(folder, `${id}.md`), `---\nname: ${name}\n---\n${prompt}\n`);
  write('clerk', '店员', '你是店员。');
  const { bot, pushToBoth } = await startLiveAccounts(undefined, {
    settings: { PERSONAS_DIR: folder, PERSONA: '店员' },
    answerWith: () => says('好的。'),
  });
  const systems = () =>
    bot.model.calls.slice(-2).map(({ body }) => body.messages[0]?.content.split('\n')[0]);
  await pushToBoth('default', bot.token, '在吗');
  expect(systems()).toEqual(['你是店员。', '你是店员。']);

  write('clerk', '店员', '你是店长。');
  write('chef', '厨师', '你是厨师。');
  const effect = () => bot.logs.filter(({ code }) => code === 'account_set');
  await vi.waitFor(() => expect(effect().length).toBeGreaterThanOrEqual(2), 20_000);
  await pushToBoth('default', bot.token, '还在吗');
  expect(systems()).toEqual(['你是店长。', '你是店长。']);
  for (const { body } of await pushToBoth('default', bot.token, '角色'))
    expect(body).toContain('角色厨师');
}, 60_000);
