import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { en } from '../../src/inbox/texts/en.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import { createPersonaReader } from '../../src/personas/persona-reader.ts';
import { toAccountSettings } from '../../src/server/to-account-settings.ts';

const toSettings = (
  environment: Readonly<Record<string, string>>,
  { attemptMs = 5000, systemPrompt }: { attemptMs?: number; systemPrompt?: string } = {},
) =>
  toAccountSettings(parseConfig(environment), {
    ...{ name: 'default', token: 'made-up', attemptMs, systemPrompt },
  });

const MODEL = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODEL: 'deepseek-r1' };

describe('the settings of an account', () => {
  it('take the token that they are given, which is made when none is set', () => {
    expect(toSettings({}).wechat).toMatchObject({ token: 'made-up', messageMode: 'auto' });
  });

  it('answer in the language that is set, with its own instructions for the model', () => {
    const settings = toSettings({ FOLLOWER_LANGUAGE: 'en' });
    expect(settings.language).toBe('en');
    expect(settings.texts.stopped).toBe(en.stopped);
    expect(settings.systemPrompt).toBe(en.systemPrompt);
    expect(settings.delivery.aiLabel).toBe(en.aiLabel);
    expect(toSettings({}).texts.stopped).toBe(zh.stopped);
  });

  it('have the instructions, the welcome and the label of the deployer', () => {
    const settings = toSettings(
      { WELCOME_TEXT: '欢迎\\n光临', AI_LABEL: '（机器人）' },
      { systemPrompt: '你是客服。' },
    );
    expect(settings.systemPrompt).toBe('你是客服。');
    expect(settings.texts.welcome).toBe('欢迎\n光临');
    expect(settings.delivery.aiLabel).toBe('（机器人）');
  });

  it('label nothing when the label is switched off', () => {
    expect(toSettings({ AI_LABEL: 'off' }).delivery.aiLabel).toBe('');
  });

  it('promise in the help only what the answers can do', () => {
    expect(toSettings({}).offers.answersFrom).toBe('documents');
    expect(toSettings(MODEL).offers.answersFrom).toBe('model');
  });

  it('offer personas where a model answers, because a document is quoted as it stands', () => {
    const read = createPersonaReader();
    const offered = (environment: Readonly<Record<string, string>>) => {
      const config = parseConfig(environment);
      const personas = read(config.conversation);
      return toAccountSettings(config, {
        name: 'default',
        token: 't',
        attemptMs: 5000,
        systemPrompt: undefined,
        personas,
      }).offers.personas;
    };
    expect(offered(MODEL)).toContain('翻译');
    expect(offered({})).toEqual([]);
  });

  it('offer tools to models, but not to bots, nor where answers come from documents alone', () => {
    const bot = {
      ...{ CHAT_MODELS: 'dify/bot', DIFY_BASE_URL: 'http://127.0.0.1:9/v1' },
      DIFY_API_KEY: 'app-0123456789',
    };
    const areOffered = (environment: Readonly<Record<string, string>>) =>
      toSettings(environment).tools.areOffered;
    expect(areOffered(MODEL)).toBe(true);
    expect(areOffered({ ...MODEL, KNOWLEDGE_ONLY: 'on' })).toBe(false);
    expect(areOffered(bot)).toBe(false);
  });

  it('have tools end 3 s before the last attempt, or sooner with a shorter patience of WeChat', () => {
    const timeOf = (over: Readonly<Record<string, string>>, attemptMs?: number) =>
      toSettings({ REPLY_MARGIN_MS: '500', ...over }, attemptMs === undefined ? {} : { attemptMs })
        .tools.time;
    expect(timeOf({})).toEqual({ toolsMs: 30_000, lastAttemptMs: 14_500, writingMs: 3000 });
    expect(timeOf({}, 500)).toMatchObject({ lastAttemptMs: 1450, writingMs: 300 });
  });

  it('shorten the margin with the patience of WeChat', () => {
    const { delivery } = toSettings({ REPLY_MARGIN_MS: '500' }, { attemptMs: 600 });
    expect(delivery).toMatchObject({ attemptMs: 600, marginMs: 60, repeatComesWithinMs: 1100 });
  });

  it('remember signatures twice as long as WeChat may be late, and ten minutes at least', () => {
    const memoryOf = (seconds: string) =>
      toSettings({ WECHAT_TIMESTAMP_WINDOW_SECONDS: seconds }).arrival.pushMemoryMs;
    expect(memoryOf('600')).toBe(1_200_000);
    expect(memoryOf('60')).toBe(600_000);
  });

  it('let customer-service messages wait as long as WeChat may repeat an attempt', () => {
    const { arrival } = toSettings({}, { attemptMs: 600 });
    expect(arrival.quietAfterAttemptMs).toBe(1100);
  });

  it('count what followers use only where something is limited, by the day of the time zone', () => {
    const dayOf = (environment: Readonly<Record<string, string>>) =>
      toSettings({ FOLLOWER_QUESTIONS_PER_MINUTE: '0', ...environment }).arrival.quotaDay?.(
        Date.UTC(2026, 10, 23, 17),
      );
    expect(dayOf({})).toBeUndefined();
    expect(dayOf({ FOLLOWER_QUESTIONS_PER_DAY: '9' })).toBe('2026-11-24');
    expect(dayOf({ FOLLOWER_QUESTIONS_PER_DAY: '9', QUOTA_TIME_ZONE: 'UTC' })).toBe('2026-11-23');
  });

  it.each([
    ['not without a model', {}, undefined],
    ['by itself', MODEL, { mode: 'auto', model: 'openai/deepseek-r1' }],
    [
      'always when it is on',
      { ...MODEL, OPENAI_UNTAGGED_THINKING: 'on' },
      { mode: 'on', model: 'openai/deepseek-r1' },
    ],
    ['never when it is off', { ...MODEL, OPENAI_UNTAGGED_THINKING: 'off' }, undefined],
  ])('look for thinking without a tag %s', (_when, environment, expected) => {
    expect(toSettings(environment).untaggedThinking).toEqual(expected);
  });
});
