import type { Sentence } from '../runtime/sentence.ts';
import { readBaseUrl } from '../models/base-url.ts';
import { chooseProxy } from '../models/choose-proxy.ts';
import { OPENAI_BASE_URL } from '../models/model-settings.ts';
import type { EnvReader } from './env-reader.ts';

/** Reads where the model is, and what a start should say about it. */
export function readModelAddress(reader: EnvReader): {
  baseUrl?: string;
  note?: Sentence;
} {
  const value = reader.text('OPENAI_BASE_URL');
  if (value === undefined) return {};
  const read = readBaseUrl(value);
  if (!('problem' in read)) return read;
  reader.problems.push(read.problem);
  return {};
}

/** Reads the way to the model. Only this one to the model goes through a proxy: WeChat's list of addresses knows this machine's own. */
export function readProxy(reader: EnvReader, baseUrl: string | undefined): string | undefined {
  const settings = {
    http: reader.shared('HTTP_PROXY'),
    https: reader.shared('HTTPS_PROXY'),
    all: reader.shared('ALL_PROXY'),
    no: reader.shared('NO_PROXY'),
  };
  const isConfigured = ['OPENAI_API_KEY', 'OPENAI_BASE_URL'].some((name) => reader.text(name));
  const chosen = chooseProxy(baseUrl ?? OPENAI_BASE_URL, settings);
  if ('proxy' in chosen) return chosen.proxy;
  if (isConfigured) reader.problems.push(chosen.problem);
  return undefined;
}
