import { onTestFinished } from 'vitest';
import { createPlatform, type MessageMode } from '../../../src/simulator/platform/platform.ts';
import { openConsoleOf, type ConsoleClient } from '../../support/console-client.ts';
import { startBot, type Bot, type BotOptions } from '../../support/start-bot.ts';

export const APP = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' };

/** What an admin had set before. */
const ADMIN = {
  menu: {
    is_menu_open: 1,
    selfmenu_info: {
      button: [
        {
          name: '关于',
          sub_button: { list: [{ type: 'text', name: '地址', value: '某路 1 号' }] },
        },
        { type: 'view', name: '官网', url: 'https://e.org' },
      ],
    },
  },
  replies: {
    ...{ is_add_friend_reply_open: 1, is_autoreply_open: 0 },
    add_friend_autoreply_info: { type: 'text', content: '欢迎' },
    keyword_autoreply_info: {
      list: [
        {
          ...{ rule_name: '价格', create_time: 1, reply_mode: 'random_one' },
          keyword_list_info: [{ type: 'text', match_mode: 'equal', content: '价格' }],
          reply_list_info: [{ type: 'text', content: '请看价目表' }],
        },
        {
          ...{ rule_name: '空', create_time: 2, reply_mode: 'reply_all' },
          keyword_list_info: [],
          reply_list_info: [{ type: 'text', content: 'x' }],
        },
      ],
    },
  },
};

/** A server for which nothing of the account is set yet, and its owner in the console. */
export async function startNew(options: BotOptions = {}) {
  const bot = await startBot({
    ...options,
    adminSettings: ADMIN,
    settings: {
      ...{ WECHAT_TOKEN: '', WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' },
      ...options.settings,
    },
  });
  return { bot, owner: await openConsoleOf(bot) };
}

interface Made {
  readonly token: string;
  readonly encodingAesKey: string;
}

/** Has the console make token and key. */
export async function makeCredentials(
  owner: ConsoleClient,
  wish: { readonly appId?: string; readonly replace?: boolean } = {},
): Promise<Made> {
  const { body } = await owner.post('/assistant/credentials', wish);
  return (body as { credentials: Made }).credentials;
}

/** Returns what the page shows again of those that were made. */
export async function shownCredentials(owner: ConsoleClient): Promise<Made | null> {
  const { body } = await owner.get('/assistant/credentials');
  return (body as { credentials: Made | null }).credentials;
}

/** A WeChat in whose backend token and key were typed. */
export function playWechat(bot: Bot, { token, encodingAesKey }: Made, mode: MessageMode = 'safe') {
  const platform = createPlatform({
    ...{ webhookUrl: bot.url(), token, encodingAesKey, appId: APP.appId },
    ...{ mode, accountKind: 'personal', timeoutMs: 2000 },
  });
  onTestFinished(() => platform.close());
  return platform;
}
