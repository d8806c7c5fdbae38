import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerPipeline } from '../answering/answerer.ts';
import { languageOfQuestion } from '../answering/language-of-question.ts';
import { resumeQuotation } from '../answering/quotation/resume-quotation.ts';
import { questionStopped } from '../turns/answerer-error.ts';
import { practiceTexts } from './practice-texts.ts';

/** Both stand in every list, so that no reader takes canned text for a model's. */
export const PRACTICE_NAME = '练习模型 practice model';

export interface PracticeDeps {
  /** How long one whole answer takes; asked at each piece, so that it can be changed while one is written. */
  readonly seconds: () => number;
}

const PIECE_EVERY_MS = 80;
const QUOTED_CHARACTERS = 60;

/** Streams a canned long text, to see delivery work without a model. */
export function createPracticePipeline({ seconds }: PracticeDeps): AnswerPipeline {
  return {
    name: PRACTICE_NAME,
    lane: { key: 'practice' },
    async *answer({ question, released }, signal) {
      const whole = practiceTexts[languageOfQuestion(question, 'zh')](shorten(question));
      const characters = [...(resumeQuotation(whole, released()) ?? whole)];
      const wholeLength = [...whole].length;
      // Pieces that end a little late would add up; what is due is counted in fractions of a character instead.
      for (let due = 0, given = 0; given < characters.length;) {
        await pause(PIECE_EVERY_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) {
          throw questionStopped();
        }
        due += (wholeLength * PIECE_EVERY_MS) / (seconds() * 1000);
        const piece = characters.slice(given, Math.floor(due)).join('');
        given = Math.max(given, Math.floor(due));
        // Delivered as a model's words would be, with the label that those need.
        if (piece !== '') yield { type: 'text', text: piece, origin: 'model' };
      }
      yield { type: 'finish', reason: 'stop' };
    },
  };
}

function shorten(question: string): string {
  const characters = [...question.replace(/\s+/g, ' ').replace(/[*_`<>[\]#~]/g, '')];
  const start = characters.slice(0, QUOTED_CHARACTERS).join('');
  return characters.length > QUOTED_CHARACTERS ? `${start}…` : start;
}
