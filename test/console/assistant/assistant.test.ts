import { describe, expect, it } from 'vitest';
import { openConsoleOf, signInAs } from '../../support/console-client.ts';
import { says } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';
import { APP, makeCredentials, playWechat, shownCredentials, startNew } from './new-account.ts';

/** Calls are kept a moment after they were answered; a busy machine takes longer. */
const SOON = { timeout: 10_000 };

describe('the set-up assistant', () => {
  it('sends a stored key to no other address than it was given for', async () => {
    const { owner } = await startNew({ withoutModel: true });
    const model = { provider: 'mine', model: 'm', baseUrl: 'https://a.example.com/v1' };
    const first = await owner.post('/assistant/model', { ...model, apiKey: 'a-stored-key-0123' });
    expect(first.status).toBe(200);
    const other = { ...model, baseUrl: 'https://b.example.com/v1' };
    expect((await owner.post('/assistant/model', other)).body.code).toBe('secret_needed');
    const { items } = (await owner.get('/settings/history?name=MINE_BASE_URL')).body;
    expect(items).toMatchObject([{ by: 'owner', isSet: false }]);
  });

  it('stores what switches thinking off along with the model', async () => {
    const { owner } = await startNew({ withoutModel: true });
    const { status } = await owner.post('/assistant/model', {
      ...{ provider: 'mine', model: 'm', baseUrl: 'https://a.example.com/v1' },
      extraBody: '{"enable_thinking":false}',
    });
    expect(status).toBe(200);
    const { settings } = (await owner.get('/settings')).body as {
      settings: { name: string; value: string }[];
    };
    expect(settings.find(({ name }) => name === 'MINE_EXTRA_BODY')?.value).toBe(
      '{"enable_thinking":false}',
    );
  });

  it('makes token and key, is verified with them, and sees the first message', async () => {
    const { bot, owner } = await startNew({ answerWith: () => says('好的。') });
    const before = await owner.get('/assistant');
    expect(before.body).toMatchObject({
      ...{ step: 'language', hasToken: false, imported: null },
      urlProblems: [expect.stringContaining('127.0.0.1'), expect.stringContaining('80 和 443')],
    });
    const { token, encodingAesKey } = await makeCredentials(owner, { appId: APP.appId });
    expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(encodingAesKey).toMatch(/^[A-Za-z0-9]{43}$/);
    const platform = playWechat(bot, { token, encodingAesKey });
    expect(await platform.verifyUrl()).toEqual({ ok: true });
    expect(await platform.follower('oFirst').says('你好')).toMatchObject({ shown: 'text' });

    await expect
      .poll(async () => (await owner.get('/webhook-calls')).body.summary as unknown, SOON)
      .toMatchObject({ state: 'connected' });
    const { calls, next } = (await owner.get('/webhook-calls')).body as {
      calls: { reason: string; message?: string; sentence: string }[];
      next: string;
    };
    expect(calls.map(({ reason, message }) => [reason, message])).toEqual([
      ['verified', undefined],
      ['answered', 'text'],
    ]);
    expect((await owner.get(`/webhook-calls?after=${next}`)).body.calls).toEqual([]);
    const steps = (await owner.get('/assistant')).body.steps as { name: string; state: string }[];
    expect(steps.filter(({ state }) => state === 'done').map(({ name }) => name)).toEqual([
      ...['model', 'account', 'watch', 'done'],
    ]);
    // What the audit and the answers hold, no secret is in it.
    const seen = JSON.stringify([
      (await owner.get('/audit')).body,
      (await owner.get('/assistant')).body,
    ]);
    expect(seen).toContain('assistant.credentials');
    for (const secret of [token, encodingAesKey]) expect(seen).not.toContain(secret);
  });

  it('replaces a token only when that is asked for', async () => {
    const { owner } = await startNew();
    const first = await makeCredentials(owner);
    const again = await owner.post('/assistant/credentials', {});
    expect([again.status, again.body.code]).toEqual([409, 'token_exists']);
    const replaced = await makeCredentials(owner, { replace: true });
    expect(replaced.token).not.toBe(first.token);
  });

  it('shows token and key again until WeChat has verified the address, and never after that', async () => {
    const { bot, owner } = await startNew();
    expect(await shownCredentials(owner)).toBeNull();
    const made = await makeCredentials(owner, { appId: APP.appId });
    expect(await shownCredentials(owner)).toEqual(made);
    const platform = playWechat(bot, { ...made, token: 'anothertoken' });
    expect(await platform.verifyUrl()).toMatchObject({ ok: false });
    await expect
      .poll(async () => (await owner.get('/webhook-calls')).body.calls as unknown, SOON)
      .toHaveLength(1);
    expect(await shownCredentials(owner)).toEqual(made);
    expect(await playWechat(bot, made).verifyUrl()).toEqual({ ok: true });
    await expect.poll(() => shownCredentials(owner), SOON).toBeNull();
  });

  it('shows new ones although messages still come with the token that they replaced', async () => {
    const { bot, owner } = await startNew({ answerWith: () => says('好的。') });
    const before = playWechat(bot, await makeCredentials(owner, { appId: APP.appId }), 'plain');
    expect(await before.verifyUrl()).toEqual({ ok: true });
    const made = await makeCredentials(owner, { replace: true });
    expect(await before.follower('oFirst').says('你好')).toMatchObject({ shown: 'text' });
    await expect
      .poll(async () => (await owner.get('/webhook-calls')).body.summary as unknown, SOON)
      .toMatchObject({ state: 'connected' });
    expect(await shownCredentials(owner)).toEqual(made);
    expect(await playWechat(bot, made).verifyUrl()).toEqual({ ok: true });
    await expect.poll(() => shownCredentials(owner), SOON).toBeNull();
  });

  it('shows neither a token that was set by hand, nor anything to people who may not change it', async () => {
    const { owner } = await startNew();
    await makeCredentials(owner);
    const viewer = await signInAs(owner, 'viewer');
    expect((await viewer.get('/assistant/credentials')).status).toBe(403);
    await owner.patch('/settings', { WECHAT_TOKEN: 'chosenbyhand' });
    expect(await shownCredentials(owner)).toBeNull();
  });

  it('needs no AppID for the verification, and names it when an encrypted message comes', async () => {
    const { bot, owner } = await startNew({ answerWith: () => says('好的。') });
    const platform = playWechat(bot, await makeCredentials(owner));
    expect(await platform.verifyUrl()).toEqual({ ok: true });
    await platform.follower('oFirst').says('你好');
    const summary = async () => (await owner.get('/webhook-calls')).body.summary as unknown;
    await expect.poll(summary, SOON).toMatchObject({
      ...{ state: 'failing', sentence: expect.stringContaining('没有填 AppID') as unknown },
    });
    const { body } = await owner.post('/assistant/account', { appId: APP.appId });
    expect(body).toMatchObject({ appId: APP.appId, hasSecret: false });
    expect(await platform.follower('oFirst').says('还在吗')).toMatchObject({ shown: 'text' });
    const wrong = await owner.post('/assistant/account', { appId: 'gh_original' });
    expect([wrong.status, wrong.body.sentence]).toEqual([409, expect.stringContaining('gh_')]);
  });

  it('says what the environment has set, and does not change it', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    expect((await owner.get('/assistant')).body.locked).toContain('WECHAT_TOKEN');
    const refused = await owner.post('/assistant/credentials', { replace: true });
    expect(refused.status).toBe(409);
    expect(refused.body.sentence).toContain('WECHAT_TOKEN');
  });

  it('shows the address for the whitelist, then what the account may do', async () => {
    const { bot, owner } = await startNew();
    const early = await owner.post('/assistant/check', {});
    expect([early.status, early.body.code]).toEqual([409, 'no_secret']);
    await makeCredentials(owner);
    await owner.post('/assistant/account', APP);
    bot.faults.refuseIp('203.0.113.9');
    const refused = await owner.post('/assistant/check', {});
    expect(refused.body).toMatchObject({ state: 'wrong', whitelist: '203.0.113.9' });
    bot.faults.acceptIp();
    const { state, abilities } = (await owner.post('/assistant/check', {})).body as {
      state: string;
      abilities: { name: string; can: string }[];
    };
    expect(state).toBe('right');
    // A personal account.
    expect(abilities.map(({ can }) => can)).toEqual(['yes', 'no', 'no', 'no']);
  });

  it("reads the admin's own menu and replies, and keeps both answers as they came", async () => {
    const { bot, owner } = await startNew();
    await makeCredentials(owner);
    await owner.post('/assistant/account', APP);
    const { imported } = (await owner.post('/assistant/import', {})).body;
    expect(imported).toMatchObject({
      menu: [
        { name: '关于', kind: 'menu', below: [{ name: '地址', kind: 'text', value: '某路 1 号' }] },
        { name: '官网', kind: 'view', value: 'https://e.org', below: [] },
      ],
      welcome: { isOn: true, text: '欢迎' },
      rules: [
        { name: '价格', keywords: [{ text: '价格', match: 'equal' }], isWithoutKeywords: false },
        { name: '空', keywords: [], isWithoutKeywords: true },
      ],
    });
    expect(bot.platform.apiCalls.map(({ path }) => path)).not.toContain('/cgi-bin/menu/create');
  });

  it('is left and resumed, in another process as well', async () => {
    const { bot, owner } = await startNew();
    await owner.post('/assistant/progress', {
      step: 'watch',
      skip: { step: 'import', isSkipped: true },
    });
    const { url } = await bot.startAnother();
    const response = await fetch(new URL('/console/api/assistant', url), {
      headers: { cookie: owner.cookie() },
    });
    const { step, steps } = (await response.json()) as { step: string; steps: unknown[] };
    expect(step).toBe('watch');
    expect(steps).toContainEqual({ name: 'import', state: 'skipped' });
  });
});
