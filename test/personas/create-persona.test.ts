import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/answering/answerer.ts';
import { chooseTemperature } from '../../src/personas/choose-temperature.ts';
import { createPersona, type PersonaDeps } from '../../src/personas/create-persona.ts';
import { createDescribeToday } from '../../src/personas/describe-today.ts';
import type { Persona } from '../../src/personas/persona.ts';
import type { Preference } from '../../src/personas/preferences.ts';
import { createScriptedAnswerer, finish } from '../answering/answerer-double.ts';
import { exampleAsk } from '../answering/example-ask.ts';
import { readAll } from '../answering/read-all.ts';

const persona = (id: string, more: Partial<Persona> = {}): Persona => ({
  ...{ id, name: id, names: [id], description: '', greeting: '' },
  prompt: `你是${id}。`,
  ...more,
});

const TODAY = '今天是 2026年11月30日，星期一。';
const NOON = Date.parse('2026-11-30T12:00:00+08:00');

async function ask(
  over: Partial<Omit<PersonaDeps, 'preferences'>> & {
    readonly chosen?: Preference | Error;
    readonly asked?: Parameters<typeof exampleAsk>[0];
  } = {},
): Promise<Ask | undefined> {
  const { chosen = {}, asked } = over;
  const model = createScriptedAnswerer();
  model.script(finish);
  const stage = createPersona({
    personas: [
      persona('', { prompt: '你是本店客服。' }),
      persona('translator', { temperature: 0.2, model: 'deepseek/v4' }),
      persona('writer', { temperature: 1 }),
    ],
    offeredModels: ['deepseek/v4', 'qwen/plus'],
    modelTemperature: undefined,
    ...{ timeZone: 'Asia/Shanghai', language: 'zh' },
    preferences: {
      read: () => (chosen instanceof Error ? Promise.reject(chosen) : Promise.resolve(chosen)),
    },
    clock: { now: () => NOON },
    log: pino({ level: 'silent' }),
    ...over,
  });
  const answer = stage((to, signal) => model.answer(to, signal));
  await readAll(answer(exampleAsk(asked), new AbortController().signal));
  return model.prompts[0];
}

describe('a question', () => {
  it("has the account's own prompt and today's date where nothing was chosen", async () => {
    const asked = await ask();
    expect(asked).toMatchObject({ system: `你是本店客服。\n\n${TODAY}`, sampling: {} });
    expect(asked).not.toHaveProperty('model');
  });

  it('has the prompt, the temperature and the model of the chosen persona', async () => {
    expect(await ask({ chosen: { persona: 'translator' } })).toMatchObject({
      system: `你是translator。\n\n${TODAY}`,
      sampling: { temperature: 0.2 },
      model: 'deepseek/v4',
    });
  });

  it("goes to the follower's model rather than to the persona's", async () => {
    const chosen = { persona: 'translator', model: 'qwen/plus' };
    expect((await ask({ chosen }))?.model).toBe('qwen/plus');
  });

  it.each<[string, Preference | Error]>([
    ['a persona that is gone', { persona: 'poet' }],
    ['a model that is no longer offered', { model: 'old/m1' }],
    ['nothing that can be read, because the store is away', new Error('away')],
  ])('has the defaults where the follower chose %s', async (_what, chosen) => {
    const asked = await ask({ chosen });
    expect(asked?.system).toBe(`你是本店客服。\n\n${TODAY}`);
    expect(asked).not.toHaveProperty('model');
  });

  it('that is asked again is answered more freely', async () => {
    const asked = { isAgain: true };
    const temperatureOf = async (over: Parameters<typeof ask>[0]) =>
      (await ask({ ...over, asked }))?.sampling.temperature;
    expect(await temperatureOf({})).toBe(1);
    expect(await temperatureOf({ modelTemperature: 0.3 })).toBe(0.6);
    expect(await temperatureOf({ chosen: { persona: 'translator' } })).toBe(0.5);
  });
});

it.each([
  [false, undefined, undefined, undefined],
  [false, undefined, 0.5, undefined],
  [false, 0.2, 0.5, 0.2],
  [true, undefined, undefined, 1],
  [true, undefined, 0.6, 0.9],
  [true, 0, 0.6, 0.3],
  [true, 1, undefined, 1.2],
  [true, 1.2, undefined, 1.2],
  [true, 1.5, undefined, 1.5],
])(
  'again %s, of the persona %s, of the model %s: a temperature of %s',
  (isAgain, ofPersona, ofModel, temperature) => {
    expect(chooseTemperature({ isAgain, ofPersona, ofModel })).toBe(temperature);
  },
);

describe("today's date", () => {
  it.each([
    ['Asia/Shanghai', 'zh', '2026-11-30T15:59:59Z', '今天是 2026年11月30日，星期一。'],
    ['Asia/Shanghai', 'zh', '2026-11-30T16:00:00Z', '今天是 2026年12月1日，星期二。'],
    ['Europe/Berlin', 'en', '2026-11-30T16:00:00Z', 'Today is Monday, 30 November 2026.'],
    ['Asia/Shanghai', 'en', '2026-11-30T16:00:00Z', 'Today is Tuesday, 1 December 2026.'],
  ] as const)('in %s and in %s, at %s: %s', (timeZone, language, now, says) => {
    expect(createDescribeToday(timeZone, language)(Date.parse(now))).toBe(says);
  });
});
