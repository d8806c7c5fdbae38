import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/config/command-line.ts';

it('is typed in the folder of the project with its words after two dashes', () => {
  expect(commandLine('account set shop WECHAT_TOKEN=-')).toBe(
    'npm run account -- set shop WECHAT_TOKEN=-',
  );
  expect(commandLine('keys')).toBe('npm run keys');
});

describe('a command', () => {
  it.each([
    [
      'npm’s in the project’s folder',
      '/srv/kuaihui',
      '/srv/kuaihui',
      'npm run check:settings -- --online',
    ],
    [
      'the package’s own where it is installed for all',
      '/usr/lib/node_modules/kuaihui',
      '/srv/bot',
      'kuaihui check --online',
    ],
    [
      'npx’s where it is installed in the folder',
      '/srv/bot/node_modules/kuaihui',
      '/srv/bot',
      'npx kuaihui check --online',
    ],
  ])('is %s', (_what, projectFolder, folder, command) => {
    expect(commandLine('check --online', { projectFolder, folder })).toBe(command);
  });
});
