import type { Command } from 'commander';
import { consoleAddress, setupLink } from '../../console/access/console-address.ts';
import { openAccessAsCommand } from '../../server/console/open-access-as-command.ts';
import { runCommand, type CommandContext } from '../command-context.ts';
import { consoleCommandTexts as texts } from './console-command-texts.ts';
import { ConsoleCommandError } from './console-command-error.ts';
import { resetPassword } from './reset-password.ts';

/** Adds `kuaihui console link` and `kuaihui console reset-password`. */
export function registerConsoleCommands(program: Command, context: CommandContext): void {
  const command = program
    .command('console')
    .description('open the console in the browser: its first password, and a forgotten one');
  command
    .command('link')
    .description("make a new one-time link that sets the owner's password")
    .action(() =>
      runCommand(context, 'console', async ({ config, print, warn }) => {
        const code = await openAccessAsCommand(config, ({ access }) => access.makeSetupCode());
        if (code === undefined) throw new ConsoleCommandError(texts.ownerExists());
        print(texts.link(setupLink(consoleAddress(config, config.port), code)));
        if (!config.console.isOn) warn(texts.switchedOff());
      }),
    );
  command
    .command('reset-password')
    .description("set a user's password; reads it from the terminal, or the first line of stdin")
    .option('--name <name>', 'whose password', 'owner')
    .action(({ name }: { name: string }) =>
      runCommand(context, 'console', (session) =>
        openAccessAsCommand(session.config, (opened) => resetPassword(name, session, opened)),
      ),
    );
}
