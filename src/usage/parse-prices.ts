import { z } from 'zod';
import type { Sentence } from '../runtime/sentence.ts';
import { KuaihuiError } from '../runtime/errors.ts';

/** What a million tokens of a model cost, in the currency of the budget. */
export interface Price {
  readonly input: number;
  /** For input from the vendor's cache. */
  readonly cached: number;
  readonly output: number;
}

export type PriceTable = ReadonlyMap<string, Price>;

/** The file of prices cannot be used. */
export class PricesError extends KuaihuiError {
  override readonly name = 'PricesError';
  readonly code = 'prices_invalid';

  constructor(says: Sentence) {
    super(says);
  }
}

const FORM: Sentence = {
  en: '{"provider/model": {"input": 1, "cached": 0.1, "output": 2}}',
  zh: '{"厂商/模型": {"input": 1, "cached": 0.1, "output": 2}}',
};

const amount = z.number().nonnegative();
const price = z.strictObject({ input: amount, cached: amount.optional(), output: amount });

/** Reads a file of prices; the errors name the line. Throws PricesError. */
export function parsePrices(file: string, read: () => string): PriceTable {
  const text = readOrThrow(file, read);
  const entries = parseObject(file, text);
  const table = new Map<string, Price>();
  for (const [model, value] of Object.entries(entries)) {
    const parsed = price.safeParse(value);
    if (!parsed.success) throw new PricesError(wrongPrice(file, lineOf(text, model), model));
    const { input, cached = input, output } = parsed.data;
    if (!/^[^/\s]+\/.+$/.test(model))
      throw new PricesError(wrongName(file, lineOf(text, model), model));
    table.set(model, { input, cached, output });
  }
  return table;
}

function readOrThrow(file: string, read: () => string): string {
  try {
    // Editors on Windows may begin a file with a byte order mark.
    return read().replace(/^\uFEFF/, '');
  } catch {
    throw new PricesError({
      en: `PRICES_FILE names ${file}, which cannot be read. Is the path right, and may this user read it?`,
      zh: `PRICES_FILE 写的是 ${file}，读不出来。请检查路径，以及当前用户有没有读取权限。`,
    });
  }
}

function parseObject(file: string, text: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    const line = findBrokenLine(text);
    throw new PricesError({
      en: `PRICES_FILE: ${file}, line ${line} is not JSON. The form is ${FORM.en}.`,
      zh: `PRICES_FILE：${file} 第 ${line} 行不是正确的 JSON。写法是 ${FORM.zh}。`,
    });
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
    return parsed as Record<string, unknown>;
  throw new PricesError({
    en: `PRICES_FILE: ${file} has to hold one object: ${FORM.en}.`,
    zh: `PRICES_FILE：${file} 里要是一个对象，写法是 ${FORM.zh}。`,
  });
}

function wrongPrice(file: string, line: number, model: string): Sentence {
  return {
    en: `PRICES_FILE: ${file}, line ${line}: the price of ${model} needs the numbers input and output, may have cached, and nothing else.`,
    zh: `PRICES_FILE：${file} 第 ${line} 行：${model} 的价格要写 input 和 output 两个数字，可以再写 cached，不能有别的。`,
  };
}

function wrongName(file: string, line: number, model: string): Sentence {
  return {
    en: `PRICES_FILE: ${file}, line ${line}: ${JSON.stringify(model)} has to be a model's name in the form provider/model.`,
    zh: `PRICES_FILE：${file} 第 ${line} 行：${JSON.stringify(model)} 要写成“厂商/模型”的形式。`,
  };
}

function lineOf(text: string, model: string): number {
  return lineAt(text, Math.max(0, text.lastIndexOf(JSON.stringify(model))));
}

/** Returns the first line with which the text cannot go on to be JSON; Node names the place of a few mistakes only. */
function findBrokenLine(text: string): number {
  const lines = text.split('\n');
  const isBrokenAfter = (count: number) => isBroken(lines.slice(0, count).join('\n').trimEnd());
  if (!isBrokenAfter(lines.length)) return lineAt(text, text.trimEnd().length);
  // What is broken stays so with further lines.
  let [whole, broken] = [0, lines.length];
  while (broken - whole > 1) {
    const middle = Math.floor((whole + broken) / 2);
    if (isBrokenAfter(middle)) broken = middle;
    else whole = middle;
  }
  return broken;
}

/** Says whether the beginning of a text fails before its end. */
function isBroken(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return false;
  } catch (error) {
    const { message } = error as Error;
    const [, position] = /position (\d+)/.exec(message) ?? [];
    if (position !== undefined) return Number(position) < beginning.length;
    return !message.includes('Unexpected end');
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
