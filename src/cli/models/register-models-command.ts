import type { Command } from 'commander';
import { runCommand, type CommandContext } from '../command-context.ts';
import { showModels } from './show-models.ts';

/** Adds `kuaihui models`. */
export function registerModelsCommand(program: Command, context: CommandContext): void {
  program
    .command('models')
    .description(
      'ask each configured model once (at most 16 tokens): whether it answers, how soon, and what to change',
    )
    .option('--account <name>', 'the account whose models are asked', 'default')
    .option('--json', 'as JSON')
    .action(({ account, json = false }: { account: string; json?: boolean }) =>
      runCommand(context, 'models', async (session) => {
        if (!(await showModels(session, { account, json }))) context.onExitCode(1);
      }),
    );
}
