import type { Environment } from '../../config/env-reader.ts';
import { listSettingsFor } from '../../config/known-settings.ts';
import { readSecretFiles } from '../../config/secret-files.ts';
import type { Finding } from '../finding.ts';

/** Shorter values are found in ordinary words. */
const SHORTEST = 5;

/** Lists every secret that these settings hold, each part of a list of keys, and the passwords within addresses. */
export function listSecrets(...sources: readonly Environment[]): readonly string[] {
  const secrets = sources.flatMap((source) => {
    const { environment } = readSecretFiles(source);
    return listSettingsFor(environment).flatMap(({ name, isSecret }) => {
      const value = environment[name]?.trim() ?? '';
      const password = passwordOf(value);
      return isSecret ? [value, ...value.split(/[\s,]+/), password] : [password];
    });
  });
  return longestFirst(secrets);
}

/** Returns the finding with every secret left out of what it says. It is the last step before a person reads it. */
export function hideSecrets(finding: Finding, secrets: readonly string[]): Finding {
  const hide = (text: string) =>
    longestFirst(secrets).reduce((shown, secret) => shown.replaceAll(secret, '…'), text);
  const { sentence, remedy, copy } = finding;
  return {
    ...finding,
    sentence: { en: hide(sentence.en), zh: hide(sentence.zh) },
    ...(remedy && { remedy: { en: hide(remedy.en), zh: hide(remedy.zh) } }),
    ...(copy !== undefined && { copy: hide(copy) }),
  };
}

function longestFirst(secrets: readonly string[]): readonly string[] {
  const long = secrets.filter(({ length }) => length >= SHORTEST);
  return [...new Set(long)].sort((one, other) => other.length - one.length);
}

function passwordOf(value: string): string {
  if (!URL.canParse(value)) return '';
  return decodeURIComponent(new URL(value).password);
}
