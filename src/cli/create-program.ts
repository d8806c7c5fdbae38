import { Command } from 'commander';
import { adviceLanguage } from '../config/advice-language.ts';
import type { LoadedSettings } from '../config/load-settings.ts';
import { readVersion } from '../runtime/version.ts';
import { registerAccountCommands } from './account/register-account-commands.ts';
import { registerBackupCommands } from './backup/register-backup-commands.ts';
import type { CommandContext } from './command-context.ts';
import { registerConsoleCommands } from './console/register-console-commands.ts';
import { registerDoctorCommand } from './doctor/register-doctor-command.ts';
import { registerFeedbackCommands } from './feedback/register-feedback-commands.ts';
import { registerUnansweredCommands } from './feedback/register-unanswered-commands.ts';
import { showChineseHelp } from './help/show-chinese-help.ts';
import { registerKbCommands } from './kb/register-kb-commands.ts';
import { registerModelsCommand } from './models/register-models-command.ts';
import { registerChatCommands } from './register-chat-commands.ts';
import { registerServerCommands } from './register-server-commands.ts';
import { registerSecretCommands } from './secret.ts';
import { registerUpgradeCommand } from './upgrade/register-upgrade-command.ts';
import { registerUsageCommand } from './usage.ts';
import { sayUsageErrors } from './usage-errors.ts';

/** Creates the command line with every command, in the language of the person's terminal. */
export function createProgram(settings: LoadedSettings, context: CommandContext): Command {
  const { source } = settings;
  const language = adviceLanguage(source.environment);
  const program = new Command('kuaihui')
    .description('A bridge between a WeChat Official Account (公众号) and language models.')
    .version(readVersion());
  sayUsageErrors(program, language);
  registerServerCommands(program, settings);
  registerChatCommands(program, source);
  registerAccountCommands(program, context);
  registerConsoleCommands(program, context);
  registerSecretCommands(program, context);
  registerModelsCommand(program, context);
  registerDoctorCommand(program, context);
  registerUsageCommand(program, context);
  registerBackupCommands(program, context);
  registerUpgradeCommand(program, context);
  registerUnansweredCommands(registerKbCommands(program, context), context);
  registerFeedbackCommands(program, context);
  if (language === 'zh') showChineseHelp(program);
  return program;
}
