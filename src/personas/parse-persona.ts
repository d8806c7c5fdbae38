import { findMeantSetting } from '../config/find-meant-setting.ts';
import type { Sentence } from '../runtime/sentence.ts';
import type { PersonaFile, PersonaHead } from './persona.ts';
import { personaTexts } from './persona-texts.ts';
import { readHead, type HeadEntry, type LineProblem } from './read-head.ts';

/** What a file comes to: a persona with remarks, or the first thing that is wrong with it. */
export type ParsedPersona =
  | { readonly persona: PersonaFile; readonly remarks: readonly LineProblem[] }
  | { readonly problem: LineProblem };

/** A prompt goes along with every question. */
export const MOST_BYTES = 32 * 1024;
const LONGEST_NAME = 20;
const LONGEST_DESCRIPTION = 60;
const LONGEST_GREETING = 300;
/** A tap link cannot carry these. */
const UNTAPPABLE = /[&#"'<>%\n]/;

type Check = (value: unknown, key: string) => Sentence | undefined;

const name: Check = (value, key) => {
  if (typeof value !== 'string') return personaTexts.notText(key);
  const isFine = value.trim() !== '' && lengthOf(value) <= LONGEST_NAME && !UNTAPPABLE.test(value);
  return isFine ? undefined : personaTexts.badName(key, LONGEST_NAME);
};

const text =
  (most: number): Check =>
  (value, key) => {
    if (typeof value !== 'string') return personaTexts.notText(key);
    return lengthOf(value) > most ? personaTexts.tooLong(key, most) : undefined;
  };

/** What each key of the head takes. */
const CHECKS: Readonly<Record<keyof PersonaHead, Check>> = {
  name,
  name_en: name,
  description: text(LONGEST_DESCRIPTION),
  // Words of letters take twice the room of Chinese ones.
  description_en: text(2 * LONGEST_DESCRIPTION),
  greeting: text(LONGEST_GREETING),
  greeting_en: text(2 * LONGEST_GREETING),
  temperature: (value) =>
    typeof value === 'number' && value >= 0 && value <= 2
      ? undefined
      : personaTexts.badTemperature(),
  model: (value) =>
    typeof value === 'string' && /^[^/\s]+\/\S+$/.test(value) ? undefined : personaTexts.badModel(),
  tools: (value) =>
    Array.isArray(value) && value.every((tool) => typeof tool === 'string')
      ? undefined
      : personaTexts.badTools(),
};
const KEYS = Object.keys(CHECKS);

/** Reads the text of a persona's file. Keys that are unknown or empty have no effect. */
export function parsePersona(id: string, content: string): ParsedPersona {
  const read = readHead(content);
  if ('problem' in read) return read;
  const remarks: LineProblem[] = [];
  const head: Partial<Record<keyof PersonaHead, unknown>> = {};
  for (const { key, value, line } of read.entries) {
    if (!isKey(key)) {
      const meant = findMeantSetting(key, KEYS);
      remarks.push({ line, says: personaTexts.unknownKey(key, meant, KEYS) });
      continue;
    }
    if (value === null || value === '') continue;
    const says = CHECKS[key](value, key);
    if (says) return { problem: { line, says } };
    head[key] = typeof value === 'string' ? value.trim() : value;
    if (key === 'tools' && (value as unknown[]).length > 0)
      remarks.push({ line, says: personaTexts.toolsWithoutEffect() });
  }
  if (head.name === undefined) return { problem: missingName(read.entries) };
  if (read.body === '')
    return { problem: { line: read.bodyLine, says: personaTexts.emptyPrompt() } };
  // Each value was checked above.
  return { persona: { ...(head as PersonaHead), id, prompt: read.body }, remarks };
}

/** What was written about a persona elsewhere than in a file. */
export type PersonaFields = Partial<Record<keyof PersonaHead, unknown>> & {
  readonly prompt?: unknown;
};

/** Reads fields as the head of a file. Returns every problem with the key that it is about. */
export function readPersonaFields(
  id: string,
  { prompt, ...fields }: PersonaFields,
):
  | { readonly persona: PersonaFile }
  | { readonly problems: readonly { readonly key: string; readonly says: Sentence }[] } {
  const given = Object.entries(fields).flatMap(([key, value]) => {
    const trimmed = typeof value === 'string' ? value.trim() : value;
    const isLeftOut = trimmed === undefined || trimmed === null || trimmed === '';
    return isKey(key) && !isLeftOut ? [{ key, value: trimmed }] : [];
  });
  const problems: { readonly key: string; readonly says: Sentence }[] = given.flatMap(
    ({ key, value }) => {
      const says = CHECKS[key](value, key);
      return says ? [{ key, says }] : [];
    },
  );
  if (!given.some(({ key }) => key === 'name'))
    problems.push({ key: 'name', says: personaTexts.nameNeeded() });
  const text = typeof prompt === 'string' ? prompt.trim() : '';
  if (text === '') problems.push({ key: 'prompt', says: personaTexts.promptNeeded() });
  if (Buffer.byteLength(text) > MOST_BYTES)
    problems.push({ key: 'prompt', says: personaTexts.promptTooLarge(MOST_BYTES) });
  if (problems.length > 0) return { problems };
  const head = Object.fromEntries(given.map(({ key, value }) => [key, value]));
  // Each value was checked above.
  return { persona: { ...(head as unknown as PersonaHead), id, prompt: text } };
}

function missingName(entries: readonly HeadEntry[]): LineProblem {
  const line = entries.find(({ key }) => key === 'name')?.line ?? 1;
  return { line, says: personaTexts.missing('name') };
}

function isKey(key: string): key is keyof PersonaHead {
  return Object.hasOwn(CHECKS, key);
}

function lengthOf(value: string): number {
  return Array.from(value).length;
}
