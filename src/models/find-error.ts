import { field } from '../runtime/field.ts';

/** Numbers and words that stand for "no error" where a code is expected. */
const FINE = new Set(['', '0', '200', 'ok', 'success', 'succeed', 'none', 'null', 'false']);

/** Says whether a JSON value with status 200 is an error in place of an answer. It looks at shapes only. */
export function isError(value: unknown, eventName = ''): boolean {
  if (eventName === 'error') return true;
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => isError(item));
  if (typeof value !== 'object' || value === null) return false;
  if (tells(field(value, 'error')) || tells(field(value, 'errors'))) return true;
  // Spark's older API puts it into a head.
  if (isBadCode(field(field(value, 'header'), 'code'))) return true;
  if (isBadCode(field(field(value, 'base_resp'), 'status_code'))) return true;
  const choices = field(value, 'choices');
  // OpenRouter reports what broke one choice inside it.
  if (Array.isArray(choices)) return tells(field(choices[0], 'error'));
  if (field(value, 'object') === 'error' || field(value, 'type') === 'error') return true;
  if (field(value, 'success') === false || field(value, 'success') === 'false') return true;
  if (tells(field(value, 'detail'))) return true;
  if (
    ['error_code', 'error_msg', 'errcode', 'errorCode'].some((name) =>
      isBadCode(field(value, name)),
    )
  )
    return true;
  const says = ['message', 'msg', 'errmsg'].some((name) => typeof field(value, name) === 'string');
  return says && isBadCode(field(value, 'code') ?? field(value, 'status'));
}

/** Says whether something in an object means more than "no error", because some servers send an empty one each time. */
function tells(error: unknown): boolean {
  if (Array.isArray(error)) return error.length > 0;
  if (typeof error === 'object' && error !== null) return Object.values(error).some(isBadCode);
  return isBadCode(error);
}

function isBadCode(code: unknown): boolean {
  if (typeof code === 'object' && code !== null) return tells(code);
  if (typeof code === 'string') return !FINE.has(code.trim().toLowerCase());
  return typeof code === 'number' ? !FINE.has(`${code}`) : code === true;
}
