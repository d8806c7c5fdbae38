import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { registerAccountCommands } from '../../src/cli/account/register-account-commands.ts';
import { registerUsageCommand } from '../../src/cli/usage.ts';
import { createQuotaDay } from '../../src/inbox/quota-day.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { toStoreSettings } from '../../src/server/to-store-settings.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { daysBefore } from '../../src/usage/days.ts';
import type { UsageCount } from '../../src/usage/ports.ts';
import { createLogLines } from '../support/log-lines.ts';
import { unheard } from '../support/recorded-events.ts';
import { runCommandLine } from '../support/run-command.ts';

const today = createQuotaDay('Asia/Shanghai')(Date.now());

const count = (over: Partial<UsageCount>): UsageCount => ({
  ...{ account: 'default', day: today, model: 'deepseek/deepseek-v4-flash' },
  ...{ questions: 0, calls: 12, estimated: 0 },
  ...{ input: 1_000_000, cached: 400_000, output: 250_000, reasoning: 50_000 },
  ...over,
});

/** A folder as a deployer has it, with a server's store that is open. */
async function makeProject(counts: readonly UsageCount[], prices?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-usage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const dataDir = join(folder, 'data');
  const file = join(folder, 'prices.json');
  if (prices !== undefined) writeFileSync(file, prices);
  writeFileSync(
    join(folder, '.env'),
    `DATA_DIR=${dataDir}\n${prices === undefined ? '' : `PRICES_FILE=${file}\n`}`,
  );
  const store = await openSqliteStore(
    { ...toStoreSettings(parseConfig({})), folder: dataDir },
    {
      ...{ clock: systemClock, newId, random: Math.random, log: createLogLines().log },
      ...{ events: unheard, version: 'test' },
    },
  );
  onTestFinished(() => store.close());
  await store.usage.add(newId(), counts);

  const run = (words: readonly string[], language = 'C') => {
    return runCommandLine(words, {
      ...{ folder, environment: { LANG: language } },
      register(program, context) {
        registerAccountCommands(program, context);
        registerUsageCommand(program, context);
      },
    });
  };
  return { run };
}

const PRICES = '{"deepseek/deepseek-v4-flash": {"input": 2, "cached": 0.5, "output": 8}}';

it('prints a table of tokens and money beside a running server, with unknown where a price is missing', async () => {
  const { run } = await makeProject(
    [
      count({}),
      count({
        day: daysBefore(today, 1),
        calls: 1,
        estimated: 1,
        input: 10,
        cached: 0,
        output: 5,
        reasoning: 0,
      }),
      count({ model: '自建/通义', calls: 3, input: 7, cached: 0, output: 1, reasoning: 0 }),
    ],
    PRICES,
  );
  const { says, code } = await run(['usage']);
  expect(code).toBe(0);
  expect(says).toBe(
    [
      'day         account  model                       calls      input   cached   output  reasoning    money',
      `${daysBefore(today, 1)}  default  deepseek/deepseek-v4-flash     1*         10        0        5          0  0.00006`,
      `${today}  default  deepseek/deepseek-v4-flash     12  1,000,000  400,000  250,000     50,000     3.40`,
      `${today}  default  自建/通义                       3          7        0        1          0  unknown`,
      'total                                              16*  1,000,017  400,000  250,006     50,000  unknown',
      '* 1 call is estimated, because the vendor told no tokens.',
      'PRICES_FILE has no price for 自建/通义; what is known comes to 3.40006.',
      '',
    ].join('\n'),
  );
  const chinese = (await run(['usage', '--days', '1'], 'zh_CN.UTF-8')).says.split('\n');
  expect(chinese[0]).toMatch(
    /^日期 {8}账号 {5}模型 {24}调用 {7}输入 {5}缓存 {5}输出 {4}思考 {2}费用$/,
  );
  expect(chinese).toHaveLength(6);
  expect(chinese[3]).toMatch(/^合计 .*未知$/);
});

it('as JSON it gives numbers for programs, for the accounts and days that are asked for', async () => {
  const { run } = await makeProject([count({}), count({ day: daysBefore(today, 3) })], PRICES);
  await run(['account', 'add', 'shop', 'WECHAT_TOKEN=tokenOfTheShop01']);
  const days = async (...words: string[]) =>
    (JSON.parse((await run(['usage', '--json', ...words])).says) as { days: unknown[] }).days;
  expect(await days('--days', '3')).toEqual([
    {
      ...{ day: today, account: 'default', model: 'deepseek/deepseek-v4-flash', calls: 12 },
      ...{ estimated: 0, input: 1_000_000, cached: 400_000, output: 250_000, reasoning: 50_000 },
      money: 3.4,
    },
  ]);
  expect(await days('--days', '4')).toHaveLength(2);
  expect(await days('--account', 'shop')).toEqual([]);
  expect(await days('--account', 'default')).toHaveLength(2);
});

it('tokens are shown also where the prices cannot be read, which is said', async () => {
  const { run } = await makeProject([count({})], '{"x": }');
  const { says, complains } = await run(['usage']);
  expect(says).toContain('unknown');
  expect(complains).toMatch(/prices\.json, line 1 is not JSON/);
});

it('says so when nothing was used, and names an account that does not exist', async () => {
  const { run } = await makeProject([]);
  expect((await run(['usage'])).says).toBe('No model was called in the last 7 days.\n');
  expect((await run(['usage', '--account', 'nobody'])).code).toBe(1);
  await expect(run(['usage', '--days', '0'])).rejects.toThrow('A number from 1 to 400.');
});
