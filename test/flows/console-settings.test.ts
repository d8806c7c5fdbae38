import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { createSettingsRoutes } from '../../src/console/settings/settings-routes.ts';
import { createPersonaReader } from '../../src/personas/persona-reader.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { openSettingsDesk } from '../../src/server/console/open-settings-desk.ts';
import { openBooks } from '../../src/server/open-books.ts';
import { toStoreSettings } from '../../src/server/to-store-settings.ts';
import { openStore } from '../../src/store/open-store.ts';
import { serveRoutes } from '../console/serve-routes.ts';
import { unheard } from '../support/recorded-events.ts';
import { says } from '../support/scripted-model.ts';
import { startBot } from '../support/start-bot.ts';

describe('a prompt that is changed in the console', () => {
  it('holds for the next question in two processes, and is undone with one call', async () => {
    const bot = await startBot({ attemptMs: 5000, answerWith: () => says('好的。') });
    const other = await bot.startAnother();
    const { call } = await serveRoutes(await settingsRoutes(bot.dataDir, bot.token));
    const promptIn = async (url: string, openId: string) => {
      bot.pointAt(url);
      const before = bot.model.calls.length;
      await bot.platform.follower(openId).says('你好');
      const { messages } = (await bot.model.call(before + 1)).body;
      return messages.find(({ role }) => role === 'system')?.content ?? '';
    };
    const everywhere = async (n: number) => [
      await promptIn(bot.url(), `oOne${n}`),
      await promptIn(other.url, `oTwo${n}`),
    ];

    const changed = await call('PATCH', '/settings', { SYSTEM_PROMPT: '你是茶馆的掌柜。' });
    expect(changed.body).toMatchObject({ inEffect: 2, notYet: [] });
    for (const prompt of await everywhere(1)) expect(prompt).toContain('你是茶馆的掌柜。');

    const undone = await call('POST', '/settings/undo', { name: 'SYSTEM_PROMPT' });
    expect(undone.body).toMatchObject({ inEffect: 2, notYet: [] });
    for (const prompt of await everywhere(2)) expect(prompt).not.toContain('茶馆');
  });
});

/** The routes over the store that both servers use. */
async function settingsRoutes(dataDir: string, token: string) {
  const environment = { DATA_DIR: dataDir, WECHAT_TOKEN: token };
  const config = parseConfig(environment);
  const log = pino({ level: 'silent' });
  const store = await openStore(
    config,
    { ...toStoreSettings(config), role: 'command' },
    {
      ...{ clock: systemClock, newId, log, random: Math.random },
      ...{ events: unheard, version: 'test' },
    },
  );
  onTestFinished(() => store.close());
  const books = openBooks(config, {
    ...{ store, processes: store.processes, environment },
    ...{ readPersonas: createPersonaReader(), clock: systemClock, newId },
  });
  const desk = { books, environment, storedInEffect: {}, settingsFile: undefined };
  return createSettingsRoutes(openSettingsDesk(desk));
}
