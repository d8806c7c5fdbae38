import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { registerAccountCommands } from '../../src/cli/account/register-account-commands.ts';
import { registerDoctorCommand } from '../../src/cli/doctor/register-doctor-command.ts';
import { CHECKS } from '../../src/diagnosis/list-checks.ts';
import { startPlatform, type PlatformCall } from '../support/played-platform.ts';
import { runCommandLine } from '../support/run-command.ts';

interface ShownCheck {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'fault';
  readonly sentence: string;
  readonly remedy: string | null;
  readonly account?: string;
  readonly copy?: string;
}

const TOKEN = 'tokenOfTheShop01';
const SECRETS = {
  WECHAT_TOKEN: TOKEN,
  WECHAT_APP_SECRET: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  WECHAT_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  WECHAT_PREVIOUS_ENCODING_AES_KEY: 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba',
  DEEPSEEK_API_KEY: 'vendorkey-one-111,vendorkey-two-222',
  METRICS_KEY: 'metrics-key-of-ours-0123',
  ALERT_WEBHOOK_URL: 'https://alarm.invalid/robot/send-key-9876543210',
  ALERT_WEBHOOK_SECRET: 'robot-secret-5566',
  KUAIHUI_SECRET: 'the-key-to-all-stored-secrets-0123456789',
};
const ACCESS_TOKEN = 'ACCESS-TOKEN-GIVEN-1234567890';
const ANSWER =
  'data: {"choices":[{"delta":{"content":"OK"}}]}\n\ndata: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** What WeChat answers to each call; a call that is missing here fails the test loudly as a 500. */
type Wechat = Readonly<Record<string, unknown>>;
const GOOD: Wechat = {
  'cgi-bin/stable_token': { access_token: ACCESS_TOKEN, expires_in: 7200 },
  'cgi-bin/callback/check': { dns: [{ ip: '203.0.113.5' }], ping: [] },
  'cgi-bin/getcallbackip': { ip_list: ['203.0.113.0/24'] },
  'cgi-bin/openapi/quota/get': {
    ...{ errcode: 0, errmsg: 'ok' },
    quota: { daily_limit: 500000, used: 12, remain: 499988 },
  },
};

/** A vendor and WeChat on one machine, and a folder with its .env. */
async function makeProject(options: { wechat?: Wechat; env?: Record<string, string> } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const platform = await startPlatform((call) => {
    const path = call.path.replace(/^\w+ \//, '').replace(/\?.*/, '');
    if (path === '') return { json: {} };
    if (path.startsWith('v1/')) return { headers: {}, steps: [ANSWER] };
    const answer = (options.wechat ?? GOOD)[path];
    if (typeof answer === 'function')
      return { json: (answer as (call: PlatformCall) => unknown)(call) };
    return answer === undefined ? { status: 500, json: { unexpected: path } } : { json: answer };
  });
  onTestFinished(() => platform.close());
  const env: Record<string, string> = {
    ...{ CHAT_MODELS: 'deepseek/a', DEEPSEEK_BASE_URL: `${platform.url}/v1` },
    ...{ WECHAT_APP_ID: 'wx0123456789abcdef', WECHAT_API_BASE_URL: platform.url },
    ...SECRETS,
    DATA_DIR: join(folder, 'data'),
    ...options.env,
  };
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, '.env'), lines.join(''));
  const run = (line: string, environment: Record<string, string> = { LANG: 'C' }) =>
    runCommandLine(line.split(' '), {
      ...{ folder, environment },
      register(program, context) {
        registerAccountCommands(program, context);
        registerDoctorCommand(program, context);
      },
    });
  const examine = async (line = 'doctor --json') => {
    const { code, says } = await run(line);
    return { code, checks: (JSON.parse(says) as { checks: ShownCheck[] }).checks };
  };
  return { run, examine, folder, platform };
}

function find(checks: readonly ShownCheck[], name: string): ShownCheck | undefined {
  return checks.find((check) => check.name === name);
}

const forms = Object.values(SECRETS).flatMap((secret) => [secret, ...secret.split(',')]);

function expectNoSecret(text: string): void {
  for (const secret of [...forms, ACCESS_TOKEN]) expect(text).not.toContain(secret);
}

describe('kuaihui doctor', () => {
  it('looks at everything beside no server, makes no data folder, and asks WeChat nothing with a token in its answer', async () => {
    const { examine, folder, platform } = await makeProject();
    const { code, checks } = await examine();
    expect(checks.filter(({ state }) => state === 'fault')).toEqual([]);
    expect(code).toBe(0);
    expect(find(checks, 'model')?.state).toBe('ok');
    expect(find(checks, 'wechat')).toMatchObject({ state: 'ok', account: 'default' });
    expect(find(checks, 'callback')?.sentence).toContain('203.0.113.5');
    expect(find(checks, 'quota')?.sentence).toContain('499988 of 500000');
    expect(find(checks, 'clock')?.state).toBe('ok');
    expect(find(checks, 'store')).toMatchObject({ state: 'warning' });
    expect(readdirSync(folder)).toEqual(['.env']);
    expect(platform.calls.map(({ path }) => path).join()).not.toContain('rid/get');
    for (const { state, remedy } of checks) if (state !== 'ok') expect(remedy).toMatch(/\S/);
  });

  it('gives the accounts of the store their own findings, and asks a model that they share once', async () => {
    const { run, examine, platform } = await makeProject();
    expect((await run('account add shop WECHAT_TOKEN=anotherToken12345')).code).toBe(0);
    const { checks } = await examine();
    expect(checks.filter(({ name }) => name === 'account').map(({ account }) => account)).toEqual([
      ...['default', 'shop'],
    ]);
    expect(find(checks, 'store')).toMatchObject({ state: 'ok' });
    expect(find(checks, 'push')).toMatchObject({ state: 'warning' });
    expect(platform.calls.filter(({ path }) => path.includes('completions'))).toHaveLength(1);
    const one = await examine('doctor --json --account shop');
    expect(new Set(one.checks.flatMap(({ account }) => account ?? []))).toEqual(new Set(['shop']));
    expect((await run('doctor --account nobody')).complains).toContain('nobody');
  });

  it.each<[string, Wechat, string, 'fault' | 'warning', RegExp, string?]>([
    [
      'an address that is not in the whitelist',
      {
        'cgi-bin/stable_token': {
          errcode: 40164,
          errmsg: 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: x',
        },
      },
      ...(['whitelist', 'fault', /203\.0\.113\.9/, '203.0.113.9'] as const),
    ],
    [
      'a push that was never configured',
      { ...GOOD, 'cgi-bin/callback/check': { errcode: 40201, errmsg: 'url not set' } },
      ...(['callback', 'fault', /no URL is saved/] as const),
    ],
    [
      'pings that get no answer',
      {
        ...GOOD,
        'cgi-bin/callback/check': {
          dns: [{ ip: '203.0.113.5' }],
          ping: [{ ip: '203.0.113.5', package_loss: '100%', time: '' }],
        },
      },
      ...(['callback', 'warning', /pings get no answer/] as const),
    ],
    [
      'a quota that is used up',
      {
        ...GOOD,
        'cgi-bin/openapi/quota/get': { quota: { daily_limit: 100, used: 100, remain: 0 } },
      },
      ...(['quota', 'fault', /0 of 100/] as const),
    ],
  ])('names %s', async (_what, wechat, name, state, sentence, copy) => {
    const { examine } = await makeProject({ wechat });
    const { code, checks } = await examine();
    const found = find(checks, name);
    expect(found).toMatchObject({ state, ...(copy !== undefined && { copy }) });
    expect(found?.sentence).toMatch(sentence);
    expect(found?.remedy).toMatch(/\S/);
    expect(code).toBe(state === 'fault' ? 1 : 0);
  });

  it('shows no secret, whatever vendors and WeChat put into their errors', async () => {
    const echo = `${Object.values(SECRETS).join(' ')} ${ACCESS_TOKEN}`;
    const wechat = {
      ...GOOD,
      'cgi-bin/callback/check': { errcode: 40001, errmsg: echo },
      'cgi-bin/getcallbackip': { errcode: 40001, errmsg: echo },
    };
    const { run } = await makeProject({ wechat });
    for (const line of ['doctor', 'doctor --json']) {
      const { says, complains } = await run(line);
      expectNoSecret(says + complains);
    }
    const refused = await makeProject({
      wechat: {
        'cgi-bin/stable_token': {
          errcode: 40125,
          errmsg: `invalid appsecret ${Object.values(SECRETS).join(' ')}`,
        },
      },
    });
    const { says, complains } = await refused.run('doctor --json', { LANG: 'zh_CN.UTF-8' });
    expect(says).toContain('40125');
    expectNoSecret(says + complains);
  });

  it('tells wrong settings as JSON too, without their values', async () => {
    const { examine } = await makeProject({ env: { PORT: 'x', WECHAT_TOKEN: 'short secret!' } });
    const { code, checks } = await examine();
    expect(code).toBe(1);
    expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
      ...['settings fault', 'settings fault'],
    ]);
    expect(JSON.stringify(checks)).not.toContain('short secret!');
  });

  it('ends its text with a verdict, in the language of the deployer', async () => {
    const { run } = await makeProject();
    expect((await run('doctor')).says).toMatch(/\nNo fault, \d warnings?\.\n$/);
    expect((await run('doctor', { LANG: 'zh_CN.UTF-8' })).says).toMatch(
      /\n没有故障，\d 处提醒。\n$/,
    );
  });
});

it('names each check of the list once', () => {
  const names = CHECKS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
