import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';

/** 16 letters and digits cannot be guessed, however fast one tries. */
const STRONG_LENGTH = 16;

/** Warns of a token that can be guessed, and offers one that cannot. */
export function warnOfWeakToken(token: string | undefined, log: Pick<Logger, 'warn'>): void {
  if (token === undefined || token.length >= STRONG_LENGTH) return;
  log.warn(
    { code: 'token_weak' },
    `WECHAT_TOKEN has ${token.length} characters; strangers can guess one of less than ${STRONG_LENGTH} and then ask the model at your cost. Type a random one into WeChat's console and into .env, such as this: ${randomBytes(16).toString('hex')}`,
  );
}
