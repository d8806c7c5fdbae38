import { PassThrough } from 'node:stream';
import { tmpdir } from 'node:os';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from '../../../src/cli/create-program.ts';
import { CHINESE_HELP } from '../../../src/cli/help/chinese-help.ts';
import { readSettingSource } from '../../../src/config/setting-source.ts';

const CHINESE = /\p{Script=Han}/u;

/** The program as it stands in a terminal of this language. */
function programIn(language: string): Command {
  const [folder, given] = [tmpdir(), { LANG: language }];
  const source = readSettingSource({
    ...{ environment: given, workingFolder: folder, projectFolder: folder },
  });
  const [output, errorOutput] = [new PassThrough(), new PassThrough()];
  const input = Object.assign(new PassThrough(), { isTTY: false });
  return createProgram(
    { source, given, personFolder: folder },
    { source, folder, terminal: { input, output, errorOutput }, onExitCode: () => {} },
  );
}

/** Every command below this one and itself, with the words that call it. */
function walk(command: Command, path = ''): readonly (readonly [string, Command])[] {
  const below = command.commands.flatMap((child) => walk(child, `${path} ${child.name()}`.trim()));
  return [[path, command], ...below];
}

const commands = walk(programIn('zh_CN.UTF-8'));

it.each(commands)('every word about "%s" is Chinese in a Chinese terminal', (_path, command) => {
  const { options, registeredArguments } = command;
  const described = [
    ['the command', command.description()],
    ...options.map(({ long, description }) => [long, description]),
    ...registeredArguments.map((argument) => [argument.name(), argument.description]),
  ];
  expect(described.filter(([, says]) => !CHINESE.test(says ?? ''))).toEqual([]);
  const help = command.helpInformation();
  expect(help).not.toMatch(/Usage:|Options:|Commands:|Arguments:|default:|choices:|\[options\]/);
  // Four English words in a row are a sentence that was left.
  expect(help).not.toMatch(/\b[a-z]+ [a-z]+ [a-z]+ [a-z]+\b/);
});

it('the Chinese help names no command, option or argument that does not exist', () => {
  const real = new Map(commands);
  const unknown = Object.entries(CHINESE_HELP).flatMap(([path, { options, arguments: names }]) => {
    const command = real.get(path);
    if (command === undefined) return [path];
    const known = [
      ...command.options.map(({ long }) => long),
      ...command.registeredArguments.map((argument) => argument.name()),
    ];
    const said = [...Object.keys(options ?? {}), ...Object.keys(names ?? {})];
    return said.filter((name) => !known.includes(name)).map((name) => `${path} ${name}`);
  });
  expect(unknown).toEqual([]);
});

it('the help is English in any other terminal', () => {
  for (const [, command] of walk(programIn('C'))) {
    expect(command.description()).not.toBe('');
    expect(command.description().replace('（公众号）', '').replace('(公众号)', '')).not.toMatch(
      CHINESE,
    );
    expect(command.helpInformation()).toContain('Usage:');
  }
});
