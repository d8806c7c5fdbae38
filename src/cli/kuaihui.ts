#!/usr/bin/env node
import { Command, Option } from 'commander';
import { config as loadDotenv } from 'dotenv';
import { KuaihuiError } from '../errors.ts';
import { readLocalToken } from '../local-token.ts';
import { runServer } from '../run-server.ts';
import type { AccountKind, MessageMode } from '../simulator/platform.ts';
import { readVersion } from '../version.ts';
import { chat } from './chat.ts';
import { check } from './check.ts';
import { runSimulator } from './simulator.ts';

interface ChatFlags {
  url?: string;
  token?: string;
  mode: MessageMode;
  appId?: string;
  aesKey?: string;
  openId?: string;
  accountKind?: AccountKind;
  apiPort?: number;
  once?: string;
}

const given = { ...process.env };
loadDotenv({ quiet: true });
const environment = process.env;

interface SimulatorFlags extends Pick<ChatFlags, 'url' | 'token' | 'mode' | 'appId' | 'aesKey'> {
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

const program = new Command('kuaihui')
  .description('A bridge between a WeChat Official Account (公众号) and language models.')
  .version(readVersion())
  .showHelpAfterError();

program
  .command('start')
  .description(
    'run the server; settings come from .env and the environment (see .env.example), metrics for Prometheus are at /metrics',
  )
  .action(() => runServer(given, environment));

program
  .command('check')
  .description('say what is wrong with the settings, without a start: before a reload, for example')
  .action(async () => {
    process.exitCode = await check({
      environment,
      output: process.stdout,
      errorOutput: process.stderr,
    });
  });

program
  .command('chat')
  .description('talk to a running server from the terminal, as a follower in WeChat would')
  .option('--url <address>', 'the webhook (default: this machine, PORT, /wechat)')
  .option('--token <token>', 'default: WECHAT_TOKEN, or the token that the server made in DATA_DIR')
  .addOption(
    new Option('--mode <mode>', 'how WeChat sends')
      .choices(['plain', 'compat', 'safe'])
      .default('plain'),
  )
  .option('--app-id <id>', 'for compat and safe mode (default: WECHAT_APP_ID)')
  .option('--aes-key <key>', 'for compat and safe mode (default: WECHAT_ENCODING_AES_KEY)')
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
  .action(async (flags: ChatFlags) => {
    process.exitCode = await chat({
      settings: {
        ...flags,
        url: flags.url ?? ownWebhook(),
        token: flags.token ?? ownToken(),
        appId: flags.appId ?? (environment['WECHAT_APP_ID'] || undefined),
        appSecret: environment['WECHAT_APP_SECRET'] || undefined,
        aesKey: flags.aesKey ?? (environment['WECHAT_ENCODING_AES_KEY'] || undefined),
      },
      input: process.stdin,
      output: process.stdout,
      errorOutput: process.stderr,
    });
  });

program
  .command('simulator')
  .description("serve the simulator's page for this server, or for any bot with a WeChat webhook")
  .option('--url <address>', "the bot's webhook (default: this machine, PORT, /wechat)")
  .option('--token <token>', 'default: WECHAT_TOKEN, or the token that the server made in DATA_DIR')
  .option('--other-url <address>', 'the webhook of another process of the same bot')
  .addOption(
    new Option('--mode <mode>', 'how WeChat sends')
      .choices(['plain', 'compat', 'safe'])
      .default('plain'),
  )
  .option('--app-id <id>', 'default: WECHAT_APP_ID')
  .option('--aes-key <key>', 'for compat and safe mode (default: WECHAT_ENCODING_AES_KEY)')
  .addOption(
    new Option('--account-kind <kind>', 'what the account may do')
      .choices(['personal', 'certified-subscription', 'certified-service', 'sandbox'])
      .default('certified-service'),
  )
  .option('--port <port>', 'where the page is served', Number, 3210)
  .option('--host <address>', 'where it listens', '127.0.0.1')
  .option('--api-port <port>', "where WeChat's API is played", Number, 3211)
  .action(async (flags: SimulatorFlags) => {
    try {
      await runSimulator({
        ...flags,
        url: flags.url ?? ownWebhook(),
        // The token of this server is nothing to sign with for another one.
        token:
          flags.token ??
          (flags.url === undefined ? ownToken() : environment['WECHAT_TOKEN'] || undefined),
        appId: flags.appId ?? (environment['WECHAT_APP_ID'] || undefined),
        appSecret: environment['WECHAT_APP_SECRET'] || undefined,
        aesKey: flags.aesKey ?? (environment['WECHAT_ENCODING_AES_KEY'] || undefined),
      });
    } catch (error) {
      if (!(error instanceof KuaihuiError)) throw error;
      console.error(error.message);
      process.exitCode = 1;
    }
  });

await program.parseAsync();
