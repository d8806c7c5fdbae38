import { pino } from 'pino';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/env-reader.ts';
import { parseAccount } from '../config/parse-account.ts';
import { createEventBus } from '../events/event-bus.ts';
import { systemClock } from '../runtime/clock.ts';
import { parseSettings, type SettingSource } from '../config/setting-source.ts';
import type { StoredDocuments } from '../diagnosis/check-documents.ts';
import { CHECK_NAMES } from '../diagnosis/check-names.ts';
import { diagnoseOnline, diagnoseSettings } from '../diagnosis/diagnose.ts';
import type { Finding } from '../diagnosis/finding.ts';
import { explainFailure } from '../diagnosis/explain-failure.ts';
import { adviceLanguage } from '../config/advice-language.ts';
import { hasStore } from '../server/complete-config.ts';
import { readEveryMcp } from '../server/mcp/read-every-mcp.ts';
import { openAccountBook, type OpenAccountBook } from '../server/open-account-book.ts';
import { nameAnswerer } from '../server/build-pipeline.ts';
import type { AdviceLanguage, Sentence } from '../runtime/sentence.ts';
import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';
import { checkTexts } from './check-texts.ts';

export interface CheckOptions {
  readonly source: SettingSource;
  /** Whether to ask the model and WeChat too, which costs a few tokens. */
  readonly isOnline: boolean;
  readonly output: NodeJS.WritableStream;
  /** Receives problems and warnings. */
  readonly errorOutput: NodeJS.WritableStream;
}

/**
 * Reads the settings as a start would, checks what they name, and reports it. A server with the same settings notices
 * nothing.
 * Returns the exit code: 1 if something is wrong.
 */
export async function check(options: CheckOptions): Promise<number> {
  const { source, isOnline, output, errorOutput } = options;
  const language = adviceLanguage(source.environment);
  const texts = checkTexts[language];
  let warnings = 0;
  const warn = (says: string) => {
    warnings += 1;
    errorOutput.write(`${texts.warning(says)}\n`);
  };
  let opened: OpenAccountBook | undefined;
  try {
    const { config: given, notes } = parseSettings(source);
    for (const note of notes) warn(note[language]);
    const reached = await openIfReached(given, source.environment);
    opened = reached.opened;
    if (reached.away) warn(texts.notRead);
    const { config, stored, leftOut } = await readAll(given, opened);
    for (const { says } of leftOut) warn(says[language]);
    const log = tellPlainly(language, warn);
    const listMcpServers = () => readEveryMcp(config, source.environment);
    const deps = { clock: systemClock, log, events: createEventBus(log), listMcpServers };
    const nameAnswers = () => nameAnswerer(config, { ...deps, account: DEFAULT_ACCOUNT });
    const findings = await diagnoseSettings(config, {
      ...{ ...deps, nameAnswers, away: reached.away },
      readDocuments: opened && documentsIn(opened),
    });
    if (isOnline) findings.push(...(await diagnoseOnline(config, deps)));
    output.write(`${texts.file(source.file)}\n`);
    if (stored.length > 0) output.write(`${texts.stored(stored)}\n`);
    for (const finding of findings) {
      const stream = finding.state === 'ok' ? output : errorOutput;
      stream.write(`${show(finding, language)}\n`);
    }
    // A reload waits for this command, and what is only warned of is no reason to go on with older code.
    const isWrong = findings.some(({ state }) => state === 'fault');
    warnings += findings.filter(({ state }) => state === 'warning').length;
    output.write(`${isWrong ? texts.notInOrder : warnings > 0 ? texts.usable : texts.inOrder}\n`);
    return isWrong ? 1 : 0;
  } catch (error) {
    for (const note of warnings === 0 ? source.notes : []) warn(note[language]);
    errorOutput.write(`${explainFailure(error, source.environment)}\n`);
    return 1;
  } finally {
    await opened?.close();
  }
}

/** Opens the store, if there is one, and says why where it cannot be reached. */
async function openIfReached(
  config: Config,
  environment: Environment,
): Promise<{ readonly opened?: OpenAccountBook; readonly away?: Sentence }> {
  if (!hasStore(config)) return {};
  try {
    return { opened: await openAccountBook(config, environment) };
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    return { away: error.says ?? { en: error.message, zh: error.message } };
  }
}

/** Reads what a start would: the environment's settings, completed by what the store sets. */
async function readAll(given: Config, opened: OpenAccountBook | undefined) {
  if (opened === undefined) return { config: given, stored: [], leftOut: [] };
  const { config, inEffect, leftOut } = await opened.complete();
  const { own } = await opened.book.show(DEFAULT_ACCOUNT);
  const values = await opened.book.values(DEFAULT_ACCOUNT);
  return {
    config: { ...config, ...parseAccount(values, DEFAULT_ACCOUNT), notes: config.notes },
    stored: [...own, ...Object.keys(inEffect)],
    leftOut,
  };
}

function documentsIn(opened: OpenAccountBook): (account: string) => Promise<StoredDocuments> {
  return async (account) => (await opened.documentsOf(account)).summary();
}

/** Shows a finding on one line, and the remedy below it. */
function show(
  { name, state, sentence, remedy, tookMs }: Finding,
  language: AdviceLanguage,
): string {
  const mark = { ok: '✓', fault: '✗', warning: '?' }[state];
  const time = tookMs === undefined ? '' : ` (${(tookMs / 1000).toFixed(1)} s)`;
  const line = `${mark} ${CHECK_NAMES[language][name]}: ${sentence[language]}${time}`;
  return remedy ? `${line}\n    ${remedy[language]}` : line;
}

/** Creates a log that passes warnings on as sentences, because a person reads them here. */
function tellPlainly(language: AdviceLanguage, warn: (says: string) => void): pino.Logger {
  const write = (line: string) => {
    const { msg, zh } = JSON.parse(line) as { msg: string; zh?: string };
    warn(language === 'zh' ? (zh ?? msg) : msg);
  };
  return pino({ level: 'warn' }, { write });
}
