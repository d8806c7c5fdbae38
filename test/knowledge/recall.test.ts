import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentsPipeline } from '../../src/answering/create-documents-pipeline.ts';
import { searchFolder, type FolderSearch } from '../../src/knowledge/search-folder.ts';
import { languageOfQuestion } from '../../src/answering/language-of-question.ts';
import { quotationTexts } from '../../src/answering/quotation/quotation-texts.ts';
import { exampleAsk } from '../answering/example-ask.ts';
import {
  furtherQuestions,
  ownQuestions,
  trialQuestions,
  walkQuestions,
  type NewcomerQuestion,
} from './newcomer-questions.ts';

/** What a newcomer gets: the passage asked for, another one, headings to choose from, or the sentence for nothing. */
type Outcome = 'right' | 'wrong' | 'offered' | 'offered others' | 'nothing';

let knowledge: FolderSearch;

beforeAll(() => {
  const folder = fileURLToPath(new URL('../../handbook', import.meta.url));
  knowledge = searchFolder(folder);
});
afterAll(() => knowledge.close());

async function ask({ question, expected }: NewcomerQuestion): Promise<[Outcome, string]> {
  const documents = { name: 'handbook', retriever: knowledge, audience: 'newcomer' } as const;
  const { answer } = createDocumentsPipeline(documents);
  let said = '';
  let offered: readonly string[] = [];
  const { signal } = new AbortController();
  for await (const event of answer(exampleAsk({ question }), signal)) {
    if (event.type === 'text') said += event.text;
    if (event.type === 'choices') offered = event.questions;
  }
  const texts = quotationTexts[languageOfQuestion(question, 'zh')].newcomer;
  const got =
    said === texts.greeting
      ? 'greeting'
      : offered.length > 0
        ? 'nothing'
        : (/(?:——摘自《.*》› |— quoted from: .* › )(.*)/.exec(said)?.[1] ?? said);
  if (expected.includes(got)) return ['right', got];
  if (got !== 'nothing') return ['wrong', got];
  if (said.startsWith(texts.nothingFound)) return ['nothing', ''];
  const isAmong = offered.some((heading) => expected.includes(heading));
  return [isAmong ? 'offered' : 'offered others', offered.join(' | ')];
}

describe('newcomers get the passage that answers', () => {
  it.each([
    ['the 38 of a first trial', trialQuestions, { right: 37, wrong: 0 }],
    ['the 60 written before the search was made', ownQuestions, { right: 58, wrong: 0 }],
    ['those thought of later', furtherQuestions, { right: 182, wrong: 0 }],
    ['those of a walk with the README alone', walkQuestions, { right: 119, wrong: 0 }],
  ])('to %s', async (_name, questions, { right, wrong }) => {
    const table: string[] = [];
    const counts = { right: 0, wrong: 0 };
    for (const question of questions) {
      const [outcome, got] = await ask(question);
      if (outcome === 'right' || outcome === 'wrong') counts[outcome] += 1;
      if (outcome !== 'right') table.push(`${outcome.padEnd(14)} ${question.question} => ${got}`);
    }
    const message = `right ${counts.right} of ${questions.length}, wrong ${counts.wrong}\n${table.join('\n')}`;
    expect(counts.right, message).toBeGreaterThanOrEqual(right);
    expect(counts.wrong, message).toBeLessThanOrEqual(wrong);
  });
});
