import type { Argument, Command, Option } from 'commander';
import { textWidth } from '../text-width.ts';
import { CHINESE_HELP, SHARED_OPTIONS } from './chinese-help.ts';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

/** Makes `--help` of a command and of all below it Chinese. What has no Chinese words keeps its own. */
export function showChineseHelp(command: Command, path = ''): void {
  const help = CHINESE_HELP[path];
  if (help !== undefined) command.description(help.says);
  command.helpOption('-h, --help', SHARED_OPTIONS['--help']);
  if (command.commands.length > 0) {
    command.helpCommand('help [command]', '显示一个命令的用法');
    command.usage('[选项] [命令]');
  } else {
    command.usage(['[选项]', ...command.registeredArguments.map(argumentInUsage)].join(' '));
  }
  for (const option of command.options) {
    const long = option.long ?? '';
    option.description = help?.options?.[long] ?? SHARED_OPTIONS[long] ?? option.description;
  }
  for (const argument of command.registeredArguments)
    argument.description = help?.arguments?.[argument.name()] ?? argument.description;
  command.configureHelp({
    styleTitle: (title) => TITLES[title] ?? title,
    displayWidth: textWidth,
    subcommandTerm: (child) => `${child.name()} ${child.usage()}`,
    optionDescription: describe,
    argumentDescription: describe,
  });
  for (const child of command.commands) showChineseHelp(child, `${path} ${child.name()}`.trim());
}

function argumentInUsage(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function describe(said: Option | Argument): string {
  const { description, argChoices } = said;
  const defaultValue = said.defaultValue as string | number | undefined;
  const notes = [
    ...(argChoices ? [`可选：${argChoices.join('、')}`] : []),
    ...(defaultValue === undefined ? [] : [`默认：${defaultValue}`]),
  ];
  return notes.length === 0 ? description : `${description}（${notes.join('；')}）`;
}
