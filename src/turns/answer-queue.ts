import type { Clock } from '../runtime/clock.ts';
import type { PlaceInQueue } from './turn.ts';

/** Where answers wait for each other, such as those that one provider writes for one API key. */
export interface Lane {
  /** Answers with the same key share one cap, in all accounts. It holds no secret. */
  readonly key: string;
  /** How many are written concurrently at most; any number when absent. The cap that was stated last counts. */
  readonly concurrency?: number | undefined;
}

/** What a turn needs a place for. */
export interface Candidate {
  readonly turnId: string;
  readonly account: string;
  readonly lane: Lane;
}

/**
 * A turn's entry.
 *
 * waiting: it stands in the queue. Leaves by its place coming, or by `leave`.
 *
 * placed: an answer may be written. Leaves by `giveBack` or `leave`, which let the next one in.
 *
 * written: its place is another's, and the end of the answer is being stored. Leaves by `leave`.
 */
export interface Ticket {
  /** Fulfilled when the place has come, or the ticket was given back. */
  readonly came: Promise<void>;
  /** Where it stands; absent when it does not wait. */
  place(): PlaceInQueue | undefined;
  /** Lets the next one in; the turn counts as begun until `leave`. A second call does nothing. */
  giveBack(): void;
  /** Gives the place back, or leaves the queue. A second call does nothing. */
  leave(): void;
}

/**
 * Caps how many answers are written concurrently; the others wait without costing anything. Accounts take turns: each
 * time its turn comes, one answer of an account begins.
 */
export interface AnswerQueue {
  join(candidate: Candidate): Ticket;
  /** Enters a turn that needs no place, because it takes a moment and asks no model. */
  pass(turnId: string): Ticket;
  /** Where a turn stands; absent when this process neither writes its answer nor lets it wait. */
  placeOf(turnId: string): PlaceInQueue | 'begun' | undefined;
  /** How many wait. */
  waiting(): number;
}

/** How long an answer takes as long as none has ended: short, so that the notice of a long wait is believed. */
const FIRST_GUESS_MS = 10_000;
/** The mean follows about as many of the last answers. */
const MEAN_OF = 20;
/**
 * The part of the places that answers of one account cannot take up while the model hangs. These places go only to
 * accounts with fewer running answers than there are free places.
 */
const KEPT_SHARE = 0.25;
/** An answer that takes longer than the mean may end at any time; this share of the mean is expected at least. */
const LEAST_SHARE = 0.2;

/** What runs in one lane. */
interface LaneState {
  concurrency: number;
  running: number;
  ended: number;
  meanMs: number;
  /** When a place was taken or became free last. */
  changedAt: number;
}

/** The answers of one account that wait in one lane, in the order of arrival. */
interface Line {
  readonly key: string;
  readonly account: string;
  readonly lane: LaneState;
  first: Entry | undefined;
  last: Entry | undefined;
  length: number;
  nextNumber: number;
}

interface Entry {
  readonly turnId: string;
  readonly line: Line;
  readonly number: number;
  before: Entry | undefined;
  after: Entry | undefined;
  state: 'waiting' | 'placed' | 'written' | 'gone';
  placedAt: number;
  readonly come: () => void;
}

function createLine(key: string, account: string, lane: LaneState): Line {
  return { key, account, lane, first: undefined, last: undefined, length: 0, nextNumber: 0 };
}

interface AnswerQueueDeps {
  /** The number of places in this process. */
  readonly atOnce: number;
  /** How many accounts this process serves; a single one can have all places. */
  readonly accounts: () => number;
  readonly clock: Clock;
}

export function createAnswerQueue({ atOnce, accounts, clock }: AnswerQueueDeps): AnswerQueue {
  const lanes = new Map<string, LaneState>();
  const lines = new Map<string, Line>();
  const entries = new Map<string, Entry>();
  const passing = new Set<string>();
  /** How many answers each account is writing. */
  const runningOf = new Map<string, number>();
  /** The lines in which an answer waits; the first one is next. */
  let round: Line[] = [];
  let running = 0;
  let waiting = 0;

  const laneOf = ({ key, concurrency = Infinity }: Lane): LaneState => {
    let lane = lanes.get(key);
    if (!lane) {
      lane = { concurrency, running: 0, ended: 0, meanMs: FIRST_GUESS_MS, changedAt: 0 };
      lanes.set(key, lane);
    }
    lane.concurrency = concurrency;
    return lane;
  };
  const lineOf = ({ account, lane }: Candidate): Line => {
    const key = `${account}\n${lane.key}`;
    const state = laneOf(lane);
    return lines.get(key) ?? createLine(key, account, state);
  };

  const kept = () => (accounts() > 1 ? Math.ceil(atOnce * KEPT_SHARE) : 0);
  /** Whether the process has a place for one more answer of the account. */
  const hasPlace = (account: string) => {
    const free = atOnce - running;
    return free > kept() || (runningOf.get(account) ?? 0) < free;
  };
  const change = (line: Line, by: 1 | -1) => {
    const left = (runningOf.get(line.account) ?? 0) + by;
    if (left === 0) runningOf.delete(line.account);
    else runningOf.set(line.account, left);
    line.lane.running += by;
    line.lane.changedAt = clock.now();
    running += by;
  };
  const append = (entry: Entry) => {
    const { line } = entry;
    if (line.length === 0) {
      lines.set(line.key, line);
      round.push(line);
    }
    entry.before = line.last;
    if (line.last) line.last.after = entry;
    else line.first = entry;
    line.last = entry;
    line.length += 1;
    waiting += 1;
  };
  const takeOut = (entry: Entry) => {
    const { line, before, after } = entry;
    if (before) before.after = after;
    else line.first = after;
    if (after) after.before = before;
    else line.last = before;
    line.length -= 1;
    waiting -= 1;
    if (line.length > 0) return;
    lines.delete(line.key);
    round = round.filter((other) => other !== line);
  };
  const admit = (entry: Entry) => {
    takeOut(entry);
    entry.state = 'placed';
    entry.placedAt = clock.now();
    change(entry.line, 1);
    entry.come();
    const isOwn = ({ account }: Line) => account === entry.line.account;
    round = [...round.filter((line) => !isOwn(line)), ...round.filter(isOwn)];
  };
  /** Lets in all for which there is room, by turns. */
  const admitNext = () => {
    const findNext = () =>
      round.find(({ lane, account }) => lane.running < lane.concurrency && hasPlace(account))
        ?.first;
    for (let next = findNext(); next; next = findNext()) admit(next);
  };
  const noteEnd = (lane: LaneState, tookMs: number) => {
    lane.ended += 1;
    if (lane.ended === 1) lane.meanMs = tookMs;
    else lane.meanMs += (tookMs - lane.meanMs) / Math.min(lane.ended, MEAN_OF);
  };
  const giveBack = (entry: Entry) => {
    if (entry.state !== 'placed') return;
    const { lane } = entry.line;
    entry.state = 'written';
    change(entry.line, -1);
    noteEnd(lane, clock.now() - entry.placedAt);
    admitNext();
  };
  const leave = (entry: Entry) => {
    if (entry.state === 'waiting') {
      takeOut(entry);
      entry.come();
    } else giveBack(entry);
    entry.state = 'gone';
    // A turn that came back to this process has a newer entry.
    if (entries.get(entry.turnId) === entry) entries.delete(entry.turnId);
  };

  /** Numbers tell the distance; those that left in between are taken to be spread evenly. */
  const aheadInLine = ({ line, number }: Entry): number => {
    const firstNumber = line.first?.number ?? number;
    const span = (line.last?.number ?? number) - firstNumber;
    return span === 0 ? 0 : Math.round(((number - firstNumber) * (line.length - 1)) / span);
  };
  const placeOfEntry = (entry: Entry): PlaceInQueue | undefined => {
    if (entry.state !== 'waiting') return undefined;
    const { lane, account } = entry.line;
    const own = aheadInLine(entry);
    const needsPlace = !hasPlace(account);
    let ahead = own;
    let isBefore = true;
    for (const other of round) {
      if (other === entry.line) isBefore = false;
      // Those that wait in another lane are in the way only when the process has no place.
      else if (other.lane === lane || needsPlace)
        ahead += Math.min(other.length, isBefore ? own + 1 : own);
    }
    const places = Math.min(Math.max(atOnce - kept(), 1), lane.concurrency);
    const spacingMs = lane.meanMs / places;
    const nextInMs = Math.max(spacingMs * LEAST_SHARE, spacingMs - (clock.now() - lane.changedAt));
    return { ahead, beginsInMs: Math.ceil(ahead * spacingMs + nextInMs) };
  };

  return {
    join(candidate) {
      const line = lineOf(candidate);
      let come = () => {};
      const came = new Promise<void>((resolve) => (come = resolve));
      const entry: Entry = {
        turnId: candidate.turnId,
        line,
        number: (line.nextNumber += 1),
        before: undefined,
        after: undefined,
        state: 'waiting',
        placedAt: 0,
        come,
      };
      entries.set(candidate.turnId, entry);
      append(entry);
      admitNext();
      return {
        came,
        place: () => placeOfEntry(entry),
        giveBack: () => giveBack(entry),
        leave: () => leave(entry),
      };
    },
    pass(turnId) {
      passing.add(turnId);
      return {
        came: Promise.resolve(),
        place: () => undefined,
        giveBack: () => {},
        leave: () => void passing.delete(turnId),
      };
    },
    placeOf(turnId) {
      if (passing.has(turnId)) return 'begun';
      const entry = entries.get(turnId);
      return entry && (placeOfEntry(entry) ?? 'begun');
    },
    waiting: () => waiting,
  };
}
