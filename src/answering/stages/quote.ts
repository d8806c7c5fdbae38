import type { Ask, Stage } from '../answerer.ts';
import { composeQuotation } from '../quotation/compose-quotation.ts';
import { chooseTexts, type Audience, type QuotationTexts } from '../quotation/quotation-texts.ts';
import { sayWords, type Words } from '../quotation/say-words.ts';
import { readSmallTalk } from '../quotation/small-talk.ts';
import { wordOffer } from '../quotation/word-offer.ts';

const CHOICES = 3;
/** Named after a quotation. */
const OTHER_PLACES = 2;
/** A place whose score is a smaller share of the best one's is about something else. */
const NEAR_BEST = 0.6;

/** Quotes the passage that answers the question, or offers headings; without either the next Answerer is asked. */
export function createQuote(audience: Audience): Stage {
  return (next) =>
    async function* quote(ask, signal) {
      const texts = chooseTexts(ask, audience);
      const words = wordQuotation(ask, texts);
      if (words) yield* sayWords(words, ask, texts);
      else yield* next(ask, signal);
    };
}

function wordQuotation({ question, context }: Ask, texts: QuotationTexts): Words | undefined {
  const passages = context.find(({ kind }) => kind === 'passages');
  const [best, ...others] = passages?.found ?? [];
  if (!passages || passages.isBelowFloor || !best) return undefined;
  // An owner may have written a section 你是谁.
  if (passages.fit !== 'exact' && readSmallTalk(question) !== undefined) return undefined;
  if (passages.fit === 'perhaps') {
    const offers = passages.found.map((passage) => wordOffer(passage, texts.colon));
    return { text: texts.didYouMean, choices: [...new Set(offers)].slice(0, CHOICES) };
  }
  const near = others.filter(({ score }) => score >= NEAR_BEST * best.score);
  return {
    text: composeQuotation({ question, best, others: near.slice(0, OTHER_PLACES), texts }),
  };
}
