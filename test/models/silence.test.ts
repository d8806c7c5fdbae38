import { describe, expect, it } from 'vitest';
import { chunk, event, hang, serveBytes, SSE } from './served-bytes.ts';

const { ask, clock, model, serve } = serveBytes();

describe('silence', () => {
  /** Waits until the time limit was set so often. */
  function limitsSet(times: number): Promise<number[]> {
    const limits: number[] = [];
    const { after } = clock();
    return new Promise((resolve) => {
      clock().after = (delayMs, task) => {
        limits.push(delayMs);
        if (limits.length === times) resolve(limits);
        return after(delayMs, task);
      };
    });
  }

  it.each([': keep-alive\n\n', ':\n', 'data:\n\n', '\n', ' ', 'event: ping\n\n', event(chunk(''))])(
    'is broken by any sign of life: after %j the wait for the first word begins anew',
    async (sign) => {
      const limits = limitsSet(2);
      serve(SSE, sign, hang);
      const outcome = ask().catch((error: unknown) => error);
      expect(await limits).toEqual([60_000, 60_000]);
      await clock().run(60_000);
      expect(await outcome).toMatchObject({
        code: 'provider_silent',
        advice: expect.objectContaining({
          en: expect.stringContaining('OPENAI_FIRST_TOKEN_SECONDS'),
        }) as object,
      });
    },
  );

  it('after the first word has a limit that its error names', async () => {
    serve(SSE, event(chunk('好，')), hang);
    const outcome = ask().catch((error: unknown) => error);
    await clock().run(30_000);
    expect(await outcome).toMatchObject({
      message: expect.stringContaining('for 30 s') as string,
      advice: expect.objectContaining({
        en: expect.stringContaining('OPENAI_IDLE_SECONDS'),
      }) as object,
    });
  });

  it('before the first word makes the second try wait as long as an answer may take', async () => {
    serve(SSE, hang);
    serve(SSE, hang);
    const outcome = ask(undefined, 2).catch((error: unknown) => error);
    await model().call(1);
    await clock().run(60_000);
    await clock().run(500);
    await model().call(2);
    await clock().run(239_500);
    expect(await outcome).toMatchObject({
      advice: expect.objectContaining({
        en: expect.stringContaining('OPENAI_TOTAL_SECONDS'),
      }) as object,
    });
    expect(model().calls).toHaveLength(2);
  });

  it('after thinking has the same limit', async () => {
    serve(SSE, event(JSON.stringify({ choices: [{ delta: { reasoning: '想' } }] })), hang);
    const outcome = ask().catch((error: unknown) => error);
    await clock().run(30_000);
    expect(await outcome).toMatchObject({ code: 'provider_silent' });
  });

  it('at the end of the time for the whole answer names that setting', async () => {
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    serve(SSE, event(chunk('好，')), { until: gate }, event(chunk('好，')), hang);
    const outcome = ask((text) => {
      if (text === '好，') clock().pass(280_000);
      if (text === '好，') goOn();
    }).catch((error: unknown) => error);
    await clock().run(20_000);
    expect(await outcome).toMatchObject({
      advice: expect.objectContaining({
        en: expect.stringContaining('OPENAI_TOTAL_SECONDS'),
      }) as object,
    });
  });
});
