import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { callsRing } from '../../../src/diagnosis/webhook-calls/keep-calls.ts';
import { explainCall } from '../../../src/diagnosis/webhook-calls/explain-call.ts';
import { listChecks } from '../../../src/diagnosis/webhook-calls/list-checks.ts';
import { createEventBus } from '../../../src/events/event-bus.ts';
import type { WebhookCall } from '../../../src/events/webhook-call.ts';
import { says } from '../../support/scripted-model.ts';
import { FAULTS, type Fault } from '../../support/setup-faults.ts';
import { AES_KEY, TOKEN, startBot, type BotOptions } from '../../support/start-bot.ts';

/** A bot with the calls that it told of. */
async function startWatchedBot({
  settings,
  mode,
  answerWith,
}: Pick<Fault, 'settings' | 'mode'> & Pick<BotOptions, 'answerWith'> = {}) {
  const calls: WebhookCall[] = [];
  const waiting: (() => void)[] = [];
  const bot = await startBot({
    ...(mode && { mode }),
    ...(settings && { settings }),
    ...(answerWith && { answerWith }),
    createEvents: (log) => {
      const events = createEventBus(log);
      events.on('webhook-called', ({ type: _type, ...call }) => {
        calls.push(call);
        for (const resolve of waiting.splice(0)) resolve();
      });
      return events;
    },
  });
  const call = async (): Promise<WebhookCall> => {
    if (calls.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    const [first] = calls.splice(0, 1);
    if (!first) throw new Error('No call');
    return first;
  };
  return { bot, call };
}

describe('a fault of the set-up', () => {
  const said = new Map<string, { readonly zh: string; readonly en: string }>();

  it.each(Object.entries<Fault>(FAULTS))('is named: %s', async (_name, fault) => {
    const { bot, call } = await startWatchedBot(fault);
    await fault.send(bot);
    const told = await call();
    const { ok, reason, sentence, remedy } = explainCall(told);
    expect({ ok, reason }).toEqual({ ok: false, reason: fault.reason });
    expect(sentence.zh).toMatch(fault.names);
    expect(remedy?.zh).toBeTruthy();
    said.set(reason, sentence);
    const failed = listChecks(told).filter((check) => !check.ok);
    expect(failed.map(({ name }) => name)).toEqual(
      fault.failsAt === undefined ? [] : [fault.failsAt],
    );
    // Nothing that is secret, and nothing that a follower wrote.
    const kept = JSON.stringify(told);
    for (const word of [TOKEN, 'oSecretPerson', '私密', AES_KEY]) expect(kept).not.toContain(word);
    expect(kept).not.toMatch(/[0-9a-f]{40}/);
  });

  it('has a sentence that no other fault has, in both languages', () => {
    expect(said.size).toBeGreaterThanOrEqual(20);
    for (const language of ['zh', 'en'] as const)
      expect(new Set([...said.values()].map((sentence) => sentence[language])).size).toBe(
        said.size,
      );
  });
});

describe('what works', () => {
  it('is told as well: a verification and an answered message', async () => {
    const { bot, call } = await startWatchedBot({ answerWith: () => says('好的。') });
    expect(await bot.platform.verifyUrl()).toMatchObject({ ok: true });
    expect(explainCall(await call())).toMatchObject({ ok: true, reason: 'verified' });
    await bot.follower.says('你好');
    expect(await call()).toMatchObject({ account: 'default', message: 'text', passed: 'message' });
  });

  it('is no call of WeChat when a person opens the address', async () => {
    const { bot, call } = await startWatchedBot();
    await request(bot.url()).get('').set('User-Agent', 'Mozilla/5.0 (X11)');
    expect(explainCall(await call())).toMatchObject({ ok: true, reason: 'opened by hand' });
  });

  it('names the ring of an account, which no account without one shares', () => {
    expect(callsRing('shop')).toBe('webhook-calls/shop');
    expect(callsRing()).toBe('webhook-calls/-');
  });
});
