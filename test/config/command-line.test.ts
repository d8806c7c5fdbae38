import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/config/command-line.ts';

it('is typed in the folder of the project with its words after two dashes', () => {
  expect(commandLine('account set shop WECHAT_TOKEN=-')).toBe(
    'npm run account -- set shop WECHAT_TOKEN=-',
  );
  expect(commandLine('keys')).toBe('npm run keys');
  expect(commandLine('start')).toBe('npm start');
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

  it.each(['kuaihui', 'kuaihui@1.2.3', './kuaihui-1.2.3.tgz'])(
    'is npx’s with what it was given: %s',
    (npxPackage) => {
      const projectFolder = '/home/me/.npm/_npx/0123/node_modules/kuaihui';
      expect(commandLine('chat', { projectFolder, folder: '/home/me/bot', npxPackage })).toBe(
        `npx ${npxPackage} chat`,
      );
    },
  );

  it('is typed outside of the container that it runs in', () => {
    const prefix = 'docker compose exec kuaihui kuaihui';
    expect(commandLine('keys', { projectFolder: '/app', folder: '/app', prefix })).toBe(
      'docker compose exec kuaihui kuaihui keys',
    );
  });
});
