import { buildAsk } from '../../answering/build-ask.ts';
import type { AnswerSettings, Answerer } from '../../answering/answerer.ts';
import { createRenderer } from '../../rendering/renderer.ts';
import type { AllowedLinks, AnswerEvent, FinishReason, Source } from '../../turns/answer-event.ts';
import type { Origin } from '../../turns/turn.ts';
import type { AskedAnswer } from './knowledge-desk.ts';

interface AskDeps {
  readonly account: string;
  /** Every stage around what answers. */
  readonly answer: Answerer;
  readonly settings: AnswerSettings;
  /** What a refused follower reads. */
  readonly refusalText: string;
  /** Says why nothing was asked or written; undefined where the answer stands by itself. */
  readonly explain: (reason: FinishReason, isEmpty: boolean) => string | undefined;
  readonly newId: () => string;
}

/** No follower has this name, so nothing is known about it and nothing is kept. */
const NOBODY = 'kuaihui kb ask';

/** Asks as a follower in a new conversation would, without storing a turn. Throws what the answerer throws. */
export async function askAsFollower(question: string, deps: AskDeps): Promise<AskedAnswer> {
  const turn = {
    ...{ id: deps.newId(), sequence: 1, question, conversationId: deps.newId() },
    follower: { account: deps.account, openId: NOBODY },
  };
  const ask = buildAsk(turn, [], deps.settings, () => '');
  const written = await collect(deps.answer(ask, new AbortController().signal));
  const { text, sources, reason, choices } = written;
  const notice = reason === undefined ? undefined : deps.explain(reason, text === '');
  const lines = [text, ...choices.map((choice) => `· ${choice}`), ...(notice ? [notice] : [])];
  return {
    answer: lines.filter((line) => line !== '').join('\n'),
    sources: sources.map(({ number, title, address }) => ({
      ...{ number, title },
      address: address ?? null,
    })),
    refused: written.isOwn && text === deps.refusalText,
  };
}

interface Written {
  readonly text: string;
  /** Whether all of it are words of ours. */
  readonly isOwn: boolean;
  readonly sources: readonly Source[];
  readonly choices: readonly string[];
  readonly reason: FinishReason | undefined;
}

async function collect(events: AsyncIterable<AnswerEvent>): Promise<Written> {
  let pieces: { readonly origin: Origin; text: string }[] = [];
  let sources: Source[] = [];
  let choices: readonly string[] = [];
  let links: AllowedLinks | undefined;
  let reason: FinishReason | undefined;
  for await (const event of events) {
    if (event.type === 'text') {
      const last = pieces.at(-1);
      if (last?.origin === event.origin) last.text += event.text;
      else pieces.push({ origin: event.origin, text: event.text });
    } else if (event.type === 'restart') {
      pieces = [];
      sources = [];
    } else if (event.type === 'source') sources.push(event.source);
    else if (event.type === 'choices') choices = event.questions;
    else if (event.type === 'links') links = event.allowed;
    else if (event.type === 'finish') reason = event.reason;
  }
  const text = pieces.map(({ origin, text: words }) => show(origin, words, links)).join('');
  return { text, isOwn: pieces.every(({ origin }) => origin === 'own'), sources, choices, reason };
}

/** What the owner and Kuaihui say stands as it was written. */
function show(origin: Origin, words: string, links: AllowedLinks | undefined): string {
  if (origin === 'owner' || origin === 'own') return words;
  const renderer = createRenderer(origin === 'model' && links ? { links: { allowed: links } } : {});
  return renderer.push(words) + renderer.end();
}
