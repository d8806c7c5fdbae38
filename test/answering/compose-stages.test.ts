import { expect, it } from 'vitest';
import type { Answerer, Stage } from '../../src/answering/answerer.ts';
import { composeStages } from '../../src/answering/compose-stages.ts';
import { exampleAsk } from './example-ask.ts';

/** Writes its name on the question on its way in, and below the answer on its way out. */
const mark =
  (name: string): Stage =>
  (next) =>
    async function* marked(ask, signal) {
      yield* next({ ...ask, question: `${ask.question} ${name}` }, signal);
      yield { type: 'text', text: ` ${name}`, origin: 'documents' };
    };

const repeat: Answerer = async function* ({ question }) {
  yield { type: 'text', text: await Promise.resolve(`[${question}]`), origin: 'model' };
};

async function answer(...stages: Stage[]): Promise<string> {
  let said = '';
  const asked = exampleAsk({ question: 'q' });
  for await (const event of composeStages(stages, repeat)(asked, new AbortController().signal))
    if (event.type === 'text') said += event.text;
  return said;
}

it('lets the first stage see a question first and its answer last', async () => {
  expect(await answer(mark('a'), mark('b'))).toBe('[q a b] b a');
});

it('is the last Answerer alone without a stage', async () => {
  expect(await answer()).toBe('[q]');
});

it('lets a stage answer itself', async () => {
  const short: Stage = () => mark('short')(repeat);
  expect(await answer(mark('a'), short, mark('never'))).toBe('[q a short] short a');
});
