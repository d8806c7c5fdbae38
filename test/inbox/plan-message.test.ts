import { describe, expect, it } from 'vitest';
import { listRules } from '../../src/inbox/list-rules.ts';
import { planMessage } from '../../src/inbox/plan-message.ts';
import type { FollowerFacts } from '../../src/inbox/ports.ts';
import type { Rule } from '../../src/inbox/rule.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import type { InboundMessage } from '../../src/messages/inbound-message.ts';
import {
  click,
  event,
  file,
  image,
  link,
  ofKind,
  place,
  scanEvents,
  shortVideo,
  silentEvents,
  text,
  video,
  voice,
} from '../support/inbound-messages.ts';
import {
  noLimits,
  nothing,
  nothingOwed,
  offers,
  onePerMinute,
  owed,
  question,
  reply,
  used,
} from './rules/planning.ts';

const afterMessage = { messages: 5, lifetimeMs: 48 * 3_600_000 };
const afterTap = { messages: 3, lifetimeMs: 60_000 };

const rules = listRules({ texts: zh, forgetsOnUnsubscribe: true, limits: noLimits, offers });
const limitedRules = listRules({
  texts: zh,
  forgetsOnUnsubscribe: true,
  limits: onePerMinute,
  offers,
});
const plan = (inbound: InboundMessage, facts = nothingOwed, own = rules) =>
  planMessage(inbound, facts, own);

/** The rule that decides a message, although a later one may have a plan for it as well. */
const DECIDED_BY: readonly (readonly [string, InboundMessage])[] = [
  ['unsubscribe', event({ event: 'unsubscribe' })],
  ['welcome', event({ event: 'subscribe' })],
  ['blank text', text(' \n\t')],
  ['unsupported message', text('【收到不支持的消息类型，暂无法显示】')],
  ['command', text('帮助')],
  ['command', voice('帮助。')],
  ['command', click('帮助')],
  ['voice', voice('今天星期几')],
  ['voice', voice('。')],
  ['media', image()],
  ['media', video()],
  ['media', shortVideo()],
  ['media', file()],
  ['location', place('天河路')],
  ['link', link()],
  ['other kind', ofKind('miniprogrampage')],
  ['question', text('帮助我写一首诗')],
];

describe('a list of rules', () => {
  const says = (name: string, words?: string): Rule => ({
    name,
    apply: () => (words === undefined ? undefined : reply(words)),
  });

  it('decides by the first that has a plan', () => {
    const own = [says('silent'), says('first', '一'), says('second', '二')];
    expect(plan(text('你好'), nothingOwed, own)).toMatchObject(reply('一'));
  });

  it('leads to nothing when none has one', () => {
    expect(plan(text('你好'), nothingOwed, [says('silent')])).toMatchObject(nothing);
  });

  it('keeps what a rule says of customer-service messages, and else grants what the message allows', () => {
    const grant = { messages: 1, lifetimeMs: 1 };
    const own: Rule = { name: 'own', apply: () => ({ ...nothing, grant }) };
    expect(plan(text('你好'), nothingOwed, [own]).grant).toEqual(grant);
    expect(plan(text('你好'), nothingOwed, [says('silent')]).grant).toEqual(afterMessage);
  });
});

describe('the built-in rules', () => {
  it('have names of their own', () => {
    const names = rules.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('have a message each that they decide', () => {
    const deciding = new Set(['blocked', ...DECIDED_BY.map(([name]) => name)]);
    expect(rules.filter(({ name }) => !deciding.has(name))).toEqual([]);
  });

  it('have one that decides whatever a blocked follower sends', () => {
    for (const [, inbound] of DECIDED_BY)
      expect(
        rules.find((rule) => rule.apply(inbound, { ...nothingOwed, isBlocked: true }))?.name,
      ).toBe('blocked');
  });

  it.each(DECIDED_BY)('let %s decide first, case %#', (name, inbound) => {
    expect(rules.find((rule) => rule.apply(inbound, nothingOwed))?.name).toBe(name);
  });
});

describe('what is planned for a message', () => {
  it.each([
    ['a question', text('天气怎么样'), question('天气怎么样')],
    ['white space alone', text(' \n\t'), nothing],
    ['a longer text', text('长'.repeat(10_001)), reply(zh.questionTooLong)],
    ['an image', image(), reply(zh.image)],
    ['a voice message', voice(), reply(zh.voice)],
    ['a voice message with its words', voice('今天星期几'), question('今天星期几')],
    ['a command that is spoken', voice('帮助。'), reply(zh.help(offers))],
    ['a message of a device', ofKind('device_text'), nothing],
  ])('%s allows what a message allows', (_title, inbound, expected) => {
    expect(plan(inbound)).toEqual({ ...expected, grant: afterMessage });
  });

  it.each([
    ['typed', text('帮助')],
    ['tapped in the menu', click('帮助')],
  ])('a command that is %s allows what a tap allows', (_how, inbound) => {
    expect(plan(inbound)).toEqual({ ...reply(zh.help(offers)), grant: afterTap });
  });

  it('继续 from a menu button brings what is owed, and allows what a tap allows', () => {
    expect(plan(click('继续'), owed)).toEqual({ is: 'continue', grant: afterTap });
  });

  it('a menu button that is no command says nothing, and allows what a tap allows', () => {
    expect(plan(click('SOME_KEY'))).toEqual({ ...nothing, grant: afterTap });
  });

  it('a new follower is welcomed, which allows what a tap allows', () => {
    const expected = { ...reply(zh.welcome), grant: afterTap };
    expect(plan(event({ event: 'subscribe' }))).toEqual(expected);
  });

  it('a follower who leaves allows nothing', () => {
    const expected = { ...nothing, drop: true, forget: true };
    expect(plan(event({ event: 'unsubscribe' }))).toEqual(expected);
  });

  it.each(scanEvents)('$event says nothing, and allows what a tap allows', (inbound) => {
    expect(plan(inbound)).toEqual({ ...nothing, grant: afterTap });
  });

  it.each(silentEvents)('$event says nothing and allows nothing', (inbound) => {
    expect(plan(inbound)).toEqual(nothing);
  });
});

describe('limits', () => {
  const failed: FollowerFacts = {
    ...nothingOwed,
    lastQuestion: { question: '难题', hasFailed: true },
    used,
  };

  it('refuse a question, and what it allows to send stays', () => {
    const expected = { ...reply(zh.tooFast(23)), grant: afterMessage };
    expect(plan(text('天气'), { ...nothingOwed, used }, limitedRules)).toEqual(expected);
  });

  it('count 重试 as a question, typed and from the menu', () => {
    const expected = { ...reply(zh.tooFast(23)), grant: afterTap };
    expect(plan(text('重试'), failed, limitedRules)).toEqual(expected);
    expect(plan(click('重试'), failed, limitedRules)).toEqual(expected);
  });

  it.each(['帮助', '继续', '停止', '新对话', '删除我的数据'])('leave %s alone', (word) => {
    const facts = { ...owed, used };
    expect(plan(text(word), facts, limitedRules)).toEqual(plan(text(word), owed));
  });
});
