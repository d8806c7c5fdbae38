/** An answer of the token calls. */
export interface IssuedToken {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** Issues and judges access tokens. https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken.html */
export interface AccessTokens {
  /** Returns the same token until it has nearly expired; forcing invalidates it immediately. A number is an errcode. */
  issueStable(forceRefresh: boolean): IssuedToken | number;
  /** `token`: a new one each time; the one before lives 5 minutes more. */
  issueNormal(): IssuedToken;
  /** 0, or the errcode for a token that is missing, unknown, replaced or over. */
  judge(token: string | null): number;
  /** Another server with the same secret took new tokens: those given out so far are refused with 40001. */
  steal(): void;
  /** Lets two hours pass for the tokens given out so far: 42001. */
  expire(): void;
}

const LIFETIME_MS = 7_200_000;
const OVERLAP_MS = 300_000;
const FORCED_PAUSE_MS = 30_000;
const FORCED_PER_DAY = 20;
const DAY_MS = 86_400_000;

interface Token {
  readonly value: string;
  expiresAt: number;
  /** After this instant the token is replaced, not merely over. */
  replacedAt: number;
}

/** Creates the tokens of one account; the two kinds do not disturb each other. */
export function createAccessTokens(deps: {
  readonly now: () => number;
  readonly random: (sizeBytes: number) => Buffer;
}): AccessTokens {
  const { now, random } = deps;
  const known = new Map<string, Token>();
  let stable: Token | undefined;
  let normal: Token | undefined;
  let forcedAt: number[] = [];

  function issue(): Token {
    const value = `${random(3).readUIntBE(0, 3)}_${random(102).toString('base64url')}`;
    const token = { value, expiresAt: now() + LIFETIME_MS, replacedAt: Infinity };
    known.set(value, token);
    return token;
  }

  const toAnswer = (token: Token): IssuedToken => ({
    access_token: token.value,
    expires_in: Math.ceil((token.expiresAt - now()) / 1000),
  });

  return {
    issueStable(forceRefresh) {
      if (forceRefresh) {
        forcedAt = forcedAt.filter((at) => now() - at < DAY_MS);
        if (forcedAt.length >= FORCED_PER_DAY) return 45009;
        if (now() - (forcedAt.at(-1) ?? -Infinity) < FORCED_PAUSE_MS) return 45011;
        forcedAt.push(now());
        if (stable !== undefined) stable.replacedAt = now();
        stable = issue();
      } else if (
        stable === undefined ||
        stable.expiresAt - now() <= OVERLAP_MS ||
        stable.replacedAt <= now()
      ) {
        stable = issue();
      }
      return toAnswer(stable);
    },
    issueNormal() {
      if (normal !== undefined) normal.replacedAt = Math.min(normal.replacedAt, now() + OVERLAP_MS);
      normal = issue();
      return toAnswer(normal);
    },
    judge(token) {
      if (token === null || token === '') return 41001;
      const found = known.get(token);
      if (found === undefined) return 40014;
      if (found.replacedAt <= now()) return 40001;
      return found.expiresAt <= now() ? 42001 : 0;
    },
    steal() {
      for (const token of known.values()) token.replacedAt = Math.min(token.replacedAt, now());
    },
    expire() {
      for (const token of known.values()) token.expiresAt = Math.min(token.expiresAt, now());
    },
  };
}
