import type { AnswerEvent, Source } from '../../turns/answer-event.ts';
import type { Answerer, Ask, Stage } from '../answerer.ts';
import { languageOfQuestion } from '../language-of-question.ts';
import { choosePassages, type NumberedPassage } from '../passages/choose-passages.ts';
import { createCitationFilter, readCited } from '../passages/citation-filter.ts';
import { listAllowedLinks } from '../passages/list-allowed-links.ts';
import { linkMark, politenessOnly, writePassages } from '../passages/passage-prompt.ts';
import { createRefusalGate } from '../passages/refusal-gate.ts';
import { readSmallTalk } from '../quotation/small-talk.ts';
import type { NoteUnanswered } from '../unanswered.ts';

export interface TellPassagesDeps {
  /** Hosts to which answers may link beside those of the documents; `any` among them for all. */
  readonly linkHosts: readonly string[];
  /** What is said where the passages do not answer; absent where the model may answer from what it knows. */
  readonly refusalText: string | undefined;
  readonly noteUnanswered: NoteUnanswered;
  /** Whether there are any, so that an earlier answer of the conversation may hold what one of them said. */
  readonly hasDocuments: () => Promise<boolean>;
}

/**
 * Tells the model what was found, as numbered passages. Of its answer the citations are checked and their sources told,
 * and its links are limited to places that the owner names.
 */
export function createTellPassages(deps: TellPassagesDeps): Stage {
  const { linkHosts, refusalText, noteUnanswered, hasDocuments } = deps;
  return (next) =>
    async function* tellPassages(ask, signal) {
      const passages = listPassages(ask);
      const language = languageOfQuestion(ask.question, ask.settings.language);
      /** Limits the links of an answer that passages may have a part in. */
      const limit = (limited: Ask): Ask => {
        const links = listAllowedLinks({
          listed: linkHosts,
          passages,
          instructions: ask.system,
          question: ask.question,
          mark: linkMark(language),
        });
        return links ? { ...limited, links } : limited;
      };
      if (passages.length === 0) {
        const mayRepeat = ask.past.length > 0 && (await hasDocuments());
        const mayAnswer = refusalText === undefined || readSmallTalk(ask.question) === undefined;
        const told = mayAnswer
          ? ask.system
          : joinInstructions(ask.system, politenessOnly(language));
        const without = { ...ask, system: told };
        yield* answerWithout(next, mayRepeat ? limit(without) : without, signal);
        return;
      }
      if (refusalText !== undefined && ask.released() === refusalText) {
        // The process that refused died before it could say that this is all.
        await noteUnanswered(ask);
        yield { type: 'finish', reason: 'stop' };
        return;
      }
      const told = writePassages(passages, { language, refusal: refusalText });
      const system = joinInstructions(ask.system, told);
      const words = checkWords(next(limit({ ...ask, system }), signal), {
        ask,
        passages,
        refusalText,
        onRefused: () => noteUnanswered(ask),
      });
      yield* words;
    };
}

function joinInstructions(...parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n\n');
}

/** Politeness needs no passages, unless the owner wrote a section about it. */
function listPassages({ question, context }: Ask): readonly NumberedPassage[] {
  const block = context.find(({ kind }) => kind === 'passages');
  if (!block || (block.fit !== 'exact' && readSmallTalk(question) !== undefined)) return [];
  return choosePassages(block.found);
}

/** A model that reads its earlier citations cites without passages as well. */
function answerWithout(next: Answerer, ask: Ask, signal: AbortSignal): AsyncIterable<AnswerEvent> {
  const answer = next(ask, signal);
  return ask.history.some((exchange) => readCited(exchange.answer).length > 0)
    ? checkWords(answer, { ask, passages: [], refusalText: undefined })
    : answer;
}

interface Checked {
  readonly ask: Pick<Ask, 'released'>;
  readonly passages: readonly NumberedPassage[];
  readonly refusalText: string | undefined;
  readonly onRefused?: () => Promise<void>;
}

/** Passes an answer on with its citations checked, and tells their sources before its end. */
async function* checkWords(
  answer: AsyncIterable<AnswerEvent>,
  { ask, passages, refusalText, onRefused }: Checked,
): AsyncGenerator<AnswerEvent> {
  const given = new Set(passages.map(({ number }) => number));
  const begin = () => {
    const released = ask.released();
    return {
      citations: createCitationFilter(given, readCited(released)),
      gate: createRefusalGate(released === '' ? refusalText : undefined),
      speaker: {} as { readonly model?: string },
    };
  };
  let state = begin();
  const say = function* (words: string): Generator<AnswerEvent> {
    if (words === '') return;
    yield { type: 'text', text: words, origin: 'model', ...state.speaker };
    state.speaker = {};
  };
  const sayHeld = () => say(state.citations.push(state.gate.end()) + state.citations.end());

  for await (const event of answer) {
    if (event.type === 'text' && event.origin === 'model') {
      if (event.model !== undefined) state.speaker = { model: event.model };
      yield* say(state.citations.push(state.gate.push(event.text)));
      continue;
    }
    if (event.type === 'restart') {
      yield event;
      state = begin();
      continue;
    }
    if (event.type === 'text') yield* sayHeld();
    if (event.type === 'finish') {
      if (state.gate.isRefusal() && refusalText !== undefined) {
        yield { type: 'text', text: refusalText, origin: 'own' };
        await onRefused?.();
      } else {
        yield* sayHeld();
        yield* tellSources(passages, state.citations.cited);
      }
    }
    yield event;
  }
}

function* tellSources(
  passages: readonly NumberedPassage[],
  cited: ReadonlySet<number>,
): Generator<AnswerEvent> {
  for (const { number, title, heading, address } of passages) {
    if (!cited.has(number)) continue;
    const source: Source = { number, title, heading, ...(address !== undefined && { address }) };
    yield { type: 'source', source };
  }
}
