import { questionStopped } from '../turns/answerer-error.ts';
import type { Answerer, Ask } from './answerer.ts';
import { languageOfQuestion } from './language-of-question.ts';
import { chooseTexts, type Audience, type QuotationTexts } from './quotation/quotation-texts.ts';
import { sayWords, type Words } from './quotation/say-words.ts';
import { readSmallTalk } from './quotation/small-talk.ts';
import type { Retriever } from './retriever.ts';
import type { NoteUnanswered } from './unanswered.ts';

const CHOICES_BELOW_GREETING = 4;
const CHOICES = 3;

/** The last Answerer over documents: it greets, or says that nothing was found, and offers questions. */
export function answerWithoutPassage({
  retriever,
  audience,
  noteUnanswered,
}: {
  readonly retriever: Pick<Retriever, 'examples'>;
  readonly audience: Audience;
  readonly noteUnanswered?: NoteUnanswered | undefined;
}): Answerer {
  const findQuestions = (ask: Ask, texts: QuotationTexts, count: number) =>
    texts.firstQuestions.length > 0
      ? texts.firstQuestions.slice(0, count)
      : retriever.examples(languageOfQuestion(ask.question, ask.settings.language), count);

  const findWords = async (ask: Ask, texts: QuotationTexts): Promise<Words> => {
    const smallTalk = readSmallTalk(ask.question);
    const count = smallTalk === undefined ? CHOICES : CHOICES_BELOW_GREETING;
    const choices = await findQuestions(ask, texts, count);
    if (choices.length === 0) return { text: texts.noDocuments };
    const text =
      smallTalk === undefined ? `${texts.nothingFound}\n\n${texts.youMayAsk}` : texts[smallTalk];
    return { text, choices };
  };

  return async function* answer(ask, signal) {
    const texts = chooseTexts(ask, audience);
    const words = await findWords(ask, texts);
    if (signal.aborted) throw questionStopped();
    if (audience === 'follower' && readSmallTalk(ask.question) === undefined)
      await noteUnanswered?.(ask);
    yield* sayWords(words, ask, texts);
  };
}
