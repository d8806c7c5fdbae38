import { beforeAll, describe, expect, it } from 'vitest';
import { languageOfQuestion } from '../../src/answering/language-of-question.ts';
import type { Findings } from '../../src/answering/retriever.ts';
import { openIndexToWrite } from '../../src/knowledge/index/index-database.ts';
import {
  createKnowledgeIndex,
  type KnowledgeIndex,
} from '../../src/knowledge/index/knowledge-index.ts';
import {
  EVAL_BASES,
  readEvalDocuments,
  readInsideQuestions,
  readOutsideQuestions,
  type EvalBase,
} from './eval/read-eval-set.ts';

const indexes = new Map<EvalBase, KnowledgeIndex>();

beforeAll(() => {
  for (const base of EVAL_BASES) {
    const index = createKnowledgeIndex(openIndexToWrite(':memory:'));
    for (const document of readEvalDocuments(base)) index.put(document);
    indexes.set(base, index);
  }
});

function search(base: EvalBase, question: string): Findings {
  const language = languageOfQuestion(question, 'zh');
  const findings = indexes.get(base)?.search(question, { language, limit: 5 });
  if (findings === undefined) throw new Error(`${base} was not indexed`);
  return findings;
}

describe('questions as people ask them', () => {
  it('find the section that answers among the first five by full text', () => {
    const missed = readInsideQuestions().filter(({ base, question, document, headings }) => {
      const { found } = search(base, question);
      return !found.some(
        (passage) =>
          passage.document === document &&
          headings.some((heading) => passage.heading.endsWith(heading)),
      );
    });
    const message = missed.map(({ question }) => question).join('\n');
    expect(readInsideQuestions()).toHaveLength(150);
    expect(missed.length, message).toBeLessThanOrEqual(7);
  });

  it('are hardly ever taken for questions about something else', () => {
    const refused = readInsideQuestions().filter(
      ({ base, question }) => search(base, question).isBelowFloor,
    );
    const message = refused.map(({ question }) => question).join('\n');
    expect(refused.length, message).toBeLessThanOrEqual(7);
  });

  it('are mostly told from questions that the documents do not answer', () => {
    const passed = readOutsideQuestions().filter(
      ({ base, question }) => !search(base, question).isBelowFloor,
    );
    const message = passed.map(({ question }) => question).join('\n');
    expect(readOutsideQuestions()).toHaveLength(30);
    expect(passed.length, message).toBeLessThanOrEqual(5);
  });
});
