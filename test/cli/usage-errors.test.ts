import { Command } from 'commander';
import { expect, it } from 'vitest';
import { explainUsage, sayUsageErrors } from '../../src/cli/usage-errors.ts';

const SECRET = 'SuperSecretValue1234567';

function typed(...words: string[]): string {
  let said = '';
  const program = new Command('kuaihui').exitOverride();
  sayUsageErrors(program, 'en');
  program.configureOutput({ writeErr: (text) => (said += text) });
  program.command('set').argument('<name>').argument('<key=value...>').option('--revoke');
  expect(() => program.parse(words, { from: 'user' })).toThrow();
  return said;
}

it.each([
  [['set', 'shop', 'A=b', `--WECHAT_TOKEN=${SECRET}`], 'There is no option --WECHAT_TOKEN.'],
  [['set', 'shop', 'A=b', `--${SECRET}`], 'There is no option.'],
  [['set', 'shop', 'A=b', `--x='${SECRET}' it's`], 'There is no option --x.'],
  [['set', 'shop', 'A=b', '--revok'], 'did you mean --revoke?'],
  [['set', 'shop'], 'The argument key=value is missing.'],
  [[SECRET], 'There is no command.'],
  [['sett'], 'did you mean set?'],
])('a mistyped command line is told in one sentence without its values: %j', (words, says) => {
  const said = typed(...words);
  expect(said).toContain(says);
  expect(said).not.toContain(SECRET);
  expect(said.trim().split('\n')).toHaveLength(1);
});

it('a value that an option does not take is not repeated', () => {
  const text = `error: option '--mode <mode>' argument '${SECRET}' is invalid. Allowed choices are plain, safe.`;
  expect(explainUsage(text).en).not.toContain(SECRET);
  expect(explainUsage(text).zh).toContain('plain, safe');
});
