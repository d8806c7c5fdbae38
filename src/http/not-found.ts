import type { RequestHandler } from 'express';

const WHAT_IS_ELSEWHERE = [
  '这里什么也没有。给微信用的地址是 /wechat，健康检查是 /readyz。',
  'Nothing is here. The address for WeChat is /wechat, and /readyz says whether the server can serve.',
].join('\n');

/** For whoever opens the server's bare address, or one with a mistake in it. */
export const answerNotFound: RequestHandler = (_request, response) => {
  response.status(404).type('text/plain; charset=utf-8').send(WHAT_IS_ELSEWHERE);
};
