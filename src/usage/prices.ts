import { readFileSync, statSync } from 'node:fs';
import type { Logger } from 'pino';
import { parsePrices, type Price, type PriceTable } from './parse-prices.ts';

/** What models cost, by their names `provider/model`. */
export interface Prices {
  /** Returns the price of a model as the file has it now; undefined when it is not known. */
  of(model: string): Price | undefined;
}

/** Where the deployer has set no file. */
export const NO_PRICES: Prices = { of: () => undefined };

/**
 * Opens a file of prices, which the deployer may edit while the server runs. Throws PricesError when it cannot be used now;
 * a later version that cannot be used is warned of, and the one before it holds.
 */
export function openPrices(file: string, log: Logger): Prices {
  let seen = versionOf(file);
  let table: PriceTable = parsePrices(file, () => readText(file));

  const refresh = () => {
    const version = versionOf(file);
    if (version === seen) return;
    seen = version;
    try {
      table = parsePrices(file, () => readText(file));
      log.info(
        { code: 'prices_read', models: table.size, zh: '已读取新的价格文件（PRICES_FILE）' },
        'Read the changed prices (PRICES_FILE)',
      );
    } catch (error) {
      const says = (error as { readonly says?: { readonly zh: string } }).says;
      log.warn(
        { code: 'prices_unusable', err: error, zh: `${says?.zh ?? ''} 先按原来的价格计算。` },
        'The changed prices cannot be used; the earlier ones hold',
      );
    }
  };
  return {
    of(model) {
      refresh();
      return table.get(model);
    },
  };
}

/** Tells one version of a file from the next; a look costs some microseconds. */
function versionOf(file: string): string {
  try {
    const stat = statSync(file, { bigint: true });
    return `${stat.ino} ${stat.mtimeNs} ${stat.size}`;
  } catch {
    // Not there, or not to be looked at, such as a link in a circle or in a folder of another user.
    return 'none';
  }
}

/** Far more than the prices of all models there are. */
const MOST_BYTES = 1_000_000;

/** Reads a file, unless it is none, such as an idle pipe, or is too large for prices. */
function readText(file: string): string {
  const stat = statSync(file);
  if (!stat.isFile() || stat.size > MOST_BYTES) throw new Error('No file of prices');
  return readFileSync(file, 'utf8');
}
