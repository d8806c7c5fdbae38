import { InvalidArgumentError, type Command } from 'commander';
import { pino } from 'pino';
import { TOTALS_KEPT_DAYS } from '../usage/days.ts';
import { PricesError } from '../usage/parse-prices.ts';
import { NO_PRICES, openPrices, type Prices } from '../usage/prices.ts';
import { createUsageReport } from '../usage/usage-report.ts';
import { runCommand, type CommandContext, type CommandSession } from './command-context.ts';
import { showUsage } from './show-usage.ts';
import { usageTexts } from './usage-texts.ts';

interface UsageFlags {
  readonly json?: boolean;
  readonly days: number;
  readonly account?: string;
}

const DAYS_BY_DEFAULT = 7;

/** Adds `kuaihui usage`. */
export function registerUsageCommand(program: Command, context: CommandContext): void {
  program
    .command('usage')
    .description(
      'show the tokens of each day, account and model and what they cost (PRICES_FILE), also while the server runs',
    )
    .option('--days <n>', 'how many days, today included', parseDays, DAYS_BY_DEFAULT)
    .option('--account <name>', 'only this account')
    .option('--json', 'as JSON')
    .action((flags: UsageFlags) =>
      runCommand(context, 'usage', (session) => printUsage(session, flags)),
    );
}

async function printUsage(session: CommandSession, flags: UsageFlags): Promise<void> {
  const prices = readPrices(session);
  const accounts = await session.withBook(async ({ book, usageOf }) => {
    const names =
      flags.account === undefined
        ? (await book.list()).map(({ name }) => name)
        : [(await book.show(flags.account)).name];
    return Promise.all(
      names.map(async (account) => ({ account, rows: await usageOf(account, flags.days) })),
    );
  });
  const report = createUsageReport(accounts, prices);
  if (flags.json) session.printJson(report);
  else
    session.terminal.output.write(
      showUsage(report, { language: session.language, days: flags.days })
        .map((line) => `${line}\n`)
        .join(''),
    );
}

/** Tokens are worth seeing also where the prices cannot be read. */
function readPrices({ config, warn }: CommandSession): Prices {
  if (config.pricesFile === undefined) return NO_PRICES;
  try {
    return openPrices(config.pricesFile, pino({ level: 'silent' }));
  } catch (error) {
    if (!(error instanceof PricesError) || !error.says) throw error;
    warn(error.says);
    return NO_PRICES;
  }
}

function parseDays(written: string): number {
  const days = /^\d+$/.test(written) ? Number(written) : NaN;
  if (days >= 1 && days <= TOTALS_KEPT_DAYS) return days;
  throw new InvalidArgumentError(usageTexts.en.daysWrong(TOTALS_KEPT_DAYS));
}
