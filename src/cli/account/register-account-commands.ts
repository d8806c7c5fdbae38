import type { Command } from 'commander';
import { runCommand, type CommandContext, type CommandSession } from '../command-context.ts';
import {
  addAccount,
  listAccounts,
  pauseAccount,
  removeAccount,
  resumeAccount,
  setSettings,
  showOneAccount,
  unsetSettings,
  type JsonFlag,
} from './account-commands.ts';

const NAME = '<name>';
const NAME_HELP = 'small letters, digits and dashes; default is the account of .env';
const KEY_VALUE_HELP =
  'KEY as in .env.example; KEY=- reads one line of stdin, which keeps a secret out of the list of processes';

/** Adds `kuaihui account` with its commands. */
export function registerAccountCommands(program: Command, context: CommandContext): void {
  const run = (use: (session: CommandSession) => Promise<void>) =>
    runCommand(context, 'account', use);
  const account = program
    .command('account')
    .description('manage the Official Accounts that the server serves, also while it runs');

  account
    .command('list')
    .description('list all accounts, with what is paused and the path of each webhook')
    .option('--json', 'as JSON')
    .action((flags: JsonFlag) => run((session) => listAccounts(session, flags)));
  account
    .command('show')
    .description('show the settings of an account; of secrets only the names')
    .argument(NAME, NAME_HELP)
    .option('--json', 'as JSON, with the defaults')
    .action((name: string, flags: JsonFlag) =>
      run((session) => showOneAccount(session, name, flags)),
    );
  account
    .command('add')
    .description("add an account; on a terminal it asks for what WeChat's backend shows")
    .argument(NAME, NAME_HELP)
    .argument('[key=value...]', KEY_VALUE_HELP)
    .option('--json', 'print the result as JSON')
    .action((name: string, words: string[], flags: JsonFlag) =>
      run((session) => addAccount(session, name, words, flags)),
    );
  account
    .command('set')
    .description('change settings of an account; an empty value takes a setting out')
    .argument(NAME, NAME_HELP)
    .argument('<key=value...>', KEY_VALUE_HELP)
    .option('--revoke', 'end the token before the last change immediately')
    .option('--json', 'print the result as JSON')
    .action((name: string, words: string[], flags: JsonFlag & { revoke?: boolean }) =>
      run((session) => setSettings(session, name, words, flags)),
    );
  account
    .command('unset')
    .description('take settings of an account out, so that the defaults hold')
    .argument(NAME, NAME_HELP)
    .argument('<key...>', 'KEY as in .env.example')
    .option('--json', 'print the result as JSON')
    .action((name: string, words: string[], flags: JsonFlag) =>
      run((session) => unsetSettings(session, name, words, flags)),
    );
  account
    .command('pause')
    .description('let an account answer without a model, until it is resumed')
    .argument(NAME, NAME_HELP)
    .option('--json', 'print the result as JSON')
    .action((name: string, flags: JsonFlag) =>
      run((session) => pauseAccount(session, name, flags)),
    );
  account
    .command('resume')
    .description('let a paused account answer again')
    .argument(NAME, NAME_HELP)
    .option('--json', 'print the result as JSON')
    .action((name: string, flags: JsonFlag) =>
      run((session) => resumeAccount(session, name, flags)),
    );
  account
    .command('remove')
    .description('delete an account with everything that its followers wrote')
    .argument(NAME, NAME_HELP)
    .option('--yes', 'without asking')
    .option('--json', 'print the result as JSON')
    .action((name: string, flags: JsonFlag & { yes?: boolean }) =>
      run(async (session) => {
        if (!(await removeAccount(session, name, flags))) context.onExitCode(1);
      }),
    );
}
