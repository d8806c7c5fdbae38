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
  /** Accounts take turns. */
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

/** Caps how many answers are written concurrently; the others wait without costing anything. */
export interface AnswerQueue {
  join(candidate: Candidate): Ticket;
  /** Where a turn stands; absent when this process neither writes its answer nor lets it wait. */
  placeOf(turnId: string): PlaceInQueue | 'begun' | undefined;
  /** How many wait. */
  waiting(): number;
}

/** How long an answer takes as long as none has ended: short, so that the notice of a long wait is believed. */
const FIRST_GUESS_MS = 10_000;
/** The mean follows about as many of the last answers. */
const MEAN_OF = 20;
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

/** Those of one account that wait in one lane, in the order of arrival. */
interface Line {
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

/** `atOnce`: places in this process. */
export function createAnswerQueue({
  atOnce,
  clock,
}: {
  readonly atOnce: number;
  readonly clock: Clock;
}): AnswerQueue {
  const lanes = new Map<string, LaneState>();
  const lines = new Map<string, Line>();
  const entries = new Map<string, Entry>();
  /** The same lines, to go round. */
  const round: Line[] = [];
  let nextInRound = 0;
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
  const lineOf = (candidate: Candidate): Line => {
    const lane = laneOf(candidate.lane);
    const key = `${candidate.account}\n${candidate.lane.key}`;
    let line = lines.get(key);
    if (!line) {
      line = { lane, first: undefined, last: undefined, length: 0, nextNumber: 0 };
      lines.set(key, line);
      round.push(line);
    }
    return line;
  };

  const hasRoom = (lane: LaneState) => running < atOnce && lane.running < lane.concurrency;
  const admit = (entry: Entry) => {
    entry.state = 'placed';
    entry.placedAt = clock.now();
    entry.line.lane.running += 1;
    entry.line.lane.changedAt = entry.placedAt;
    running += 1;
    entry.come();
  };
  const append = (entry: Entry) => {
    const { line } = entry;
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
  };
  /** One place has become free, so there is room for one at most: the next account that waits for it gets it. */
  const admitNext = () => {
    for (let step = 0; step < round.length; step += 1) {
      const index = (nextInRound + step) % round.length;
      const entry = round[index]?.first;
      if (!entry || !hasRoom(entry.line.lane)) continue;
      nextInRound = index + 1;
      takeOut(entry);
      admit(entry);
      return;
    }
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
    lane.running -= 1;
    lane.changedAt = clock.now();
    running -= 1;
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
    const { lane } = entry.line;
    const own = aheadInLine(entry);
    let ahead = own;
    for (const other of round) {
      // Those that wait in another lane are in the way only when the whole process is full.
      const competes = other.lane === lane || running >= atOnce;
      if (other !== entry.line && competes) ahead += Math.min(other.length, own);
    }
    const places = Math.min(atOnce, lane.concurrency);
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
      if (hasRoom(line.lane)) admit(entry);
      else append(entry);
      return {
        came,
        place: () => placeOfEntry(entry),
        giveBack: () => giveBack(entry),
        leave: () => leave(entry),
      };
    },
    placeOf(turnId) {
      const entry = entries.get(turnId);
      return entry && (placeOfEntry(entry) ?? 'begun');
    },
    waiting: () => waiting,
  };
}
