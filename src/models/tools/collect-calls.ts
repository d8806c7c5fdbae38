import { field } from '../../runtime/field.ts';
import type { ToolCall } from '../../turns/tool-round.ts';
import { callId } from './call-id.ts';
import { findArguments, readArguments } from './read-arguments.ts';

/** A call as it goes back to its model. */
type SentCall = Readonly<Record<string, unknown>>;

/** Puts the calls of one message together, in whatever pieces they come. */
export interface CallCollector {
  /** Adds the entries of one `tool_calls`. */
  take(entries: readonly unknown[]): void;
  /** What was asked for, beside the same calls as they go back; those without a name are left out. */
  calls(): readonly { readonly call: ToolCall; readonly sent: SentCall }[];
  readonly isEmpty: boolean;
  /** Whether the arguments of each call are a whole object. */
  readonly isWhole: boolean;
}

/** More calls, or longer arguments, in one message help no answer; what is beyond is dropped. */
const MOST_CALLS = 16;
const LONGEST_ARGUMENTS = 64 * 1024;

const OF_FUNCTION = ['name', 'arguments'];

interface Growing {
  id?: string | undefined;
  readonly index?: number | undefined;
  name: string;
  readonly pieces: unknown[];
  length: number;
  /** What only the vendor knows, such as Gemini's `extra_content`; in the call and in its function. */
  more: Record<string, unknown>;
  moreOfFunction: Record<string, unknown>;
}

/** One entry of a delta, with what is absent, null and empty alike. */
interface Entry {
  readonly id: string | undefined;
  readonly index: number | undefined;
  readonly name: string;
  readonly arguments: unknown;
  readonly raw: unknown;
}

/** `round` is the number of the message, so that ids which are made here differ from those of earlier messages. */
export function createCallCollector(round: number): CallCollector {
  /** At most one more than counts: it takes in whatever is beyond. */
  const growing: Growing[] = [];

  const begin = ({ id, index }: Entry): Growing => {
    const beyond = growing[MOST_CALLS];
    if (beyond) return beyond;
    const begun = { id, index, name: '', pieces: [], length: 0, more: {}, moreOfFunction: {} };
    growing.push(begun);
    return begun;
  };

  return {
    take(entries) {
      const touched = new Set<Growing>();
      for (const raw of entries) {
        const entry = readEntry(raw);
        const known = findCall(growing, entry);
        const isNext = known && entry.name !== '' && touched.has(known) && entry.id === undefined;
        const call = known && !isNext ? known : begin(entry);
        touched.add(call);
        grow(call, entry);
      }
    },
    calls() {
      const ids = new Set<string>();
      return growing
        .slice(0, MOST_CALLS)
        .filter(({ name }) => name !== '')
        .map((call, number) => {
          const id = call.id === undefined || ids.has(call.id) ? callId(round, number) : call.id;
          ids.add(id);
          const { name } = call;
          const args = readArguments(call.pieces);
          const sent = {
            ...{ id, type: 'function', ...call.more },
            function: { name, arguments: args, ...call.moreOfFunction },
          };
          return { call: { id, name, arguments: args }, sent };
        });
    },
    get isEmpty() {
      return growing.length === 0;
    },
    get isWhole() {
      return growing.every(({ pieces }) => findArguments(pieces) !== undefined);
    },
  };
}

/** Returns the call that an entry goes on with; undefined if it begins one. */
function findCall(calls: readonly Growing[], entry: Entry): Growing | undefined {
  const { id, index } = entry;
  const isHere = (call: Growing) =>
    index === undefined || call.index === undefined || call.index === index;
  const byId =
    id === undefined ? undefined : calls.findLast((call) => call.id === id && isHere(call));
  if (byId) return isAnother(byId, entry) ? undefined : byId;
  const byPlace =
    (index === undefined ? undefined : calls.findLast((call) => call.index === index)) ??
    // An argument may stray to an index without a call.
    (index === undefined || entry.name === '' ? calls.at(-1) : undefined);
  if (!byPlace) return undefined;
  if (id === undefined) return isAnother(byPlace, entry) ? undefined : byPlace;
  // Some servers make a new id for each chunk, others count all calls as number 0.
  const goesOn =
    entry.name === '' ||
    byPlace.id === undefined ||
    (entry.name === byPlace.name && isBegun(byPlace));
  return goesOn && !isAnother(byPlace, entry) ? byPlace : undefined;
}

function isBegun({ length, pieces }: Growing): boolean {
  return length > 0 && findArguments(pieces) === undefined;
}

/** Says whether an entry is a call of its own after one that is whole, and not that one once more. */
function isAnother(call: Growing, { name, arguments: args }: Entry): boolean {
  // Most pieces have no name, and reading all that came for each of them takes long.
  if (name === '' || isBlank(args)) return false;
  const whole = findArguments(call.pieces);
  if (whole === undefined) return false;
  return name !== call.name || findArguments([args]) !== whole;
}

function grow(call: Growing, { id, name, arguments: args, raw }: Entry): void {
  call.id ??= id;
  call.name = joinName(call.name, name);
  const { length } = typeof args === 'string' ? args : (JSON.stringify(args) ?? '');
  if (!isBlank(args)) {
    call.length += length;
    // What follows a piece that is left out would mean something else.
    if (call.length <= LONGEST_ARGUMENTS) call.pieces.push(args);
  }
  call.more = { ...call.more, ...othersOf(raw, ['id', 'index', 'function', ...OF_FUNCTION]) };
  const inFunction = field(raw, 'function');
  call.moreOfFunction = {
    ...call.moreOfFunction,
    ...othersOf(inFunction, OF_FUNCTION),
  };
}

/** Servers send a name once, with each chunk, all of it so far, or in pieces. */
function joinName(known: string, name: string): string {
  if (name === '' || name === known) return known;
  return name.startsWith(known) ? name : known + name;
}

function readEntry(raw: unknown): Entry {
  const id = field(raw, 'id');
  const index = field(raw, 'index');
  const inFunction = field(raw, 'function');
  const name = field(inFunction, 'name') ?? field(raw, 'name');
  return {
    id: typeof id === 'string' && id !== '' ? id : undefined,
    index: typeof index === 'number' ? index : undefined,
    name: typeof name === 'string' ? name : '',
    arguments: field(inFunction, 'arguments') ?? field(raw, 'arguments'),
    raw,
  };
}

function isBlank(args: unknown): boolean {
  return args === undefined || args === null || args === '';
}

/** Returns the fields that have a value, without those named. */
function othersOf(raw: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null) return {};
  return Object.fromEntries(
    Object.entries(raw).filter(
      ([name, value]) => !known.includes(name) && value !== null && value !== '',
    ),
  );
}
