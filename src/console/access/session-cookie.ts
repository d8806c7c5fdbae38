import type { CookieOptions, Response } from 'express';
import { readCookie } from '../../http/authorize.ts';
import { ABSOLUTE_MS } from './session-book.ts';

/** Browsers take this name over HTTPS only, and from no other host of the domain. */
const SECURE_NAME = '__Host-kuaihui';
const PLAIN_NAME = 'kuaihui_console';

const nameOf = (isSecure: boolean) => (isSecure ? SECURE_NAME : PLAIN_NAME);

const optionsOf = (isSecure: boolean): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  path: '/',
  secure: isSecure,
});

/** Returns the id of the session that the browser has. */
export function readSessionCookie(
  cookies: string | undefined,
  isSecure: boolean,
): string | undefined {
  return readCookie(cookies ?? '', nameOf(isSecure));
}

/** Hands the id of a session to the browser. */
export function writeSessionCookie(response: Response, id: string, isSecure: boolean): void {
  response.cookie(nameOf(isSecure), id, { ...optionsOf(isSecure), maxAge: ABSOLUTE_MS });
}

/** Takes the id from the browser. */
export function clearSessionCookie(response: Response, isSecure: boolean): void {
  response.clearCookie(nameOf(isSecure), optionsOf(isSecure));
}
