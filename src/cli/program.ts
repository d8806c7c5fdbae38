import { Command, Option } from 'commander';
import { loadSettings } from '../config/load-settings.ts';
import { KuaihuiError } from '../errors.ts';
import { readLocalToken } from '../local-token.ts';
import type { AccountKind, MessageMode } from '../simulator/platform.ts';
import { runServer } from '../run-server.ts';
import { readVersion } from '../version.ts';
import { adviceLanguage } from './advice-language.ts';
import { chat } from './chat.ts';
import { check } from './check.ts';
import { listKeys } from './keys.ts';
import { readSecret } from './read-secret.ts';
import { runSimulator } from './simulator.ts';

interface ChatFlags {
  url?: string;
  token?: string;
  tokenFile?: string;
  mode: MessageMode;
  appId?: string;
  aesKey?: string;
  aesKeyFile?: string;
  openId?: string;
  accountKind?: AccountKind;
  apiPort?: number;
  once?: string;
}

const given = { ...process.env };
const source = loadSettings();
const { environment } = source;

type AccountFlags = 'url' | 'token' | 'tokenFile' | 'mode' | 'appId' | 'aesKey' | 'aesKeyFile';

interface SimulatorFlags extends Pick<ChatFlags, AccountFlags> {
  otherUrl?: string;
  accountKind: AccountKind;
  port: number;
  host: string;
  apiPort: number;
}

/** Where the server that has the same settings takes WeChat's pushes. */
const ownWebhook = () => `http://127.0.0.1:${environment['PORT'] || '3000'}/wechat`;
const ownToken = () =>
  environment['WECHAT_TOKEN'] || readLocalToken(environment['DATA_DIR'] || './data');

/** The secrets of the command line, which `ps` shows to every user of the machine, and of the files that it names. */
function readSecrets({ token, tokenFile, aesKey, aesKeyFile }: Pick<ChatFlags, AccountFlags>) {
  // It takes the place of the command line in the list of processes.
  if (token !== undefined || aesKey !== undefined) process.title = 'kuaihui';
  return {
    token: token ?? (tokenFile === undefined ? undefined : readSecret(tokenFile)),
    aesKey: aesKey ?? (aesKeyFile === undefined ? undefined : readSecret(aesKeyFile)),
  };
}

/** A mistake of the person at the terminal is told as a sentence. */
async function orComplain(run: () => void | Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof KuaihuiError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

const TOKEN_FLAG = [
  '--token <token>',
  'default: WECHAT_TOKEN, or the token that the server made in DATA_DIR; other users of this machine may see it here',
] as const;
const TOKEN_FILE_FLAG = [
  '--token-file <path>',
  'a file whose first line is the token; - for stdin',
] as const;
const AES_KEY_FILE_FLAG = ['--aes-key-file <path>', 'the same for the AES key'] as const;

const program = new Command('kuaihui')
  .description('A bridge between a WeChat Official Account (公众号) and language models.')
  .version(readVersion())
  .showHelpAfterError();

program
  .command('start')
  .description(
    'run the server; settings come from .env and the environment (see .env.example), metrics for Prometheus are at /metrics',
  )
  .action(() => runServer(given, source));

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

program
  .command('chat')
  .description('talk to a running server from the terminal, as a follower in WeChat would')
  .option('--url <address>', 'the webhook (default: this machine, PORT, /wechat)')
  .option(...TOKEN_FLAG)
  .option(...TOKEN_FILE_FLAG)
  .addOption(
    new Option('--mode <mode>', 'how WeChat sends')
      .choices(['plain', 'compat', 'safe'])
      .default('plain'),
  )
  .option('--app-id <id>', 'for compat and safe mode (default: WECHAT_APP_ID)')
  .option('--aes-key <key>', 'for compat and safe mode (default: WECHAT_ENCODING_AES_KEY)')
  .option(...AES_KEY_FILE_FLAG)
  .option('--open-id <id>', 'come back as the same follower')
  .addOption(
    new Option('--account-kind <kind>', 'what the account may do').choices([
      ...['personal', 'certified-subscription', 'certified-service', 'sandbox'],
    ]),
  )
  .option(
    '--api-port <port>',
    "play WeChat's API on this port, for customer-service messages",
    Number,
  )
  .option('--once <question>', 'ask one question, print the answer and leave')
  .action((flags: ChatFlags) =>
    orComplain(async () => {
      const { token, aesKey } = readSecrets(flags);
      process.exitCode = await chat({
        settings: {
          ...flags,
          url: flags.url ?? ownWebhook(),
          token: token ?? ownToken(),
          appId: flags.appId ?? (environment['WECHAT_APP_ID'] || undefined),
          appSecret: environment['WECHAT_APP_SECRET'] || undefined,
          aesKey: aesKey ?? (environment['WECHAT_ENCODING_AES_KEY'] || undefined),
        },
        input: process.stdin,
        output: process.stdout,
        errorOutput: process.stderr,
      });
    }),
  );

program
  .command('keys')
  .description('print the addresses of the simulator and of the metrics with their keys')
  .action(() => orComplain(() => console.log(listKeys(environment).join('\n'))));

program
  .command('simulator')
  .description("serve the simulator's page for this server, or for any bot with a WeChat webhook")
  .option('--url <address>', "the bot's webhook (default: this machine, PORT, /wechat)")
  .option(...TOKEN_FLAG)
  .option(...TOKEN_FILE_FLAG)
  .option('--other-url <address>', 'the webhook of another process of the same bot')
  .addOption(
    new Option('--mode <mode>', 'how WeChat sends')
      .choices(['plain', 'compat', 'safe'])
      .default('plain'),
  )
  .option('--app-id <id>', 'default: WECHAT_APP_ID')
  .option('--aes-key <key>', 'for compat and safe mode (default: WECHAT_ENCODING_AES_KEY)')
  .option(...AES_KEY_FILE_FLAG)
  .addOption(
    new Option('--account-kind <kind>', 'what the account may do')
      .choices(['personal', 'certified-subscription', 'certified-service', 'sandbox'])
      .default('certified-service'),
  )
  .option('--port <port>', 'where the page is served', Number, 3210)
  .option('--host <address>', 'where it listens', '127.0.0.1')
  .option('--api-port <port>', "where WeChat's API is played", Number, 3211)
  .action((flags: SimulatorFlags) =>
    orComplain(async () => {
      const { token, aesKey } = readSecrets(flags);
      await runSimulator({
        ...flags,
        url: flags.url ?? ownWebhook(),
        // The token of this server is nothing to sign with for another one.
        token:
          token ??
          (flags.url === undefined ? ownToken() : environment['WECHAT_TOKEN'] || undefined),
        appId: flags.appId ?? (environment['WECHAT_APP_ID'] || undefined),
        appSecret: environment['WECHAT_APP_SECRET'] || undefined,
        aesKey: aesKey ?? (environment['WECHAT_ENCODING_AES_KEY'] || undefined),
      });
    }),
  );

// `start` and `check` say it themselves.
program.hook('preAction', (_program, command) => {
  if (!['chat', 'simulator'].includes(command.name())) return;
  for (const problem of source.problems) console.error(problem[adviceLanguage(environment)]);
});

await program.parseAsync();
