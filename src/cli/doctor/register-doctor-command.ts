import type { Command } from 'commander';
import { runCommand, type CommandContext } from '../command-context.ts';
import { runDoctor, tellUnusableSettings } from './run-doctor.ts';

/** Adds `kuaihui doctor`. */
export function registerDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description(
      'look at everything that an answer needs: settings, store, disk, clock, models (a few tokens), public address, certificate, WeChat; changes nothing',
    )
    .option('--account <name>', 'one account only (default: all)')
    .option('--json', 'as JSON')
    .action(async ({ account, json = false }: { account?: string; json?: boolean }) => {
      if (json && tellUnusableSettings(context)) return;
      await runCommand(context, 'doctor', async (session) => {
        if (!(await runDoctor(session, context.source, { account, json }))) context.onExitCode(1);
      });
    });
}
