import { describe, expect, it } from 'vitest';
import { createEventBus, type EventBus } from '../../src/events/event-bus.ts';
import type { Logger } from 'pino';
import { listenBadly } from '../support/bad-listener.ts';
import { unheard } from '../support/recorded-events.ts';
import { says, streams } from '../support/scripted-model.ts';
import { gate, startBot } from '../support/start-bot.ts';

const createBadBus = (log: Logger) => {
  const events = createEventBus(log);
  listenBadly(events);
  return events;
};

describe.each<[string, (log: Logger) => EventBus]>([
  ['nothing listens', () => unheard],
  ['every listener throws', createBadBus],
])('a server without metrics, where %s', (_how, createEvents) => {
  it('answers in one reply', async () => {
    const { follower, model } = await startBot({ createEvents });
    model.next(says('今天', '天气很好。'));
    expect((await follower.says('天气怎么样')).text).toBe('今天天气很好。\n\n（AI生成）');
    expect(model.calls).toHaveLength(1);
  });

  it('gives the rest on a tap', async () => {
    const { follower, model } = await startBot({ createEvents, attemptMs: 2000 });
    const rest = gate();
    model.next(streams({ text: '第一句。第二' }, { until: rest.opened }, { text: '句。' }, 'done'));
    expect((await follower.says('很慢的问题')).text).toContain('第一句。');
    const tapped = follower.taps('👉 继续');
    rest.open();
    expect((await tapped).text).toBe('第二句。');
  });

  it('gives the rest by messages', async () => {
    const { follower, model } = await startBot({
      ...{ createEvents, accountKind: 'certified-service', attemptMs: 2000 },
    });
    const rest = gate();
    model.next(streams({ text: '第一句。第二' }, { until: rest.opened }, { text: '句。' }, 'done'));
    await follower.says('慢问题');
    rest.open();
    const seen = await follower.until((all) => all.length === 2);
    expect(seen[1]).toMatchObject({ via: 'customer-service', text: '第二句。' });
  });
});

it('a listener that throws is in the log, with the event that it could not bear', async () => {
  const { follower, logs } = await startBot({ createEvents: createBadBus });
  await follower.says('帮助');
  const [line] = logs.filter(({ event }) => event === 'message-received');
  expect(line).toMatchObject({ code: 'listener_failed', level: 50, zh: expect.any(String) });
});
