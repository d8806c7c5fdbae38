import { Command, Option } from 'commander';
import { loadSettings } from '../config/load-settings.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import { readLocalToken } from '../config/local-token.ts';
import { readSecretFiles } from '../config/secret-files.ts';
import type { AccountKind, MessageMode } from '../simulator/platform/platform.ts';
import { init } from './init.ts';
import { runServer } from './run-server.ts';
import type { StartFlags } from './start.ts';
import { readVersion } from '../runtime/version.ts';
import { adviceLanguage } from '../config/advice-language.ts';
import { registerAccountCommands } from './account/register-account-commands.ts';
import { chat } from './chat.ts';
import { completeWords } from './complete-words.ts';
import { check } from './check.ts';
import type { CommandContext } from './command-context.ts';
import { registerDoctorCommand } from './doctor/register-doctor-command.ts';
import { registerKbCommands } from './kb/register-kb-commands.ts';
import { registerFeedbackCommands } from './feedback/register-feedback-commands.ts';
import { registerUnansweredCommands } from './feedback/register-unanswered-commands.ts';
import { listKeys } from './keys.ts';
import { registerModelsCommand } from './models/register-models-command.ts';
import { readSecret } from './read-secret.ts';
import { registerBackupCommands } from './backup/register-backup-commands.ts';
import { registerConsoleCommands } from './console/register-console-commands.ts';
import { registerSecretCommands } from './secret.ts';
import { refuseOtherUser } from './refuse-other-user.ts';
import { runSimulator } from './simulator.ts';
import { registerUsageCommand } from './usage.ts';
import { registerUpgradeCommand } from './upgrade/register-upgrade-command.ts';
import { sayUsageErrors } from './usage-errors.ts';

/** The bot's address, and how WeChat signs and encrypts for it. */
interface AccountFlags {
  url?: string;
  token?: string;
  tokenFile?: string;
  mode: MessageMode;
  appId?: string;
  aesKey?: string;
  aesKeyFile?: string;
}

interface ChatFlags extends AccountFlags {
  openId?: string;
  accountKind?: AccountKind;
  apiPort?: number;
  once?: string;
}

interface SimulatorFlags extends AccountFlags {
  otherUrl?: string;
  accountKind: AccountKind;
  port: number;
  host: string;
  apiPort: number;
}

const settings = loadSettings();
const { source } = settings;
const { environment } = source;
/** The same with the secrets that it names by their files. */
const { environment: filled } = readSecretFiles(environment);

/** The address at which the server with the same settings takes WeChat's pushes. */
const ownWebhook = () => `http://127.0.0.1:${environment['PORT'] || '3000'}/wechat`;
const ownToken = () =>
  filled['WECHAT_TOKEN'] || readLocalToken(environment['DATA_DIR'] || './data');

/**
 * Reads the account from the flags, from the files that they name, else from the settings.
 * A file hides a secret, because `ps` shows the command line to every user of the machine.
 */
function readAccount({ token, tokenFile, aesKey, aesKeyFile, ...flags }: AccountFlags) {
  // The title replaces the command line in the list of processes.
  if (token !== undefined || aesKey !== undefined) process.title = 'kuaihui';
  const read = (path: string | undefined) => (path === undefined ? undefined : readSecret(path));
  return {
    url: flags.url ?? ownWebhook(),
    token: token ?? read(tokenFile),
    appId: flags.appId ?? (environment['WECHAT_APP_ID'] || undefined),
    appSecret: filled['WECHAT_APP_SECRET'] || undefined,
    aesKey: aesKey ?? read(aesKeyFile) ?? (filled['WECHAT_ENCODING_AES_KEY'] || undefined),
  };
}

/** Runs a command and tells a mistake of the person at the terminal as a sentence. */
async function orComplain(run: () => void | Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof KuaihuiError)) throw error;
    console.error(error.says?.[adviceLanguage(environment)] ?? error.message);
    process.exitCode = 1;
  }
}

const KINDS = ['personal', 'certified-subscription', 'certified-service', 'sandbox'];

function addAccountOptions(command: Command): Command {
  return command
    .option('--url <address>', "the bot's webhook (default: this machine, PORT, /wechat)")
    .option(
      '--token <token>',
      'default: WECHAT_TOKEN, or the token that the server made in DATA_DIR; other users of this machine may see it here',
    )
    .option('--token-file <path>', 'a file whose first line is the token; - for stdin')
    .addOption(
      new Option('--mode <mode>', 'how WeChat sends')
        .choices(['plain', 'compat', 'safe'])
        .default('plain'),
    )
    .option('--app-id <id>', 'for compat and safe mode (default: WECHAT_APP_ID)')
    .option('--aes-key <key>', 'for compat and safe mode (default: WECHAT_ENCODING_AES_KEY)')
    .option('--aes-key-file <path>', 'the same for the AES key');
}

const program = new Command('kuaihui')
  .description('A bridge between a WeChat Official Account (公众号) and language models.')
  .version(readVersion());
sayUsageErrors(program, adviceLanguage(environment));

program
  .command('start')
  .description(
    'run the server, as without a command; data is in ./data, settings come from the console, .env and the environment, metrics for Prometheus are at /metrics',
  )
  .option('--open', 'open the console in the browser of this machine')
  .action((flags: StartFlags) => runServer(settings, flags));

program
  .command('init')
  .description(
    'write .env.example with every setting into this folder, and .env from it if there is none',
  )
  .action(() =>
    orComplain(() => {
      const language = adviceLanguage(environment);
      for (const said of init(settings.personFolder)) console.log(said[language]);
    }),
  );

program
  .command('check')
  .description('say what is wrong with the settings, without a start: before a reload, for example')
  .option(
    '--online',
    'also ask the model (a few tokens) and WeChat: key, address, model, credit, AppSecret, IP whitelist',
  )
  .action(async ({ online = false }: { online?: boolean }) => {
    process.exitCode = await check({
      source,
      isOnline: online,
      output: process.stdout,
      errorOutput: process.stderr,
    });
  });

addAccountOptions(program.command('chat'))
  .description('talk to a running server from the terminal, as a follower in WeChat would')
  .option('--open-id <id>', 'come back as the same follower')
  .addOption(new Option('--account-kind <kind>', 'what the account may do').choices(KINDS))
  .option(
    '--api-port <port>',
    "play WeChat's API on this port, for customer-service messages",
    Number,
  )
  .option('--once <question>', 'ask one question, print the answer and leave')
  .action((flags: ChatFlags) =>
    orComplain(async () => {
      const account = readAccount(flags);
      process.exitCode = await chat({
        settings: { ...flags, ...account, token: account.token ?? ownToken() },
        input: process.stdin,
        output: process.stdout,
        errorOutput: process.stderr,
      });
    }),
  );

program
  .command('keys')
  .description('print the addresses of the simulator and of the metrics with their keys')
  .action(() =>
    orComplain(() => {
      refuseOtherUser(environment['DATA_DIR'] || './data', 'keys');
      console.log(listKeys(environment).join('\n'));
    }),
  );

addAccountOptions(program.command('simulator'))
  .description("serve the simulator's page for this server, or for any bot with a WeChat webhook")
  .option('--other-url <address>', 'the webhook of another process of the same bot')
  .addOption(
    new Option('--account-kind <kind>', 'what the account may do')
      .choices(KINDS)
      .default('certified-service'),
  )
  .option('--port <port>', 'where the page is served', Number, 3210)
  .option('--host <address>', 'where it listens', '127.0.0.1')
  .option('--api-port <port>', "where WeChat's API is played", Number, 3211)
  .action((flags: SimulatorFlags) =>
    orComplain(async () => {
      const account = readAccount(flags);
      // The token of this server cannot sign for another one.
      const token =
        account.token ??
        (flags.url === undefined ? ownToken() : filled['WECHAT_TOKEN'] || undefined);
      await runSimulator({ ...flags, ...account, token });
    }),
  );

// Every file that a command makes is its user's alone, as a server's are.
process.umask(0o077);
const context: CommandContext = {
  source,
  folder: settings.personFolder,
  terminal: { input: process.stdin, output: process.stdout, errorOutput: process.stderr },
  onExitCode: (code) => (process.exitCode = code),
};
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

// `start` and `check` report it themselves.
program.hook('preAction', (_program, command) => {
  if (!['chat', 'simulator'].includes(command.name())) return;
  for (const problem of source.problems) console.error(problem[adviceLanguage(environment)]);
});

await program.parseAsync(completeWords(process.argv.slice(2)), { from: 'user' });
