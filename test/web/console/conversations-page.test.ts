import { afterAll, describe, expect, it } from 'vitest';
import { seriousFaults } from '../../support/accessibility.ts';
import { chromiumMissing, closeBrowser } from '../../support/chromium.ts';
import { openConsoleOf } from '../../support/console-client.ts';
import { openConsolePage } from '../../support/open-console-page.ts';
import { gate, startBot } from '../../support/start-bot.ts';
import { says, streams } from '../../support/scripted-model.ts';

const ATTACK = '<img src=x onerror="document.title=1"><script>document.title=2</script>';

/** The frame asks for the accounts. */
const NO_ACCOUNTS = /status of 404/;

/** Set to a folder, it keeps pictures of the pages for people to look at. */
const PICTURES = process.env['KEEP_PICTURES_IN'];

describe.runIf(chromiumMissing === undefined)('the page of conversations', () => {
  afterAll(closeBrowser);

  it.each([
    ['a desk', { width: 1440, height: 900 }],
    ['a phone', { width: 390, height: 844 }],
  ])(
    'finds a question by a word of its answer and shows its way, on %s',
    async (where, viewport) => {
      const bot = await startBot({
        answerWith: (question) =>
          says(question.includes('运费') ? '运费八元，满九十九元包邮。' : '七天之内可以退货。'),
      });
      await bot.follower.says('退货要几天？');
      await bot.follower.says('运费多少？');
      await bot.follower.says(ATTACK);
      const owner = await openConsoleOf(bot);
      const page = await openConsolePage(owner, 'conversations', {
        viewport,
        expected: NO_ACCOUNTS,
      });
      const picture = async (name: string) => {
        if (PICTURES)
          await page.screenshot({
            path: `${PICTURES}/${name}-${viewport.width}.png`,
            fullPage: true,
          });
      };
      const rows = page.getByRole('table').getByRole('row');
      await page.getByText('<img src=x').first().waitFor();
      await picture('conversations');
      expect(await seriousFaults(page)).toEqual([]);
      await page.getByLabel('搜索问题和回答').fill('包邮');
      await page.getByRole('button', { name: '搜索', exact: true }).click();
      await page.waitForURL('**/conversations?q=*');
      await expect.poll(() => page.getByText('退货要几天').count()).toBe(0);
      await page.goBack();
      await page.getByText('退货要几天').waitFor();
      expect(await page.getByLabel('搜索问题和回答').inputValue()).toBe('');
      await page.goForward();
      await expect.poll(() => page.getByText('退货要几天').count()).toBe(0);
      await page.getByRole('link', { name: '运费多少？' }).click();
      await page.getByText('运费八元，满九十九元包邮。').waitFor();
      await expect
        .poll(async () => {
          await page.reload();
          await page.getByRole('heading', { name: '经过' }).waitFor();
          return page.locator('.time-line .bar[data-how="answered"]').count();
        })
        .toBe(1);
      await page.getByRole('cell', { name: '完成' }).waitFor();
      await picture('turn');
      expect(await seriousFaults(page)).toEqual([]);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect([where, overflow]).toEqual([where, 0]);
      expect(await page.title()).toBe('一次问答 · 快回');
      expect(await rows.count()).toBeGreaterThan(0);
    },
  );

  it('follows an answer that is being written', async () => {
    const slow = gate();
    const bot = await startBot({
      answerWith: () =>
        streams(
          { text: '第一句。' },
          { until: slow.opened },
          { text: '第二句。' },
          { finish: 'stop' },
          'done',
        ),
    });
    const asked = bot.follower.says('慢慢说');
    const owner = await openConsoleOf(bot);
    const page = await openConsolePage(owner, 'conversations', { expected: NO_ACCOUNTS });
    await page.getByRole('link', { name: '慢慢说' }).click();
    await page.getByText('进行中').waitFor();
    slow.open();
    await page.getByText('已回答').waitFor();
    await page.getByText('第二句。').first().waitFor();
    await asked;
  });
});
