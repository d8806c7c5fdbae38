import { Option, type Command } from 'commander';
import { adviceLanguage } from '../config/advice-language.ts';
import type { Environment } from '../config/env-reader.ts';
import { readSecretFiles } from '../config/secret-files.ts';
import type { SettingSource } from '../config/setting-source.ts';
import type { AccountKind, MessageMode } from '../simulator/platform/platform.ts';
import { chat } from './chat.ts';
import { orComplain } from './or-complain.ts';
import { readOwnAccount } from './read-own-account.ts';
import { readSecret } from './read-secret.ts';
import { runSimulator } from './simulator.ts';

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

const KINDS = ['personal', 'certified-subscription', 'certified-service', 'sandbox'];

/** Adds `kuaihui chat` and `kuaihui simulator`, which play WeChat. */
export function registerChatCommands(program: Command, source: SettingSource): void {
  const { environment } = source;
  /** The same with the secrets that it names by their files. */
  const { environment: filled } = readSecretFiles(environment);

  /** The address at which the server with the same settings takes WeChat's pushes. */
  const ownWebhook = () => `http://127.0.0.1:${environment['PORT'] || '3000'}/wechat`;

  /**
   * Reads the account from the flags, from the files that they name, else from the settings.
   * A file hides a secret, because `ps` shows the command line to every user of the machine.
   */
  function readAccount(
    { token, tokenFile, aesKey, aesKeyFile, ...flags }: AccountFlags,
    own: Environment,
  ) {
    // The title replaces the command line in the list of processes.
    if (token !== undefined || aesKey !== undefined) process.title = 'kuaihui';
    const read = (path: string | undefined) => (path === undefined ? undefined : readSecret(path));
    return {
      url: flags.url ?? ownWebhook(),
      token: token ?? read(tokenFile) ?? (own['WECHAT_TOKEN'] || undefined),
      appId: flags.appId ?? (own['WECHAT_APP_ID'] || undefined),
      appSecret: own['WECHAT_APP_SECRET'] || undefined,
      aesKey: aesKey ?? read(aesKeyFile) ?? (own['WECHAT_ENCODING_AES_KEY'] || undefined),
    };
  }

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
      orComplain(source, async () => {
        process.exitCode = await chat({
          settings: { ...flags, ...readAccount(flags, await readOwnAccount(source)) },
          input: process.stdin,
          output: process.stdout,
          errorOutput: process.stderr,
        });
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
      orComplain(source, async () => {
        // What this server stores cannot sign for another one.
        const own = flags.url === undefined ? await readOwnAccount(source) : filled;
        await runSimulator({ ...flags, ...readAccount(flags, own) });
      }),
    );

  // `start` and `check` report it themselves.
  program.hook('preAction', (_program, command) => {
    if (!['chat', 'simulator'].includes(command.name())) return;
    for (const problem of source.problems) console.error(problem[adviceLanguage(environment)]);
  });
}

function addAccountOptions(command: Command): Command {
  return command
    .option('--url <address>', "the bot's webhook (default: this machine, PORT, /wechat)")
    .option(
      '--token <token>',
      'default: WECHAT_TOKEN, else the one that the console stored or that the server made in DATA_DIR; other users of this machine may see it here',
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
