import { createHash } from 'node:crypto';

/** What a code is made of. */
interface CodedTurn {
  readonly id: string;
  /** Of the turn among those of its follower. */
  readonly sequence: number;
}

/** A code, taken apart. */
export interface ReadTurnCode {
  readonly sequence: number;
  /** Says whether the code was made of this turn, and not of one with the same sequence of another follower. */
  readonly isOf: (turnId: string) => boolean;
}

const CHECK_CHARACTERS = 3;

/** Returns the short name of a turn for a link: its sequence, and a check that tells the follower's turn from others'. */
export function makeTurnCode({ id, sequence }: CodedTurn): string {
  return `${sequence.toString(36)}${checkOf(id)}`;
}

export function readTurnCode(code: string): ReadTurnCode | undefined {
  if (!/^[0-9a-z]{2,12}$/.test(code) || code.length <= CHECK_CHARACTERS) return undefined;
  const sequence = Number.parseInt(code.slice(0, -CHECK_CHARACTERS), 36);
  return { sequence, isOf: (turnId) => checkOf(turnId) === code.slice(-CHECK_CHARACTERS) };
}

function checkOf(turnId: string): string {
  const number = createHash('sha256').update(turnId).digest().readUInt32BE();
  return (number % 36 ** CHECK_CHARACTERS).toString(36).padStart(CHECK_CHARACTERS, '0');
}
