import { describe, expect, it, vi } from 'vitest';
import { callsTool, says, streams, type ModelCall } from '../support/scripted-model.ts';
import { startBot } from '../support/start-bot.ts';

/** What the tools returned, as the model reads it in one request. */
const resultsIn = (call: ModelCall | undefined) =>
  call?.body.messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
const nameOffered = (call: ModelCall | undefined) =>
  ((call?.body['tools'] ?? []) as { function: { name: string } }[]).map(
    (tool) => tool.function.name,
  );

describe('a question that a model needs a tool for', () => {
  it('is answered with what the tool told', async () => {
    const { follower, model } = await startBot({ attemptMs: 3000 });
    model.next(callsTool('current_time'), says('现在是下午。'));
    expect((await follower.says('现在几点')).text).toContain('现在是下午。');
    expect(nameOffered(model.calls[0])).toContain('current_time');
    expect(resultsIn(model.calls[1])).toEqual([
      expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}, \w+day, Asia\/Shanghai/),
    ]);
  });

  it('is no part of the next question but by its answer', async () => {
    const { follower, model } = await startBot({ attemptMs: 3000 });
    model.next(callsTool('current_time'), says('现在是下午。'), says('不客气。'));
    await follower.says('现在几点');
    await follower.says('谢谢');
    expect(model.calls[2]?.body.messages.map(({ role }) => role)).toEqual([
      ...['system', 'user', 'assistant', 'user'],
    ]);
  });

  it('has the words before the tool ran in a paragraph of their own where they are out', async () => {
    const { follower, model } = await startBot({ attemptMs: 3000 });
    model.next(
      callsTool('current_time', {}, '我看看时间。\n\n然后回答。'),
      says('现在是', '下午。'),
    );
    expect((await follower.says('现在几点')).text).toContain('我看看时间。\n\n现在是下午。');
  });

  it('is answered without another tool when the steps are used up', async () => {
    const { follower, model } = await startBot({
      attemptMs: 3000,
      settings: { TOOL_STEPS: '1' },
    });
    model.next(callsTool('current_time'), says('现在是下午。'));
    expect((await follower.says('现在几点')).text).toContain('现在是下午。');
    expect(model.calls[1]?.body['tool_choice']).toBe('none');
  });

  it('goes on in another process without a step again, when the first one stops', async () => {
    const bot = await startBot({ attemptMs: 3000 });
    const { follower, model, startAnother, pointAt, stop } = bot;
    model.next(callsTool('current_time'), streams('hang'), says('现在是下午。'));
    const asked = follower.says('现在几点');
    await model.call(2);
    pointAt((await startAnother()).url);
    await stop();
    expect((await asked).text).toContain('现在是下午。');
    expect(model.calls).toHaveLength(3);
    expect(resultsIn(model.calls[2])).toEqual(resultsIn(model.calls[1]));
  });

  it('is told of on the bus, and a made-up name is not', async () => {
    const told: string[] = [];
    const { follower, model } = await startBot({
      attemptMs: 3000,
      createEvents: () => ({
        emit: (event) => {
          if (event.type === 'tool-called') told.push(`${event.tool} ${event.end}`);
        },
        on: () => () => {},
      }),
    });
    model.next(callsTool('current_time'), callsTool('run_shell'), says('现在是下午。'));
    await follower.says('现在几点');
    await vi.waitFor(() => expect(told).toEqual(['current_time done', 'unknown failed']));
  });
});

describe('no tool is offered', () => {
  it.each([
    ['with TOOLS=off', { TOOLS: 'off' }],
    ['where answers come from documents alone', { KNOWLEDGE_ONLY: 'on' }],
  ])('%s', async (_, settings) => {
    const { follower, model } = await startBot({ attemptMs: 3000, settings });
    model.next(says('好。'));
    await follower.says('你好');
    for (const call of model.calls) expect(nameOffered(call)).toEqual([]);
  });
});
