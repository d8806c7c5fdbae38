import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { estimateTokens } from '../../src/answering/estimate-tokens.ts';
import type { ModelRequest } from '../../src/answering/model.ts';
import { createEventBus } from '../../src/events/event-bus.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { openSpeaker, wordsOf } from '../memory/dialogue-world.ts';
import { defaultSettings } from '../store/store-world.ts';
import { createStepClock } from '../support/step-clock.ts';
import { writeTable } from './table.ts';

const TURNS = 30;
const LENGTH = 300;
const words = (count: number) => '天地玄黄宇宙洪荒'.repeat(count).slice(0, count);
const tokens = (request: ModelRequest) => estimateTokens(wordsOf(request));

/** A summariser that writes as much as it may. */
function fillsItsRoom({ system }: ModelRequest): string {
  return words(Number(/不超过 (\d+) 个字/.exec(system)?.[1]));
}

/** Holds a long dialogue over a real store and prints what its prompts and summaries cost, in estimated tokens. */
async function measureMemory(historyTokens: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-memory-'));
  const clock = createStepClock();
  const log = pino({ level: 'silent' });
  const deps = { clock, newId, log, random: Math.random, events: createEventBus(log), version: '' };
  const store = await openSqliteStore({ ...defaultSettings, folder }, deps);
  const world = {
    clock,
    open: () => Promise.resolve({ ...store, arrivalSettings: defaultSettings, freeze: () => {} }),
  };
  const speaker = await openSpeaker(world, {
    historyTokens,
    answer: () => words(LENGTH),
    summarise: fillsItsRoom,
  });
  const rows: string[][] = [];
  let [all, withMemory, everything] = [0, 0, 0];
  for (let n = 1; n <= TURNS; n += 1) {
    const before = speaker.summarised.length;
    await speaker.says(words(LENGTH));
    await speaker.rests();
    const request = speaker.asked[n - 1];
    const prompt = request ? tokens(request) : 0;
    const summaries = speaker.summarised.slice(before);
    const read = summaries.reduce((sum, one) => sum + tokens(one), 0);
    const wrote = summaries.reduce((sum, one) => sum + estimateTokens(fillsItsRoom(one)), 0);
    const one = estimateTokens(words(LENGTH));
    const sendingAll = (2 * n - 1) * one;
    withMemory += prompt;
    all += prompt + read + wrote;
    everything += sendingAll;
    if (n % 5 === 0 || n === 1 || n > 14)
      rows.push([n, prompt, read, wrote, sendingAll].map(String));
  }
  console.log(`\nHISTORY_TOKENS=${historyTokens}, ${TURNS} turns of ${LENGTH} characters each way`);
  const head = ['turn', 'prompt', 'summary reads', 'summary writes', 'sending everything'];
  console.log(writeTable(head, rows, 'markdown'));
  const percent = (part: number) => `${((100 * part) / everything).toFixed(1)} %`;
  console.log(
    `all turns: prompts ${percent(withMemory)} of sending everything, with summaries ${percent(all)}`,
  );
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}

for (const historyTokens of [2000, 4000]) await measureMemory(historyTokens);
process.exit(0);
