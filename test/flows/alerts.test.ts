import { expect, it, onTestFinished } from 'vitest';
import { startPlatform } from '../support/played-platform.ts';
import { refuses, says } from '../support/scripted-model.ts';
import { startBot } from '../support/start-bot.ts';

const WORDS = '我的秘密问题';

it.each([
  ['企业微信', '/cgi-bin/webhook/send?key=robot-secret', { errcode: 0, errmsg: 'ok' }],
  ['飞书', '/open-apis/bot/v2/hook/robot-secret', { code: 0, msg: 'success', data: {} }],
  ['JSON', '/alarm?key=robot-secret', {}],
])(
  '%s hears once of a key that died, and once when it works again',
  async (_name, path, answer) => {
    const robot = await startPlatform(() => ({ json: answer }));
    onTestFinished(() => robot.close());
    const bot = await startBot({
      settings: {
        ALERT_WEBHOOK_URL: `${robot.url}${path}`,
        OPENAI_API_KEY: 'sk-dead-key-0123456789',
      },
    });
    const dead = refuses(401, { message: 'Incorrect API key provided', code: 'invalid_api_key' });
    bot.model.next(dead, dead, says('好。'));
    await bot.follower.says(WORDS);
    const first = await robot.call(1);
    await bot.follower.says('再问一次');
    await bot.follower.says('第三次');
    const second = await robot.call(2);
    const told = JSON.stringify([first.body, second.body]);
    expect(told).toContain('OPENAI_API_KEY');
    expect(told).toContain('又能用了');
    expect(told).not.toContain(WORDS);
    expect(told).not.toContain('sk-dead');
    expect(robot.calls).toHaveLength(2);
    expect(JSON.stringify(bot.logs)).not.toContain('robot-secret');
  },
);
