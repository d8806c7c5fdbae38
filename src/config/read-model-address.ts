import { readBaseUrl } from '../models/base-url.ts';
import { chooseProxy } from '../models/choose-proxy.ts';
import { OPENAI_BASE_URL } from '../models/model-settings.ts';
import type { EnvReader } from './env-reader.ts';

/** Reads where the model is, and notes when another address is used than the deployer wrote. */
export function readModelAddress(reader: EnvReader): string | undefined {
  const value = reader.text('OPENAI_BASE_URL');
  if (value === undefined) return undefined;
  const read = readBaseUrl(value);
  if ('problem' in read) {
    reader.refuse('OPENAI_BASE_URL', read.problem);
    return undefined;
  }
  if (read.note !== undefined) reader.note(read.note);
  return read.baseUrl;
}

/** Reads the proxy for calls to the model. WeChat is called directly, because its allow list holds this machine's address. */
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
  if (isConfigured) reader.refuse(chosen.variable, chosen.problem);
  return undefined;
}
