import type { Logger } from 'pino';
import type { Background } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import type { WritingOutcome } from '../events/domain-event.ts';
import type { Emitter } from '../events/event-bus.ts';
import { fitInto, inPieces, LONGEST_ANSWER, MOST_WRITTEN } from './answer-length.ts';
import type { AnswerQueue, Ticket } from './answer-queue.ts';
import type { AllowedLinks, AnswerEvent, FinishReason, Source } from './answer-event.ts';
import { createAnswerWords, type CreateTextRenderer } from './answer-words.ts';
import { drainOnBreak } from './drain-on-break.ts';
import type { Flusher } from './flusher.ts';
import {
  chooseEnding,
  chooseFailedEnding,
  type ChosenEnding,
  type EndingTexts,
} from './choose-ending.ts';
import { createAnswererNews, type AnswererNews } from './answerer-news.ts';
import { logEmpty, logFailure, logFiltered } from './log-answer.ts';
import type {
  Changes,
  Ending,
  FinishResult,
  TurnCourier,
  TurnStore,
  TurnSuccessor,
} from './ports.ts';
import { createQuestionCloser } from './close-question.ts';
import type { ClaimedTurn, FollowerId, Origin } from './turn.ts';
import { watchOwnership } from './watch-ownership.ts';
import type { TurnToWrite, WriteAnswer, Writer } from './write-answer.ts';

const STORE_RETRY_MS = 500;
/** What answers a task, in place of a model or a folder. */
const OWN_NAME = 'kuaihui';

export interface EngineDeps {
  readonly turns: TurnStore;
  readonly writer: Writer;
  readonly write: WriteAnswer;
  /** Where an answer waits before anything is made for it. */
  readonly queue: AnswerQueue;
  readonly flusher: Flusher;
  readonly createRenderer: CreateTextRenderer;
  readonly texts: EndingTexts;
  /** Questions as a list that the follower can tap. */
  readonly formatChoices: (questions: readonly string[]) => string;
  /** The places that an answer cites, a line each, in the language of the question. */
  readonly formatSources: (
    sources: readonly Source[],
    about: { readonly question: string; readonly links: AllowedLinks | undefined },
  ) => string;
  /** Asked when an answer that had to wait is begun. */
  readonly courier: TurnCourier;
  /** Tells that another process stopped an answer that is being written here, or that a message joined its question. */
  readonly changes: Changes;
  /** Whether messages join a question until the first token of its answer. */
  readonly joinsMessages: boolean;
  /** Writes what waits after an answer that ended when this engine was retired. */
  readonly successor: TurnSuccessor;
  /** Whether the tokens of an answer are stored with its end. */
  readonly countsTokens: boolean;
  readonly background: Background;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: Emitter;
}

/** One question in, one answer out, once. */
export interface Engine {
  /** Writes the answer of a turn that this process owns, then those that wait after it. */
  run(turn: ClaimedTurn): void;
  /** Does the same with the follower's oldest turn that can be claimed now. */
  runNext(follower: FollowerId): void;
  /** Stops writing for a follower, whose turns were cancelled. */
  cancel(follower: FollowerId): void;
  /** Ends the answers that it has begun, and leaves those that wait after them to its successor. */
  retire(): void;
  /** Stops immediately and gives unfinished turns back, with what was released of them. */
  handOver(): void;
  /** How many answers are being written, or wait for their place. */
  running(): number;
}

/** Why a turn is not written to its end here. */
type Stop = 'cancelled' | 'replaced' | 'handed over';

interface Running {
  readonly turn: TurnToWrite;
  readonly abort: AbortController;
  readonly ticket: Ticket;
  tokens: number;
  /** What of the answer was released, that of an earlier owner included. */
  released: string;
  /** A model's as soon as one piece is a model's; absent before the first piece. */
  origin: Origin | undefined;
  /** The length of the answer in the store, as far as this process knows. */
  storedLength: number;
  /** Absent when no message can join the question. */
  closeQuestion?: (event: AnswerEvent) => Promise<void>;
  stop?: Stop;
}

export function createEngine(deps: EngineDeps): Engine {
  const { turns, writer, queue, flusher, texts, background, clock, events } = deps;
  const running = new Set<Running>();
  /** The same by follower: each has one answer, or two while a cancelled one comes to its end, beside tasks. */
  const ofFollower = new Map<string, Set<Running>>();
  let isHandingOver = false;
  let isRetired = false;

  const enter = (own: Running) => {
    const key = keyOf(own.turn.follower);
    running.add(own);
    ofFollower.set(key, (ofFollower.get(key) ?? new Set()).add(own));
  };
  const remove = (own: Running) => {
    const key = keyOf(own.turn.follower);
    running.delete(own);
    ofFollower.get(key)?.delete(own);
    if (ofFollower.get(key)?.size === 0) ofFollower.delete(key);
  };
  const stop = (own: Running, why: Stop) => {
    own.stop ??= why;
    own.abort.abort(why);
    // A running answer keeps its place until the model has let go of it.
    if (own.ticket.place()) own.ticket.leave();
  };

  const noteGrowth = (own: Running, text: string) => {
    if (text === '') return;
    own.storedLength += text.length;
    events.emit({ type: 'answer-grown', length: own.storedLength, ...newsOf(own.turn) });
  };

  /** Reads the answer to its end; what it releases goes to the flusher. */
  const write = async (own: Running): Promise<Ending> => {
    const { turn, abort } = own;
    const isTask = turn.task !== undefined;
    const words = createAnswerWords({
      ...{ isTask, isAnyOut: () => own.released !== '' },
      createRenderer: deps.createRenderer,
    });
    /** Whose words are out already. */
    let releasedOrigin = own.origin;
    let written = 0;
    const writes = {
      onAppended: (stored: string) => noteGrowth(own, stored),
      onReplaced: () => stop(own, 'replaced'),
    };
    const countTokens = (event: AnswerEvent) => {
      if (event.type === 'usage' && deps.countsTokens)
        own.tokens += event.tokens.input + event.tokens.output;
    };
    /** Says whether there was room for all of it. */
    const release = (text: string): boolean => {
      const fitting = fitInto(LONGEST_ANSWER - own.released.length, text);
      if (fitting !== '') {
        own.released += fitting;
        releasedOrigin = own.origin;
        flusher.add(turn, fitting, originOf(own), writes);
      }
      return fitting.length === text.length;
    };
    const end = ({ state, notice }: ChosenEnding, rest: string): Ending => {
      if (notice === undefined) return { state, rest };
      const noticeFrom = own.released.length + rest.length;
      return { state, rest: rest + (noticeFrom > 0 ? '\n\n' : '') + notice, noticeFrom };
    };

    let reason: FinishReason = 'unknown';
    let choices: string | undefined;
    let sources: Source[] = [];
    let news: AnswererNews | undefined;
    try {
      const answer = drainOnBreak(
        deps.write(turn, () => own.released, abort.signal),
        countTokens,
      );
      news = createAnswererNews(events, newsOf(turn), turn.task ? OWN_NAME : writer.name);
      for await (const event of answer) {
        await own.closeQuestion?.(event);
        // No word of an answer to a part of the question.
        if (own.stop === 'replaced') return end({ state: 'cancelled' }, '');
        news.hear(event);
        countTokens(event);
        if (event.type === 'text') {
          // What was held are the words of another speaker.
          if (!release(words.turnTo(event)))
            return end({ state: 'complete', notice: texts.cutOff }, '');
          if (own.origin !== 'model') own.origin = event.origin;
          written += event.text.length;
          for (const piece of inPieces(event.text))
            if (!release(words.push(piece)))
              return end({ state: 'complete', notice: texts.cutOff }, '');
        } else if (event.type === 'restart') {
          words.restart();
          choices = undefined;
          sources = [];
          own.origin = releasedOrigin;
        } else if (event.type === 'choices') {
          choices = deps.formatChoices(event.questions);
        } else if (event.type === 'source') {
          sources.push(event.source);
        } else if (event.type === 'links') {
          words.limitLinks(event.allowed);
        } else if (event.type === 'finish') reason = event.reason;
        if (written > MOST_WRITTEN) {
          reason = 'length';
          break;
        }
      }
      const held = words.end();
      const rest = fitInto(LONGEST_ANSWER - own.released.length, held);
      const isEmpty = own.released.length + rest.length === 0;
      const facts = { turn: turn.id, provider: writer.name, reason };
      const isCut = rest.length < held.length;
      const about = { question: turn.question, links: words.links() };
      const cited = sources.length === 0 ? undefined : deps.formatSources(sources, about);
      const answered = { reason, isTask, isEmpty, isCut, sources: cited, choices };
      const chosen = chooseEnding(answered, texts);
      if (reason === 'content-filter') logFiltered(deps.log, facts, isEmpty);
      else if (chosen.state === 'failed') logEmpty(deps.log, facts);
      return end(chosen, rest);
    } catch (error) {
      news?.fail(error);
      logFailure(deps.log, turn.id, error);
      const hasText = own.released !== '';
      return end(chooseFailedEnding(error, { isTask, hasText }, texts), '');
    } finally {
      news?.end();
    }
  };

  /** Writes the end; when the store is away, again and again until it is back or this process has to go. */
  const finish = async (own: Running, ending: Ending): Promise<FinishResult> => {
    let unwritten = '';
    for (let tries = 1; ; tries += 1) {
      unwritten += await flusher.take(own.turn);
      try {
        const whole = { ...ending, rest: unwritten + ending.rest };
        const result = await turns.finish(own.turn, whole, originOf(own));
        if (result !== 'replaced') noteGrowth(own, whole.rest);
        return result;
      } catch (error) {
        if (isHandingOver) throw error;
        if (tries === 1)
          deps.log.error(
            {
              code: 'store_failed',
              turn: own.turn.id,
              err: error,
              zh: '回答的结尾没能存下，会再试',
            },
            'Could not store an end; it waits',
          );
        await clock.sleep(STORE_RETRY_MS);
      }
    }
  };

  /** While it waited, another process may have dropped the turn or taken it over: an empty write tells. */
  const waitForPlace = async (own: Running): Promise<void> => {
    events.emit({ type: 'answer-queued', ...newsOf(own.turn) });
    await own.ticket.came;
    events.emit({ type: 'answer-dequeued', ...newsOf(own.turn) });
    if (own.stop !== undefined) return;
    const { turn } = own;
    const [result] = await turns
      .append([{ turn, text: '', origin: originOf(own) }])
      .catch(() => []);
    if (result === 'replaced') stop(own, 'replaced');
    else deps.courier.deliver(turn.follower);
  };

  /** Says whether another turn of the follower may be waiting after it. */
  const writeOne = async (claimed: ClaimedTurn): Promise<'next' | 'last'> => {
    const turn = { ...claimed, askedAt: clock.now() - claimed.askedForMs };
    const own: Running = {
      turn,
      abort: new AbortController(),
      ticket: turn.task
        ? queue.pass(turn.id)
        : queue.join({
            turnId: turn.id,
            account: turn.follower.account,
            lane: writer.lane,
          }),
      tokens: 0,
      released: turn.answer,
      origin: originSoFar(turn),
      storedLength: turn.answer.length,
    };
    enter(own);
    const onLost = () => stop(own, 'replaced');
    const canBeJoined = deps.joinsMessages && turn.answer === '' && !turn.task;
    const stopWatching = watchOwnership(turn, deps, { onLost, looksNow: canBeJoined });
    events.emit({ type: 'answer-began', ...newsOf(turn) });
    if (turn.isTakenOver)
      events.emit({ type: 'turn-taken-over', length: own.storedLength, ...newsOf(turn) });
    if (canBeJoined) own.closeQuestion = createQuestionCloser(turns, turn, onLost);
    let outcome: WritingOutcome = 'handed over';
    try {
      if (own.ticket.place()) await waitForPlace(own);
      const startedAt = clock.now();
      const ending: Ending =
        own.stop === undefined ? await write(own) : { state: 'cancelled', rest: '' };
      own.ticket.giveBack();
      stopWatching();
      const { tokens } = own;
      if (own.stop === 'handed over') {
        await flusher.flush();
        await turns.release(turn);
      } else if (own.stop !== undefined) {
        outcome = own.stop;
        // The turn is not ours any more, but a follower who stops answers in the middle has used them all the same.
        const end = { state: 'cancelled', rest: '', tokens } as const;
        if (tokens > 0)
          await turns
            .finish(turn, end, originOf(own))
            .catch((error: unknown) =>
              deps.log.warn(
                { code: 'not_counted', err: error, tokens, zh: '用量没能记下' },
                'Not counted',
              ),
            );
      } else {
        const result = await finish(own, { ...ending, ...(tokens > 0 && { tokens }) });
        outcome = result === 'replaced' ? 'replaced' : ending.state;
        const tookMs = clock.now() - startedAt;
        deps.log.debug({ turn: turn.id, end: outcome, tookMs }, 'Wrote an answer');
        if (result === 'finished last') return 'last';
      }
      return 'next';
    } finally {
      stopWatching();
      own.ticket.leave();
      remove(own);
      events.emit({ type: 'answer-ended', end: outcome, origin: originOf(own), ...newsOf(turn) });
    }
  };

  const writeAll = async (first: ClaimedTurn | undefined) => {
    for (let turn = first; turn;) {
      const following = await writeOne(turn);
      if (following === 'last' || isHandingOver) return;
      if (isRetired) {
        deps.successor.beginNext(turn.follower);
        return;
      }
      turn = await turns.claimNext(turn.follower);
    }
  };

  return {
    run(first) {
      background.run('write an answer', () => writeAll(first));
    },
    runNext(follower) {
      background.run('begin a turn', async () => writeAll(await turns.claimNext(follower)));
    },
    cancel(follower) {
      for (const own of ofFollower.get(keyOf(follower)) ?? []) stop(own, 'cancelled');
    },
    retire() {
      isRetired = true;
    },
    handOver() {
      isHandingOver = true;
      for (const own of running) stop(own, 'handed over');
    },
    running: () => running.size,
  };
}

/** What a dead process released keeps its origin; a fresh turn has none yet. */
function originSoFar({ answer, origin }: ClaimedTurn): Origin | undefined {
  return answer === '' ? undefined : origin;
}

/** Without a word of an answer the store's own value stays. */
function originOf({ origin, turn }: Running): Origin {
  return origin ?? turn.origin;
}

function newsOf({ id, follower }: ClaimedTurn) {
  return { turnId: id, ...follower };
}

function keyOf({ account, openId }: FollowerId): string {
  return `${account}\n${openId}`;
}
