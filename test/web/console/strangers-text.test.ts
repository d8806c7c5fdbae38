import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ConversationsAnswer } from '../../../src/console/conversations/conversations-contract.ts';
import type { KnowledgeAnswer } from '../../../src/console/knowledge/knowledge-contract.ts';
import { PAGES } from '../../../src/web/console/pages/page-list.ts';
import { chromiumMissing, closeBrowser, openPage } from '../../support/chromium.ts';
import { createConsoleClient, openConsoleOf, PASSWORD } from '../../support/console-client.ts';
import { openBeside } from '../../support/open-beside.ts';
import { says, startScriptedModel } from '../../support/scripted-model.ts';
import { watchScripts, XSS_PAYLOADS } from '../../support/script-watch.ts';
import {
  expectShown,
  loadAll,
  NOT_THERE,
  openWatched,
  seen,
} from '../../support/watched-console.ts';
import { startBot, type Bot } from '../../support/start-bot.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';

/** What the lists about learning have of a follower's words. */
const WORDS = ['question', 'correction', 'answer'] as const;

interface SaidList {
  readonly items: readonly Partial<Record<(typeof WORDS)[number], string>>[];
  readonly next?: string | null;
}

/** All in one text, without the characters that no text file and no setting may have. */
const ALL = XSS_PAYLOADS.join('\n\n').replaceAll(/[^\P{Cc}\n]/gu, '');

async function inTens<Item>(
  items: readonly Item[],
  run: (item: Item, n: number) => Promise<unknown>,
) {
  for (let at = 0; at < items.length; at += 10)
    await Promise.all(items.slice(at, at + 10).map((item, n) => run(item, at + n)));
}

/** Ten payloads in one text each, where a page for each of them would show nothing more. */
const TENS = XSS_PAYLOADS.flatMap((_, n) =>
  n % 10 === 0 ? [XSS_PAYLOADS.slice(n, n + 10).join('\n')] : [],
);

const followerOf = (n: number) => `oXss${String(n).padStart(3, '0')}`;

/** Asks each payload as the question of a follower, whom the model answers with the same. */
async function askAll(bot: Bot): Promise<void> {
  await inTens(XSS_PAYLOADS, (payload, n) => bot.platform.follower(followerOf(n)).says(payload));
}

describe.runIf(chromiumMissing === undefined)('what strangers write', () => {
  afterAll(closeBrowser);

  it('would run in a page without any care, so that these tests can fail', async () => {
    const server = createServer((request, response) => {
      const payload = XSS_PAYLOADS[Number(request.url?.slice(1))] ?? '';
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><body>${payload}`);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const page = await openPage('about:blank', {}, { expected: /./ });
    const watch = await watchScripts(page, host);
    let dangerous = 0;
    for (const n of XSS_PAYLOADS.keys()) {
      const before = watch.deeds.length;
      // A payload may lead the page away before it is loaded.
      await page.goto(`http://${host}/${n}`).catch(() => undefined);
      if (watch.deeds.length > before) dangerous += 1;
    }
    expect(dangerous).toBeGreaterThan(40);
  }, 120_000);

  it('is shown as text on every page about conversations and followers: 0 of 100 run', async () => {
    const bot = await startBot({ answerWith: (question) => says(question), attemptMs: 4000 });
    await askAll(bot);
    const owner = await openConsoleOf(bot);
    await inTens(XSS_PAYLOADS, async (payload, n) => {
      const change = { note: payload.slice(0, 200), tags: [payload.trim().slice(0, 30)] };
      const { status } = await owner.patch(`/followers/${followerOf(n)}`, change);
      expect([payload, status]).toEqual([payload, 200]);
    });
    const { page, watch, go, follow } = await openWatched(owner);
    await go('conversations');
    await loadAll(page);
    await expectShown(page, XSS_PAYLOADS, 'conversations');
    await go('followers');
    await loadAll(page);
    await expectShown(page, XSS_PAYLOADS, 'followers');
    await inTens(TENS, (ten, n) => bot.platform.follower(`oTen${n}`).says(ten));
    const { items } = (await owner.get('/conversations')).body as ConversationsAnswer;
    const turns = items.filter(({ openId }) => openId.startsWith('oTen'));
    expect(turns).toHaveLength(TENS.length);
    for (const { turnId, openId } of turns) {
      await follow(`conversations/${turnId}`);
      await expectShown(page, [TENS[Number(openId.slice('oTen'.length))] ?? ''], openId);
    }
    for (let n = 0; n < XSS_PAYLOADS.length; n += 5) {
      const note = XSS_PAYLOADS[n]?.trim().slice(0, 200) ?? '';
      await follow(`followers/${followerOf(n)}`);
      await expectShown(page, [note], `card with ${note}`);
    }
    expect(watch.deeds).toEqual([]);
    for (const format of ['csv', 'jsonl']) {
      const path = `${owner.origin}/console/api/conversations/export?format=${format}`;
      const { headers, body } = await fetch(path, { headers: { cookie: owner.cookie() } });
      await body?.cancel();
      expect(headers.get('content-disposition')).toContain('attachment');
      expect(headers.get('content-type')).not.toContain('html');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  }, 240_000);

  it('is shown as text in documents, own answers, personas, settings, sessions, log and audit', async () => {
    const bot = await startBot({ withoutModel: true });
    const owner = await openConsoleOf(bot);
    const upload = (name: string, body: string) =>
      owner.send('POST', `/knowledge/files?name=${encodeURIComponent(name)}`, undefined, { body });
    const names = XSS_PAYLOADS.filter((one) => !/[/\\\p{Cc}\p{Cf}\p{Zl}]/u.test(one)).slice(0, 12);
    for (const name of names) {
      const text = `# \\${name}\n\n${name.replaceAll('<', '\\<')}\n`;
      expect((await upload(`${name}.md`, text)).status).toBe(200);
    }
    expect((await upload('all.txt', ALL)).body.result).toBe('added');
    for (let n = 0; n < XSS_PAYLOADS.length; n += 10) {
      const payloads = XSS_PAYLOADS.slice(n, n + 10).join('\n');
      const entry = { question: payloads.slice(0, 400), answer: payloads };
      expect((await owner.put('/knowledge/faq', entry)).status).toBe(200);
    }
    const changed = await owner.patch('/settings', {
      ...{ WELCOME_TEXT: ALL.slice(0, 300), SYSTEM_PROMPT: ALL },
    });
    const persona = { description: XSS_PAYLOADS[13], greeting: XSS_PAYLOADS[0], prompt: ALL };
    const made = await owner.post('/personas', { name: '掌柜', ...persona });
    expect([changed.body, made.body]).toMatchObject([{ inEffect: 1 }, { name: '掌柜' }]);
    const agents = XSS_PAYLOADS.filter((one) => /^[\x20-\x7e]+$/.test(one)).slice(0, 30);
    for (const agent of agents) {
      const headers = { 'user-agent': agent };
      await createConsoleClient(owner.origin).send(
        ...(['POST', '/login', { name: 'owner', password: PASSWORD }, { headers }] as const),
      );
    }
    const store = await openBeside(bot.dataDir);
    await store.rings.append(
      'log',
      XSS_PAYLOADS.map((msg) => ({
        level: 'warn',
        time: 1,
        process: 7,
        msg,
        code: msg,
        account: msg,
      })),
      2000,
    );
    const { page, watch, go, follow } = await openWatched(owner);
    await go('log');
    await expectShown(page, XSS_PAYLOADS, 'log');
    await go('knowledge');
    await expectShown(page, names, 'documents');
    const { documents } = (await owner.get('/knowledge')).body as KnowledgeAnswer;
    const uploaded = documents.filter(({ document }) => /\.(?:md|txt)$/.test(document));
    expect(uploaded).toHaveLength(names.length + 1);
    for (const { base, document } of uploaded) {
      await follow(`knowledge?${new URLSearchParams({ base, document }).toString()}`);
      await expectShown(page, [document], `document ${document}`);
      await page.locator('.knowledge-list li').first().waitFor();
    }
    await go('knowledge/faq');
    await expectShown(page, XSS_PAYLOADS, 'own answers');
    await go('personas');
    await page.getByRole('button', { name: '编辑 掌柜' }).click();
    await expectShown(page, [ALL, XSS_PAYLOADS[13] ?? '', XSS_PAYLOADS[0] ?? ''], 'persona');
    await go('settings');
    await expectShown(page, [ALL], 'settings');
    for (const { name } of PAGES) await go(name);
    expect(watch.deeds).toEqual([]);
  }, 240_000);

  it('is shown as text as feedback, as drafts made of it, and as questions without an answer', async () => {
    const settings = { KNOWLEDGE_ONLY: 'on', LEARN_FROM: '1' };
    const bot = await startBot({ settings, attemptMs: 4000 });
    const owner = await openConsoleOf(bot);
    await owner.put('/knowledge/faq', { question: '几点开门', answer: '九点。' });
    await inTens(XSS_PAYLOADS, async (payload, n) => {
      const follower = bot.platform.follower(followerOf(n));
      await follower.says(payload);
      await follower.says(`纠正：${payload}`);
    });
    const { page, watch, go, follow } = await openWatched(owner);
    await go('knowledge');
    const see = async (name: string) => {
      const { items, next } = (await owner.get(`/knowledge/${name}`)).body as SaidList;
      await follow(`knowledge/${name}`);
      if (next) await page.getByRole('button', { name: '加载更多' }).click();
      const path = `/knowledge/${name}?after=${encodeURIComponent(next ?? '')}`;
      const rest = next ? ((await owner.get(path)).body as SaidList).items : [];
      const words = [...items, ...rest].flatMap((said) => WORDS.map((word) => said[word] ?? ''));
      await expectShown(page, words, name);
      return items.length + rest.length;
    };
    // What no words are left of is no question; corrections that say the same make one draft.
    expect(await see('unanswered')).toBeGreaterThan(40);
    expect(await see('feedback')).toBe(XSS_PAYLOADS.length);
    expect(await see('drafts')).toBeGreaterThan(40);
    expect(watch.deeds).toEqual([]);
  }, 120_000);

  it('runs nothing from the address, in a query, a path or the place to go on to', async () => {
    const owner = await openConsoleOf(await startBot());
    const { page, watch, go, follow } = await openWatched(owner);
    const image = XSS_PAYLOADS[13] ?? '';
    await go('conversations');
    for (const ten of TENS.map(encodeURIComponent)) {
      const paths = [
        `conversations?q=${ten}&follower=${ten}&state=${ten}`,
        `followers?q=${ten}&tag=${ten}`,
        `knowledge?q=${ten}`,
        `settings?q=${ten}&show=${ten}#${ten}`,
        `knowledge/${ten}/${ten}`,
        `conversations/${ten}`,
        `log?q=${ten}&account=${ten}`,
      ];
      for (const path of paths) await follow(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    }
    // As a heading, and as the whole name of a page.
    for (const payload of XSS_PAYLOADS.map(encodeURIComponent)) {
      const paths = [
        `followers/${payload}`,
        `accounts/${payload}`,
        `${payload}?account=${payload}`,
      ];
      for (const path of paths) await follow(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    }
    await go(`conversations?q=${encodeURIComponent(image)}`);
    await expectShown(page, [image], 'search');
    const links = XSS_PAYLOADS.filter((one) => /^[^<[]*(?:script|data):|^\/\/|^https:/i.test(one));
    for (const link of links) {
      await page.context().clearCookies();
      await page.goto(`${owner.origin}/console/login?next=${encodeURIComponent(link)}`);
      await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: '登录' }).click();
      await page.waitForURL(`${owner.origin}/console/overview`);
    }
    expect(links.length).toBeGreaterThan(8);
    expect(watch.deeds).toEqual([]);
  }, 240_000);

  it('is shown as text by the simulator, as a question and as an answer', async () => {
    const model = await startScriptedModel({ answerWith: (question) => says(question) });
    onTestFinished(() => model.close());
    const { url } = await startSimulator({
      attemptMs: 4000,
      settings: { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'scripted' },
    });
    const page = await openPage('about:blank', {}, { expected: NOT_THERE });
    const watch = await watchScripts(page, new URL(url).host);
    await page.goto(url);
    for (let n = 0; n < XSS_PAYLOADS.length; n += 10) {
      const payloads = XSS_PAYLOADS.slice(n, n + 10);
      await page.getByRole('textbox', { name: '发消息' }).fill(payloads.join('\n'));
      await page.keyboard.press('Enter');
      await expect
        .poll(async () => seen((await page.locator('.mine').last().textContent()) ?? ''))
        .toContain(seen(payloads.join('')));
      await expect.poll(() => page.locator('.theirs').count()).toBeGreaterThan(n / 10 + 1);
    }
    expect(watch.deeds).toEqual([]);
  }, 120_000);
});
