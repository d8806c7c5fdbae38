import type { Clock } from '../runtime/clock.ts';
import type { PlaceInQueue } from './turn.ts';

/** What a turn needs a place for. */
export interface Candidate {
  readonly turnId: string;
  /** Accounts take turns. */
  readonly account: string;
  /** Who will write: its name, and how many answers it writes at once at most; any number when absent. */
  readonly answerer: { readonly name: string; readonly atOnce?: number | undefined };
}

/**
 * A turn's entry.
 *
 * waiting: it stands in the queue. Leaves by its place coming, or by `leave`.
 *
 * placed: an answer may be written. Leaves by `leave`, which lets the next one in.
 */
export interface Ticket {
  /** Fulfilled when the place has come, or the ticket was given back. */
  readonly came: Promise<void>;
  /** Where it stands; absent when it does not wait. */
  place(): PlaceInQueue | undefined;
  /** Gives the place back, or leaves the queue. A second call does nothing. */
  leave(): void;
}

/** Lets so many answers be written at once; the others wait without costing anything. */
export interface AnswerQueue {
  join(candidate: Candidate): Ticket;
  /** Where a turn stands: its place, `begun` while it has one, absent when it is not in this queue. */
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

/** The answers of one Answerer, in all accounts. */
interface Lane {
  atOnce: number;
  running: number;
  ended: number;
  meanMs: number;
  /** When a place was taken or became free last. */
  changedAt: number;
}

/** Those of one account that wait for one Answerer, in the order of arrival. */
interface Line {
  readonly lane: Lane;
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
  behind: Entry | undefined;
  state: 'waiting' | 'placed' | 'gone';
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
  const lanes = new Map<string, Lane>();
  const lines = new Map<string, Line>();
  const entries = new Map<string, Entry>();
  /** The same lines, to go round. */
  const round: Line[] = [];
  let nextInRound = 0;
  let running = 0;
  let waiting = 0;

  const laneOf = ({ answerer }: Candidate): Lane => {
    let lane = lanes.get(answerer.name);
    if (!lane) {
      lane = { atOnce: Infinity, running: 0, ended: 0, meanMs: FIRST_GUESS_MS, changedAt: 0 };
      lanes.set(answerer.name, lane);
    }
    lane.atOnce = answerer.atOnce ?? Infinity;
    return lane;
  };
  const lineOf = (candidate: Candidate): Line => {
    const lane = laneOf(candidate);
    const key = `${candidate.account}\n${candidate.answerer.name}`;
    let line = lines.get(key);
    if (!line) {
      line = { lane, first: undefined, last: undefined, length: 0, nextNumber: 0 };
      lines.set(key, line);
      round.push(line);
    }
    return line;
  };

  const hasRoom = (lane: Lane) => running < atOnce && lane.running < lane.atOnce;
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
    if (line.last) line.last.behind = entry;
    else line.first = entry;
    line.last = entry;
    line.length += 1;
    waiting += 1;
  };
  const takeOut = (entry: Entry) => {
    const { line, before, behind } = entry;
    if (before) before.behind = behind;
    else line.first = behind;
    if (behind) behind.before = before;
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
  const noteEnd = (lane: Lane, tookMs: number) => {
    lane.ended += 1;
    if (lane.ended === 1) lane.meanMs = tookMs;
    else lane.meanMs += (tookMs - lane.meanMs) / Math.min(lane.ended, MEAN_OF);
  };
  const leave = (entry: Entry) => {
    const { state, line } = entry;
    entry.state = 'gone';
    // A turn that came back has a newer entry.
    if (entries.get(entry.turnId) === entry) entries.delete(entry.turnId);
    if (state === 'waiting') {
      takeOut(entry);
      entry.come();
    } else if (state === 'placed') {
      line.lane.running -= 1;
      line.lane.changedAt = clock.now();
      running -= 1;
      noteEnd(line.lane, clock.now() - entry.placedAt);
      admitNext();
    }
  };

  /** Numbers tell the distance; those who left in between are taken to be spread evenly. */
  const aheadInLine = ({ line, number }: Entry): number => {
    const firstNumber = line.first?.number ?? number;
    const span = (line.last?.number ?? number) - firstNumber;
    return span === 0 ? 0 : Math.round(((number - firstNumber) * (line.length - 1)) / span);
  };
  const placeOf = (entry: Entry): PlaceInQueue | undefined => {
    if (entry.state !== 'waiting') return undefined;
    const { lane } = entry.line;
    const own = aheadInLine(entry);
    let ahead = own;
    for (const other of round) {
      // Those who wait for another Answerer are in the way only when the whole process is full.
      const competes = other.lane === lane || running >= atOnce;
      if (other !== entry.line && competes) ahead += Math.min(other.length, own);
    }
    const places = Math.min(atOnce, lane.atOnce);
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
        behind: undefined,
        state: 'waiting',
        placedAt: 0,
        come,
      };
      entries.set(entry.turnId, entry);
      if (hasRoom(line.lane)) admit(entry);
      else append(entry);
      return { came, place: () => placeOf(entry), leave: () => leave(entry) };
    },
    placeOf(turnId) {
      const entry = entries.get(turnId);
      return entry && (placeOf(entry) ?? 'begun');
    },
    waiting: () => waiting,
  };
}
