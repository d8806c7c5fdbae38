import { expect, it, vi } from 'vitest';
import { publish } from '../wechat/api/publications.ts';
import { says } from '../support/scripted-model.ts';
import { systemOf } from '../support/owner-documents.ts';
import { startBot } from '../support/start-bot.ts';

it('a server whose account has it switched on answers from what the account has published', async () => {
  const content = '<p><span leaf="">净水器的滤芯每六个月换一次。</span></p>';
  const bot = await startBot({
    accountKind: 'certified-service',
    attemptMs: 4000,
    settings: { SYNC_ARTICLES: 'on' },
    adminSettings: { menu: {}, replies: {}, publications: [publish([{ number: 1, content }], 1)] },
  });
  await vi.waitFor(
    () =>
      expect(bot.logs).toContainEqual(
        expect.objectContaining({ code: 'articles_synced', added: 1 }),
      ),
    20_000,
  );
  bot.model.next(says('每六个月[1]。'));
  const seen = await bot.follower.says('净水器的滤芯多久换一次？');
  expect(systemOf(bot.model.calls[0]!)).toContain('净水器的滤芯每六个月换一次');
  expect(seen.text).toContain('每六个月');
});
