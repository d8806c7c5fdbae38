import type { Sentence } from '../runtime/sentence.ts';
import { settingTexts } from './setting-texts.ts';
import { readSwitch } from './switch-words.ts';

/** Environment variables, as strings. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings one by one and gathers what is wrong with them, so that all mistakes come in one message. */
export interface EnvReader {
  readonly problems: Sentence[];
  /** Trimmed; an empty value counts as not set. */
  text(name: string): string | undefined;
  /** A variable that other programs share: in small letters, which go first as in curl, or in capitals. */
  shared(name: string): string | undefined;
  /** A text of the given form; `problem` says what it has to look like. */
  matching(name: string, form: RegExp, problem: (value: string) => Sentence): string | undefined;
  /** Where `on` and `off` are among the choices, their other words are understood too. */
  oneOf<Choice extends string>(name: string, choices: readonly Choice[], byDefault: Choice): Choice;
  number(name: string, range: { least: number; most: number }): number | undefined;
  integer(name: string, range: { least: number; most: number; byDefault: number }): number;
  yesNo(name: string, byDefault: boolean): boolean;
  httpUrl(name: string): string | undefined;
  /** A password in it is never repeated. */
  redisUrl(name: string): string | undefined;
  json(name: string): Record<string, unknown> | undefined;
  /** The names that were asked for, in order. */
  readonly names: readonly string[];
}

export function createEnvReader(environment: Environment): EnvReader {
  const problems: Sentence[] = [];
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
    problems.push(settingTexts.number(name, value, least, most));
    return undefined;
  };

  return {
    problems,
    names,
    text,
    shared: (name) => {
      const inCapitals = text(name);
      return environment[name.toLowerCase()]?.trim() || inCapitals;
    },
    number,
    matching(name, form, problem) {
      const value = text(name);
      if (value === undefined || form.test(value)) return value;
      problems.push(problem(value));
      return undefined;
    },
    oneOf(name, choices, byDefault) {
      const written = text(name);
      const value = written?.toLowerCase();
      const isSwitch = choices.some((choice) => choice === 'on');
      const word = (isSwitch && value !== undefined && readSwitch(value)) || value;
      const choice = word === undefined ? byDefault : choices.find((other) => other === word);
      if (choice === undefined) problems.push(settingTexts.oneOf(name, text(name) ?? '', choices));
      return choice ?? byDefault;
    },
    integer(name, { byDefault, ...range }) {
      const value = number(name, range);
      if (value === undefined || Number.isInteger(value)) return value ?? byDefault;
      problems.push(settingTexts.wholeNumber(name, value));
      return byDefault;
    },
    yesNo(name, byDefault) {
      const value = text(name);
      if (value === undefined) return byDefault;
      const word = readSwitch(value);
      if (word === undefined) problems.push(settingTexts.yesNo(name, value));
      return word === undefined ? byDefault : word === 'on';
    },
    httpUrl(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      if (/^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')) return value;
      problems.push(settingTexts.httpUrl(name, value));
      return undefined;
    },
    redisUrl(name) {
      const value = text(name);
      if (value === undefined || isRedisUrl(value)) return value;
      problems.push(settingTexts.redisUrl(name));
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
        // Said below.
      }
      problems.push(settingTexts.json(name, value));
      return undefined;
    },
  };
}

/** The path may name a database by its number. */
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
