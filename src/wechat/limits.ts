/**
 * WeChat makes the next access token this long before the old one ends, and takes both in between.
 * https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken.html
 */
export const TOKEN_OVERLAP_MS = 300_000;

/** The shortest time between two forced renewals of the stable token. Same page as TOKEN_OVERLAP_MS. */
export const FORCED_RENEWAL_SPACING_MS = 30_000;

/** The number of forced renewals of the stable token in a day. Same page as TOKEN_OVERLAP_MS. */
export const FORCED_RENEWALS_PER_DAY = 20;

/**
 * The largest push that we read. It is our limit; WeChat's bodies have a few KiB, three times as much in compat mode.
 * https://developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption.html
 */
export const BODY_LIMIT_BYTES = 256 * 1024;
