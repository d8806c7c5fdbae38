import { expect, it, onTestFinished } from 'vitest';
import { createPlatform } from '../../../src/simulator/platform/platform.ts';
import type { PlatformSettings } from '../../../src/simulator/platform/platform.ts';
import { TOKEN, fieldsOf, startBot, textReply } from '../scripted-bot.ts';

const link = (sends: string, label: string, id = '1') =>
  `<a href="weixin://bizmsgmenu?msgmenucontent=${sends}&msgmenuid=${id}">${label}</a>`;

async function openFollower(replies: readonly string[], settings: Partial<PlatformSettings> = {}) {
  const bot = await startBot(({ body }, response, number) => {
    const reply = replies[number - 1];
    response.end(reply === undefined ? 'success' : textReply(body, reply));
  });
  const platform = createPlatform({
    webhookUrl: bot.url,
    token: TOKEN,
    mode: 'plain',
    accountKind: 'personal',
    ...settings,
  });
  onTestFinished(() => platform.close());
  return { follower: platform.follower(), platform, bot };
}

it('taps the newest link with a label and sends its text', async () => {
  const { follower, bot } = await openFollower([link('旧', '继续'), `还有 ${link('新', '继续')}`]);
  await follower.says('一');
  await follower.says('二');
  await follower.taps('继续');
  expect(fieldsOf(bot.pushes[2]?.body ?? '')).toMatchObject({ MsgType: 'text', Content: '新' });
});

it.each([
  ['personal', undefined],
  ['sandbox', undefined],
  ['certified-subscription', '7'],
  ['certified-service', '7'],
] as const)('pushes for a tap on a %s account the menu id %s', async (accountKind, menuId) => {
  const { follower, bot } = await openFollower([link('继续', '继续', '7')], { accountKind });
  await follower.says('你好');
  await follower.taps('继续');
  expect(fieldsOf(bot.pushes[1]?.body ?? '')['bizmsgmenuid']).toBe(menuId);
});

it.each([
  ['menu', 3],
  ['message', 5],
] as const)('opens the quota of a %s by a tap: %i messages', async (tapOpens, messages) => {
  const { follower, platform } = await openFollower([link('继续', '继续')], { tapOpens });
  await follower.says('你好');
  platform.faults.spendQuota();
  await follower.taps('继续');
  expect(follower.quota.messagesLeft).toBe(messages);
});

it('says which link is missing, with what is on the screen', async () => {
  const { follower } = await openFollower(['<a href="https://example.org">网页</a>']);
  await follower.says('你好');
  await expect(follower.taps('继续')).rejects.toThrow(/No link has the label 继续[\s\S]*网页/);
  await expect(follower.taps('网页')).rejects.toThrow('Nothing is sent by the link');
});

it('waits until something is seen, also when it already was', async () => {
  const { follower } = await openFollower(['你好']);
  const waiting = follower.until((seen) => seen.some(({ text }) => text === '你好'));
  await follower.says('hi');
  expect(await waiting).toHaveLength(1);
  expect(await follower.until((seen) => seen.length === 1)).toBe(follower.seen);
});

it('gives up waiting with a transcript', async () => {
  const { follower } = await openFollower(['第一']);
  await follower.says('hi');
  await expect(follower.until(() => false, 5)).rejects.toThrow(
    'Waited 5 ms in vain. Seen so far:\n[passive] 第一',
  );
});

it('knows followers by OpenID, and one without', async () => {
  const { platform, follower } = await openFollower([]);
  expect(platform.follower()).toBe(follower);
  expect(follower.openId).toMatch(/^o[\w-]{27}$/);
  expect(platform.follower('oOther')).toBe(platform.follower('oOther'));
  expect(platform.follower('oOther')).not.toBe(follower);
});
