import { field } from '../../runtime/field.ts';
import type { SearchBackend, SearchFailure } from './search-backend.ts';

/** Where services write the code of an error. */
const CODE_PLACES = [
  ['code'],
  ['error', 'code'],
  ['errCode'],
  ['tag'],
  ['error_code'],
  ['error', 'type'],
] as const;
/** Where they say in words what is wrong. */
const WORD_PLACES = [
  ['message'],
  ['msg'],
  ['errMsg'],
  ['error'],
  ['error', 'message'],
  ['error', 'detail'],
  ['detail'],
  ['detail', 'error'],
] as const;

/** For services that have no list of their codes. */
const BY_WORDS: readonly (readonly [RegExp, SearchFailure])[] = [
  [/rate.?limit|too many|excessive|\bqps\b|频率|频繁|并发|限流/i, 'throttled'],
  [/余额|欠费|充值|额度|次数|insufficient|balance|quota|credit|billing|usage limit/i, 'money'],
  [/api.?key|token|authenticat|unauthori|密钥|鉴权|认证|身份验证/i, 'key'],
];

/** Says what is wrong by the status and the body of an answer that holds no results. */
export function classifyFailure(
  { failures }: Pick<SearchBackend, 'failures'>,
  { status, answer }: { readonly status: number; readonly answer: unknown },
): SearchFailure {
  const codes = CODE_PLACES.flatMap((place) => readWord(answer, place));
  for (const name of [...codes, String(status)])
    if (Object.hasOwn(failures, name)) return failures[name] ?? 'unusable';
  const words = WORD_PLACES.flatMap((place) => readWord(answer, place)).join('\n');
  const byWords = BY_WORDS.find(([pattern]) => pattern.test(words))?.[1];
  return byWords ?? byStatus(status);
}

function byStatus(status: number): SearchFailure {
  if (status === 401 || status === 403) return 'key';
  if (status === 402) return 'money';
  if (status === 429) return 'throttled';
  if (status === 400 || status === 422) return 'query';
  if (status >= 500) return 'down';
  return status >= 300 ? 'address' : 'unusable';
}

function readWord(answer: unknown, place: readonly string[]): readonly string[] {
  const found = place.reduce<unknown>(field, answer);
  return typeof found === 'string' || typeof found === 'number' ? [String(found)] : [];
}
