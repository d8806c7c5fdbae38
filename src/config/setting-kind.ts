import { createQuotaDay } from '../inbox/quota-day.ts';
import { readBaseUrl, type ReadBaseUrl } from '../models/base-url.ts';
import { readBotUrl } from '../models/bot-url.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { isRedisUrl } from './redis-url.ts';
import { modelListTexts } from './model-list-texts.ts';
import { settingTexts } from './setting-texts.ts';
import { readSwitch, readTextSwitch } from './switch-words.ts';

/** The values that a setting takes, for a table or a form. */
export type SettingForm =
  /** One line that a program reads, such as a key or an address. */
  | { readonly is: 'word' | 'address' | 'path' | 'json' | 'switch' | 'model' | 'models' }
  /** Words for people, in which # and quotation marks may be meant. */
  | { readonly is: 'sentences' }
  | { readonly is: 'number'; readonly least: number; readonly most: number }
  | { readonly is: 'choice'; readonly choices: readonly string[] };

/** A value that can be used, with a remark where another one is used than was written; else what is wrong with it. */
type Parsed<Value> =
  { readonly value: Value; readonly note?: Sentence } | { readonly problem: Sentence };

/** How a setting is written, and what may be written. */
export interface SettingKind<Value> {
  readonly form: SettingForm;
  /** Judges a trimmed value that is not empty. */
  parse(written: string, name: string): Parsed<Value>;
  /** Writes a value as it stands in .env; values that mean the same are written alike. */
  write(value: Value): string;
}

/** Any text on one line. */
export const word: SettingKind<string> = textKind('word');

/** A folder or a file; a relative one begins at the folder of .env. */
export const path: SettingKind<string> = textKind('path');

/** An address that is judged together with other settings, such as a proxy. */
export const address: SettingKind<string> = textKind('address');

/** A text of the given form; `problem` says what it has to look like. */
export function matching(
  form: RegExp,
  problem: (value: string, name: string) => Sentence,
): SettingKind<string> {
  return textKind('word', (value, name) => (form.test(value) ? undefined : problem(value, name)));
}

/** One of the choices. If `on` and `off` are among them, their synonyms are understood too. */
export function choice<const Choice extends string>(
  choices: readonly Choice[],
): SettingKind<Choice> {
  const hasSwitch = choices.some((one) => one === 'on');
  return {
    form: { is: 'choice', choices },
    parse(written, name) {
      const value = written.toLowerCase();
      const meant = (hasSwitch && readSwitch(value)) || value;
      const found = choices.find((one) => one === meant);
      if (found === undefined) return { problem: settingTexts.oneOf(name, written, choices) };
      return { value: found };
    },
    write: (value) => value,
  };
}

/** Some of the choices with commas between them, `off` for none. */
export function someOf<const Choice extends string>(
  choices: readonly Choice[],
): SettingKind<readonly Choice[]> {
  const one = choice(choices);
  return {
    form: { is: 'word' },
    parse(written, name) {
      if (readTextSwitch(written) === 'off') return { value: [] };
      const chosen = new Set<Choice>();
      for (const word of written.split(/[,，、]/)) {
        const parsed = one.parse(word.trim(), name);
        if ('problem' in parsed) return parsed;
        chosen.add(parsed.value);
      }
      return { value: [...chosen] };
    },
    write: (value) => (value.length === 0 ? 'off' : value.join(',')),
  };
}

/** On or off, in English or Chinese. */
export const onOff: SettingKind<boolean> = {
  form: { is: 'switch' },
  parse(written, name) {
    const meant = readSwitch(written);
    if (meant === undefined) return { problem: settingTexts.yesNo(name, written) };
    return { value: meant === 'on' };
  },
  write: (value) => (value ? 'on' : 'off'),
};

/** A number within limits, which belong to it. */
export function number(least: number, most: number): SettingKind<number> {
  return {
    form: { is: 'number', least, most },
    parse(written, name) {
      const value = /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : NaN;
      if (value >= least && value <= most) return { value };
      return { problem: settingTexts.number(name, written, least, most) };
    },
    write: String,
  };
}

/** A whole number within limits, which belong to it. */
export function integer(least: number, most: number): SettingKind<number> {
  const any = number(least, most);
  return {
    ...any,
    parse(written, name) {
      const parsed = any.parse(written, name);
      if ('problem' in parsed || Number.isInteger(parsed.value)) return parsed;
      return { problem: settingTexts.wholeNumber(name, parsed.value) };
    },
  };
}

/** Words for people; \n in them begins a new line. */
export const sentences: SettingKind<string> = {
  form: { is: 'sentences' },
  parse: (written) => ({ value: withLineBreaks(written) }),
  write: withoutLineBreaks,
};

/**
 * Words for people that may be left out: a word such as `off` gives the empty text, one such as `on` gives undefined,
 * which stands for the text of the language.
 */
export function sentencesOrOff(
  refuse: (written: string) => Sentence | undefined = () => undefined,
): SettingKind<string | undefined> {
  return {
    form: { is: 'sentences' },
    parse(written) {
      const problem = refuse(written);
      if (problem !== undefined) return { problem };
      const meant = readTextSwitch(written);
      if (meant === 'on') return { value: undefined };
      return { value: meant === 'off' ? '' : withLineBreaks(written) };
    },
    write: (value) =>
      value === undefined ? 'on' : value === '' ? 'off' : withoutLineBreaks(value),
  };
}

/** Says whether a word can name a base of documents. */
export function isBaseName(word: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(word) && word.length <= 40;
}

/** Names of bases with commas between them. */
export const baseNames: SettingKind<readonly string[]> = {
  form: { is: 'word' },
  parse(written, name) {
    const bases = written.split(/[,，]/).map((base) => base.trim());
    const wrong = bases.find((base) => !isBaseName(base));
    return wrong === undefined
      ? { value: [...new Set(bases)] }
      : { problem: settingTexts.baseName(name, wrong) };
  },
  write: (bases) => bases.join(','),
};

/** Hosts with commas between them, `any` for all, `off` for none. */
export const hosts: SettingKind<readonly string[]> = {
  form: { is: 'word' },
  parse(written, name) {
    if (readTextSwitch(written) === 'off') return { value: [] };
    const named = written.split(/[,，]/).map((host) => host.trim().toLowerCase());
    const wrong = named.find(
      (host) => host !== 'any' && !/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(host),
    );
    return wrong === undefined
      ? { value: [...new Set(named)] }
      : { problem: settingTexts.linkHost(name, wrong) };
  },
  write: (value) => (value.length === 0 ? 'off' : value.join(',')),
};

/** An address of the web. */
export const httpUrl: SettingKind<string> = textKind('address', (value, name) =>
  /^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')
    ? undefined
    : settingTexts.httpUrl(name, value),
);

/** The address of a Redis. Its problem never repeats a password. */
export const redisUrl: SettingKind<string> = textKind('address', (value, name) =>
  isRedisUrl(value) ? undefined : settingTexts.redisUrl(name),
);

/** The address of a model's API, completed where a part of it is missing. */
export const modelUrl: SettingKind<string> = baseUrlKind(readBaseUrl);

/** The address of a Dify, completed with its version. */
export const difyUrl: SettingKind<string> = baseUrlKind((written, name) =>
  readBotUrl(written, name, '/v1'),
);

/** The origin of a Coze, without a path. */
export const cozeUrl: SettingKind<string> = baseUrlKind((written, name) =>
  readBotUrl(written, name, ''),
);

/** One key or several, with commas between them. */
export const apiKeys: SettingKind<readonly string[]> = {
  form: { is: 'word' },
  parse(written, name) {
    const keys = written.split(',').map((key) => key.trim());
    if (keys.includes('')) return { problem: modelListTexts.emptyKey(name) };
    if (!keys.every((key) => /^[\x21-\x7e]+$/.test(key)))
      return { problem: settingTexts.apiKey(name) };
    return { value: [...new Set(keys)] };
  },
  write: (keys) => keys.join(','),
};

/** A JSON object on one line. */
export const jsonObject: SettingKind<Record<string, unknown>> = {
  form: { is: 'json' },
  parse(written, name) {
    const value = parseObject(written);
    return value ? { value } : { problem: settingTexts.json(name, written) };
  },
  write: (value) => JSON.stringify(value),
};

/** The name of a time zone, such as Asia/Shanghai. */
export const timeZone: SettingKind<string> = textKind('word', (value) => {
  try {
    createQuotaDay(value);
    return undefined;
  } catch {
    return settingTexts.timeZone();
  }
});

function baseUrlKind(read: (written: string, name: string) => ReadBaseUrl): SettingKind<string> {
  return {
    form: { is: 'address' },
    parse(written, name) {
      const parsed = read(written, name);
      if ('problem' in parsed) return { problem: parsed.problem };
      return { value: parsed.baseUrl, ...(parsed.note !== undefined && { note: parsed.note }) };
    },
    write: (value) => value,
  };
}

function textKind(
  is: 'word' | 'path' | 'address',
  refuse: (value: string, name: string) => Sentence | undefined = () => undefined,
): SettingKind<string> {
  return {
    form: { is },
    parse(written, name) {
      const problem = refuse(written, name);
      return problem ? { problem } : { value: written };
    },
    write: (value) => value,
  };
}

function withLineBreaks(written: string): string {
  return written.replaceAll('\\n', '\n');
}

function withoutLineBreaks(text: string): string {
  return text.replaceAll('\n', '\\n');
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    return parsed as Record<string, unknown>;
  } catch {
    return undefined; // The kind says what is wrong.
  }
}
