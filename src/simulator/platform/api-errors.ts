/** WeChat's words for the codes that the played API gives. https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage */
const WORDS = new Map([
  [-1, 'system error'],
  [0, 'ok'],
  [40001, 'invalid credential, access_token is invalid or not latest'],
  [40004, 'invalid media type'],
  [40002, 'invalid grant_type'],
  [40003, 'invalid openid'],
  [40007, 'invalid media_id'],
  [40008, 'invalid message type'],
  [40013, 'invalid appid'],
  [40014, 'invalid access_token'],
  [40016, 'invalid button size'],
  [40017, 'invalid button type'],
  [40018, 'invalid button name size'],
  [40019, 'invalid button key size'],
  [40033, 'invalid charset. please check your request, if include \\uxxxx will create fail!'],
  [40066, 'invalid url'],
  [40125, 'invalid appsecret'],
  [40164, 'invalid ip, not in whitelist'],
  [40200, 'invalid account type'],
  [41001, 'access_token missing'],
  [41002, 'appid missing'],
  [41005, 'media data missing'],
  [41004, 'appsecret missing'],
  [42001, 'access_token expired'],
  [43001, 'require GET method'],
  [43002, 'require POST method'],
  [43004, 'require subscribe'],
  [44004, 'empty content'],
  [45001, 'media size out of limit'],
  [45002, 'content size out of limit'],
  [45008, 'article size out of limit'],
  [45009, 'reach max api daily quota limit'],
  [45011, 'api minute-quota reach limit, must slower, retry next minute'],
  [45015, 'response out of time limit or subscription is canceled'],
  [45047, 'out of response count limit'],
  [45072, 'invalid command'],
  [45080, 'a session with the user within 30 seconds is required'],
  [45081, 'already in typing status'],
  [46003, 'menu no exist'],
  [47001, 'data format error'],
  [48001, 'api unauthorized'],
  [48002, 'user blocked messages'],
  [50002, 'user limited'],
  [50004, 'token api is forbidden for this account'],
  [50005, 'user does not follow'],
]);

/** The body of an answer that is only a code; `rid` is what WeChat's console can look up. */
export function errorBody(
  errcode: number,
  details: { readonly rid: string; readonly ip?: string | undefined },
): { readonly errcode: number; readonly errmsg: string } {
  if (errcode === 0) return { errcode, errmsg: 'ok' };
  const words =
    errcode === 40164 && details.ip !== undefined
      ? `invalid ip ${details.ip} ipv6 ::ffff:${details.ip}, not in whitelist`
      : (WORDS.get(errcode) ?? 'refused');
  return { errcode, errmsg: `${words} rid: ${details.rid}` };
}
