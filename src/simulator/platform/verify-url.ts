import type { Posted } from './post.ts';

/** What saving the URL in WeChat's console leads to. */
export type VerifiedUrl =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'unreachable' | 'timed out' | 'refused' | 'wrong answer';
      readonly status?: number;
      readonly why: string;
    };

/** Judges the answer to WeChat's GET: the bytes of `echostr` and nothing else. https://developers.weixin.qq.com/doc/subscription/guide/dev/push/ */
export function judgeHandshake(posted: Posted, echostr: string): VerifiedUrl {
  if (posted.how === 'timed out') {
    return { ok: false, reason: 'timed out', why: 'The server did not answer in time.' };
  }
  if (posted.how === 'refused') {
    return { ok: false, reason: 'unreachable', why: 'Nothing listens at this address.' };
  }
  if (posted.how === 'failed') {
    return posted.status === undefined
      ? { ok: false, reason: 'unreachable', why: `The connection failed: ${posted.why}.` }
      : {
          ok: false,
          reason: 'refused',
          status: posted.status,
          why: `The server answered HTTP ${posted.status} (token校验失败).`,
        };
  }
  if (posted.body.equals(Buffer.from(echostr))) return { ok: true };
  return {
    ok: false,
    reason: 'wrong answer',
    status: posted.status,
    why: 'The server answered something other than the bytes of echostr (token校验失败).',
  };
}
