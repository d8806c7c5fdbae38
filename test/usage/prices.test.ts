import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { moneyOf } from '../../src/usage/money.ts';
import { PricesError } from '../../src/usage/parse-prices.ts';
import { openPrices } from '../../src/usage/prices.ts';
import { createLogLines } from '../support/log-lines.ts';

function makeFile(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-prices-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'prices.json');
  const write = (anew: string) => writeFileSync(file, anew);
  write(text);
  const { log, raw } = createLogLines();
  return { file, write, log, raw, open: () => openPrices(file, log) };
}

function problemOf(text: string): PricesError['says'] {
  try {
    makeFile(text).open();
  } catch (error) {
    if (error instanceof PricesError) return error.says;
    throw error;
  }
  throw new Error('The file was taken');
}

describe('a file of prices', () => {
  it('gives the price of a model; cached input costs as much as other input where nothing is said', () => {
    const prices = makeFile(
      '\uFEFF{"p/a/b": {"input": 1, "cached": 0.1, "output": 2},\r\n "p/free": {"input": 0, "output": 0}, "p/c": {"input": 4, "output": 8}}',
    ).open();
    expect(prices.of('p/a/b')).toEqual({ input: 1, cached: 0.1, output: 2 });
    expect(prices.of('p/c')).toEqual({ input: 4, cached: 4, output: 8 });
    expect(prices.of('p/free')).toBeDefined();
    expect(prices.of('p/other')).toBeUndefined();
    expect(prices.of('constructor')).toBeUndefined();
  });

  it.each([
    ['a comma too many', '{\n  "p/a": {"input": 1, "output": 2},\n}\n', 3],
    ['a word without quotation marks', '{\n  "p/a":\n   {"input": one, "output": 2}}', 3],
    ['a missing end', '{\n  "p/a": {"input": 1, "output": 2}\n', 2],
    ['no text at all', '', 1],
    ['a missing price', '{\n"p/a": {"input": 1, "output": 2},\n"p/b": {"input": 1}}', 3],
    ['a price that is a text', '{\n"p/b": {"input": "1", "output": 2}}', 2],
    ['a price below zero', '{"p/b": {"input": -1, "output": 2}}', 1],
    ['a field that nobody reads', '{\n\n"p/b": {"input": 1, "output": 2, "cache": 1}}', 3],
    ['a name without a provider', '{\n"deepseek": {"input": 1, "output": 2}}', 2],
  ])('with %s is refused, and the line is named in both languages', (_what, text, line) => {
    const says = problemOf(text);
    expect(says?.en).toMatch(new RegExp(`^PRICES_FILE: .*, line ${line}\\b`));
    expect(says?.zh).toContain(`第 ${line} 行`);
  });

  it.each(['[]', '5', 'null'])('that holds %s is refused', (text) =>
    expect(problemOf(text)?.en).toContain('has to hold one object'),
  );

  it('that is missing is refused', () => {
    expect(() => openPrices('/nowhere/prices.json', createLogLines().log)).toThrow(
      'PRICES_FILE names /nowhere/prices.json, which cannot be read',
    );
  });

  it('is read again when it changes, and a broken version leaves the earlier prices in force, with one warning', () => {
    const { open, write, raw } = makeFile('{"p/a": {"input": 1, "output": 2}}');
    const prices = open();
    write('{"p/a": {"input": 3, "output": 2}}');
    expect(prices.of('p/a')?.input).toBe(3);
    write('{"p/a": {"input": 5, "output": 2}');
    for (let n = 0; n < 3; n += 1) expect(prices.of('p/a')?.input).toBe(3);
    expect(raw().match(/prices_unusable/g)).toHaveLength(1);
    write('{"p/a": {"input": 7, "output": 2}}');
    expect(prices.of('p/a')?.input).toBe(7);
  });

  it.each([
    ['a link in a circle', (file: string) => symlinkSync(file, file)],
    ['a folder', (file: string) => mkdirSync(file)],
    ['a device without end', (file: string) => symlinkSync('/dev/zero', file)],
    ['a huge file', (file: string) => writeFileSync(file, `{"p/a":${' '.repeat(2_000_000)}}`)],
    [
      'prices without end',
      (file: string) => writeFileSync(file, '{"p/a":{"input":1e999,"output":1}}'),
    ],
  ])('that becomes %s leaves the earlier prices in force', (_what, replace) => {
    const { open, file, raw } = makeFile('{"p/a": {"input": 1, "output": 2}}');
    const prices = open();
    rmSync(file);
    replace(file);
    for (let n = 0; n < 3; n += 1) expect(prices.of('p/a')?.input).toBe(1);
    expect(raw().match(/prices_unusable/g)).toHaveLength(1);
  });

  it('with a mistake in a very long text has its line found without trying each', () => {
    const line = '"p/a": {"input": 1, "output": 2},\n';
    expect(problemOf(`{\n${line.repeat(20_000)}oops\n${line.repeat(5000)}}`)?.en).toContain(
      'line 20002 ',
    );
  });
});

it('a call costs its fresh input, its cached input and its output, per million tokens', () => {
  const price = { input: 2, cached: 0.5, output: 8 };
  expect(moneyOf({ input: 1_000_000, cached: 400_000, output: 250_000 }, price)).toBeCloseTo(3.4);
});
