import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { KuaihuiError } from '../runtime/errors.ts';
import { createPlatform, startPlatformApi } from '../simulator/platform/platform.ts';
import type { AccountKind, MessageMode, Platform } from '../simulator/platform/platform.ts';
import { createConversation } from './chat-conversation.ts';
import type { Conversation } from './chat-conversation.ts';
import { explainNoToken, describeApi, explainUnusableServer } from './chat-texts.ts';

/** The way in which the terminal follower reaches a server. */
export interface ChatSettings {
  /** The webhook, such as http://127.0.0.1:3000/wechat */
  readonly url: string;
  /** The server's token. Without one the chat explains what is missing and ends. */
  readonly token?: string | undefined;
  readonly mode?: MessageMode | undefined;
  readonly appId?: string | undefined;
  readonly appSecret?: string | undefined;
  /** EncodingAESKey, for compat and safe mode. */
  readonly aesKey?: string | undefined;
  /** The id of a follower to play again; a new follower each time if absent. */
  readonly openId?: string | undefined;
  /** `certified-service` with an API port, otherwise `personal`. */
  readonly accountKind?: AccountKind | undefined;
  /** Plays the API host on this port (0 for any), so that customer-service messages are shown. */
  readonly apiPort?: number | undefined;
  /** Asks this one question and leaves. */
  readonly once?: string | undefined;
  /** WeChat's time limit for one attempt; 5,000 ms by default. */
  readonly timeoutMs?: number | undefined;
  /**
   * How long nothing may appear at the end of the input, with an API port, before the chat leaves; 16,000 ms by
   * default.
   */
  readonly quietMs?: number | undefined;
  /** The same before the first customer-service message, if no passive reply came; 120,000 ms by default. */
  readonly patienceMs?: number | undefined;
}

export interface ChatOptions {
  readonly settings: ChatSettings;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  /** Receives why the chat could not begin. */
  readonly errorOutput: NodeJS.WritableStream;
}

// The server waits up to 15 s for two more sentences before it sends the next message.
const QUIET_MS = 16_000;
const PATIENCE_MS = 120_000;

/**
 * Chats with a running server from the terminal, as WeChat would. Returns the exit code: 1 if the server cannot be used
 * or the last thing shown was WeChat's out-of-service notice, otherwise 0.
 */
export async function chat(options: ChatOptions): Promise<number> {
  const { settings, errorOutput } = options;
  const complain = (text: string) => {
    errorOutput.write(`${text}\n`);
    return 1;
  };
  const { token } = settings;
  if (token === undefined || token === '') return complain(explainNoToken());
  if (!/^https?:\/\//.test(settings.url) || !URL.canParse(settings.url)) {
    return complain('--url 不是网址 has to be an address such as http://127.0.0.1:3000/wechat');
  }
  if ((settings.mode ?? 'plain') !== 'plain' && settings.appId === undefined) {
    return complain(
      '加密模式需要 app id。 Encrypted modes need the app id: --app-id, WECHAT_APP_ID',
    );
  }
  let platform: Platform;
  try {
    platform = createChatPlatform(settings, token);
  } catch (error) {
    if (!(error instanceof KuaihuiError)) throw error;
    return complain(`${error.message} (--mode, --aes-key)`);
  }
  try {
    const verified = await platform.verifyUrl();
    const { origin, pathname } = new URL(settings.url);
    if (!verified.ok) return complain(explainUnusableServer(verified, `${origin}${pathname}`));
    if (settings.apiPort === undefined) return await converse(platform, options);
    const api = await startPlatformApi(platform, { port: settings.apiPort }).catch(() => undefined);
    if (api === undefined) return complain('端口被占用。 The port of --api-port cannot be used.');
    try {
      const { appId, appSecret } = platform.account;
      options.output.write(
        `${describeApi(api.url, {
          ...(settings.appId === undefined ? { appId } : {}),
          ...(settings.appSecret === undefined ? { appSecret } : {}),
        })}\n\n`,
      );
      return await converse(platform, options);
    } finally {
      await api.close();
    }
  } finally {
    await platform.close();
  }
}

function createChatPlatform(settings: ChatSettings, token: string): Platform {
  const { url, mode, appId, appSecret, aesKey, accountKind, apiPort, timeoutMs } = settings;
  return createPlatform({
    webhookUrl: url,
    token,
    mode: mode ?? 'plain',
    accountKind: accountKind ?? (apiPort === undefined ? 'personal' : 'certified-service'),
    ...(appId === undefined ? {} : { appId }),
    ...(appSecret === undefined ? {} : { appSecret }),
    ...(aesKey === undefined ? {} : { encodingAesKey: aesKey }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
}

/** Reads lines until the input ends or /quit, then waits for the answers under way. */
async function converse(platform: Platform, options: ChatOptions): Promise<number> {
  const { input, output, settings } = options;
  const isInteractive = input.isTTY === true && settings.once === undefined;
  const follower = platform.follower(settings.openId);
  let terminal: Interface | undefined;
  // Answers still arrive after the end of the input, and a closed readline refuses to prompt.
  let showPrompt: (keepsLine: boolean) => void = () => undefined;
  const conversation = createConversation({
    platform,
    follower,
    hasApi: settings.apiPort !== undefined,
    showsProgress: isInteractive,
    quietMs: settings.quietMs ?? QUIET_MS,
    patienceMs: settings.patienceMs ?? PATIENCE_MS,
    print(text) {
      // On a terminal the half-typed line moves below new output.
      output.write(isInteractive ? `\r\u001b[K${text}\n\n` : `${text}\n\n`);
      showPrompt(true);
    },
  });
  try {
    if (settings.once !== undefined) {
      // With /say a question is never taken for a command or a choice.
      await conversation.take(`/say ${settings.once}`);
    } else {
      terminal = createInterface({
        input,
        ...(isInteractive ? { output, terminal: true, prompt: '你 › ' } : {}),
        crlfDelay: Infinity,
      });
      if (isInteractive) {
        output.write(`微信终端 Kuaihui chat · ${follower.openId} · /help\n\n`);
        showPrompt = (keepsLine) => terminal?.prompt(keepsLine);
        terminal.once('close', () => {
          showPrompt = () => undefined;
        });
        showPrompt(false);
      }
      await takeLines(
        terminal,
        conversation.take,
        isInteractive ? () => showPrompt(false) : undefined,
      );
    }
    if (!isInteractive) await conversation.waitUntilQuiet();
  } finally {
    conversation.close();
    terminal?.close();
  }
  return follower.seen.at(-1)?.via === 'notice' ? 1 : 0;
}

/** Reads lines: a pipe asks one question after the other, while a person may write before the answer is there. */
async function takeLines(
  terminal: Interface,
  take: Conversation['take'],
  promptAgain?: () => void,
): Promise<void> {
  const pending: Promise<unknown>[] = [];
  for await (const line of terminal) {
    const taken = take(line);
    if (promptAgain !== undefined && line.trim() !== '/quit') {
      pending.push(taken);
      promptAgain();
    } else if ((await taken) === 'quit') {
      return;
    }
  }
  await Promise.all(pending);
}
