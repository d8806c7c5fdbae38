import { go, pathTo } from './routing/address.ts';

/** Why a call was refused, in a sentence for the person, or that the server could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 when there was no answer. */
  readonly status: number;
  readonly code: string;
  readonly sentence: string;
  /** What is wrong with single fields, by their names. */
  readonly problems: ReadonlyMap<string, string>;

  constructor(
    status: number,
    code: string,
    sentence: string,
    problems: readonly FieldProblem[] = [],
  ) {
    super(sentence);
    this.problems = new Map(problems.map((one) => [one.name, one.sentence]));
    this.status = status;
    this.code = code;
    this.sentence = sentence;
  }
}

interface FieldProblem {
  readonly name: string;
  readonly sentence: string;
}

/** Parameters after the question mark; what is undefined or empty is left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

const AWAY = {
  zh: '连不上服务器，请检查网络，或看看服务是否还在运行。',
  en: 'The server cannot be reached. Check your network, and whether the server runs.',
};
const BROKEN = {
  zh: '服务器的回答读不懂，原因见服务器日志。',
  en: 'The answer of the server cannot be read. Its log says why.',
};

/** Returns the address of a call below /console/api, for links to downloads and for streams. */
export function apiPath(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  const words = new URLSearchParams(given).toString();
  return `/console/api/${path}${words ? `?${words}` : ''}`;
}

/** Reads from the API. */
export function get<Answer>(path: string, query?: Query, signal?: AbortSignal): Promise<Answer> {
  return call<Answer>('GET', path, { query, signal });
}

/** Has something done or made. */
export function post<Answer>(path: string, body: unknown = {}, query?: Query): Promise<Answer> {
  return call<Answer>('POST', path, { body, query });
}

/** Changes what is given. */
export function patch<Answer>(path: string, body: unknown, query?: Query): Promise<Answer> {
  return call<Answer>('PATCH', path, { body, query });
}

/** Writes something in place of what there may be. */
export function put<Answer>(path: string, body: unknown, query?: Query): Promise<Answer> {
  return call<Answer>('PUT', path, { body, query });
}

/** Removes something. */
export function del<Answer>(path: string, query?: Query): Promise<Answer> {
  return call<Answer>('DELETE', path, { query });
}

interface CallOptions {
  readonly body?: unknown;
  readonly query?: Query | undefined;
  readonly signal?: AbortSignal | undefined;
}

async function call<Answer>(
  method: string,
  path: string,
  { body, query, signal }: CallOptions,
): Promise<Answer> {
  const { lang } = document.documentElement;
  const response = await fetch(apiPath(path, query), {
    method,
    headers: {
      'Accept-Language': lang,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'away', inLanguage(AWAY));
  });
  const answer = await readJson(response);
  if (response.ok) {
    if (answer === undefined) throw new ApiError(response.status, 'broken', inLanguage(BROKEN));
    return answer as Answer;
  }
  throw refusal(response.status, answer);
}

/** Returns what a refused call says; a person without a session is sent to sign in. */
export function refusal(status: number, answer: unknown): ApiError {
  const {
    code = 'broken',
    sentence = inLanguage(BROKEN),
    problems = [],
  } = (answer ?? {}) as {
    readonly code?: string;
    readonly sentence?: string;
    readonly problems?: readonly FieldProblem[];
  };
  if (status === 401 && code === 'sign_in') goToLogin();
  return new ApiError(status, code, sentence, problems);
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function inLanguage(sentence: { readonly zh: string; readonly en: string }): string {
  return document.documentElement.lang === 'en' ? sentence.en : sentence.zh;
}

function goToLogin(): void {
  const { pathname, search } = location;
  if (!pathname.startsWith(pathTo('login')))
    go(`${pathTo('login')}?next=${encodeURIComponent(pathname + search)}`, 'load');
}
