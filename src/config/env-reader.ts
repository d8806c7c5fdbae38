import type { Sentence } from '../runtime/sentence.ts';
import { settingTexts } from './setting-texts.ts';
import { readSwitch } from './switch-words.ts';

/** Environment variables, as strings. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that cannot be used. */
interface SettingProblem {
  /** Absent when no single setting is to blame. */
  readonly setting: string | undefined;
  readonly says: Sentence;
}

/** Reads settings one by one and gathers what is wrong with them, so that one message names all mistakes. */
export interface EnvReader {
  readonly problems: readonly SettingProblem[];
  /** Remarks that do not keep the server from starting. */
  readonly notes: readonly Sentence[];
  refuse(setting: string | undefined, says: Sentence): void;
  note(says: Sentence): void;
  /** Returns the trimmed value; an empty one counts as not set. */
  text(name: string): string | undefined;
  /** Reads a variable that other programs share. Small letters take precedence over capitals, as in curl. */
  shared(name: string): string | undefined;
  /** Returns a text of the given form; `problem` says what it has to look like. */
  matching(name: string, form: RegExp, problem: (value: string) => Sentence): string | undefined;
  /** Returns one of the choices. If `on` and `off` are among them, their synonyms are understood too. */
  oneOf<Choice extends string>(name: string, choices: readonly Choice[], byDefault: Choice): Choice;
  number(name: string, range: { least: number; most: number }): number | undefined;
  integer(name: string, range: { least: number; most: number; byDefault: number }): number;
  yesNo(name: string, byDefault: boolean): boolean;
  httpUrl(name: string): string | undefined;
  /** Returns the address of a Redis. Its problem never repeats a password. */
  redisUrl(name: string): string | undefined;
  json(name: string): Record<string, unknown> | undefined;
  /** The names that were read, in order. */
  readonly names: readonly string[];
}

/** Creates a reader of these variables with no problem and no note yet. */
export function createEnvReader(environment: Environment): EnvReader {
  const problems: SettingProblem[] = [];
  const notes: Sentence[] = [];
  const refuse = (setting: string | undefined, says: Sentence) => {
    problems.push({ setting, says });
  };
  const names: string[] = [];
  const text = (name: string) => {
    if (!names.includes(name)) names.push(name);
    return environment[name]?.trim() || undefined;
  };
  const number = (name: string, { least, most }: { least: number; most: number }) => {
    const value = text(name);
    if (value === undefined) return undefined;
    const parsed = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
    if (parsed >= least && parsed <= most) return parsed;
    refuse(name, settingTexts.number(name, value, least, most));
    return undefined;
  };

  return {
    problems,
    notes,
    names,
    refuse,
    note: (says) => {
      notes.push(says);
    },
    text,
    shared: (name) => {
      const inCapitals = text(name);
      return environment[name.toLowerCase()]?.trim() || inCapitals;
    },
    number,
    matching(name, form, problem) {
      const value = text(name);
      if (value === undefined || form.test(value)) return value;
      refuse(name, problem(value));
      return undefined;
    },
    oneOf(name, choices, byDefault) {
      const written = text(name);
      const value = written?.toLowerCase();
      const isSwitch = choices.some((choice) => choice === 'on');
      const word = (isSwitch && value !== undefined && readSwitch(value)) || value;
      const choice = word === undefined ? byDefault : choices.find((other) => other === word);
      if (choice === undefined) refuse(name, settingTexts.oneOf(name, text(name) ?? '', choices));
      return choice ?? byDefault;
    },
    integer(name, { byDefault, ...range }) {
      const value = number(name, range);
      if (value === undefined || Number.isInteger(value)) return value ?? byDefault;
      refuse(name, settingTexts.wholeNumber(name, value));
      return byDefault;
    },
    yesNo(name, byDefault) {
      const value = text(name);
      if (value === undefined) return byDefault;
      const word = readSwitch(value);
      if (word === undefined) refuse(name, settingTexts.yesNo(name, value));
      return word === undefined ? byDefault : word === 'on';
    },
    httpUrl(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      if (/^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')) return value;
      refuse(name, settingTexts.httpUrl(name, value));
      return undefined;
    },
    redisUrl(name) {
      const value = text(name);
      if (value === undefined || isRedisUrl(value)) return value;
      refuse(name, settingTexts.redisUrl(name));
      return undefined;
    },
    json(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      try {
        const parsed: unknown = JSON.parse(value);
        if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
          return parsed as Record<string, unknown>;
      } catch {
        // The problem is reported below.
      }
      refuse(name, settingTexts.json(name, value));
      return undefined;
    },
  };
}

/** Says whether a URL has the form of Redis's. Its path may name a database by number. */
function isRedisUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, pathname, username, password } = new URL(value);
  return (
    /^rediss?:$/.test(protocol) &&
    hostname !== '' &&
    /^(\/\d*)?$/.test(pathname) &&
    [username, password].every(isDecodable)
  );
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
