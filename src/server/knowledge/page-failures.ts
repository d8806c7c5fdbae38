import type { FetchFailure, RefusalReason } from '../../runtime/guarded-fetch.ts';
import type { Sentence } from '../../runtime/sentence.ts';

const REFUSED: Readonly<Record<RefusalReason, Sentence>> = {
  'no-address': { en: 'This is no address of a page', zh: '这不是网页的地址' },
  protocol: {
    en: 'Only http:// and https:// can be read',
    zh: '只能读取 http:// 和 https:// 的网址',
  },
  credentials: {
    en: 'An address with a user name or password in it is not read',
    zh: '不读取带用户名或密码的网址',
  },
  port: { en: 'Only the ports 80 and 443 are read', zh: '只读取 80 和 443 端口' },
  'not-public': {
    en: 'The address leads to this machine or to a private network, and only the internet is read; save the page as a file and add that',
    zh: '这个网址指向本机或内网，只读取公网上的网页；请把网页存成文件再添加',
  },
};

const FAILED: Readonly<Record<Exclude<FetchFailure['is'], 'refused' | 'status'>, Sentence>> = {
  'too-large': { en: 'The page is larger than 2 MB', zh: '网页超过 2 MB' },
  'timed-out': {
    en: 'The page did not come within 8 s; try again later',
    zh: '8 秒内没有读完网页；请稍后再试',
  },
  'too-many-redirects': { en: 'The page redirects more than 5 times', zh: '网页跳转超过 5 次' },
  'wrong-kind': {
    en: 'There is neither a page nor text nor a PDF at this address',
    zh: '这个网址既不是网页，也不是文本或 PDF',
  },
  unreachable: {
    en: 'The website could not be reached; check the address',
    zh: '连不上这个网站；请检查网址',
  },
};

/** Says why a page could not be fetched, and what can be done. */
export function explainFetchFailure(failure: FetchFailure): Sentence {
  if (failure.is === 'refused') return REFUSED[failure.reason];
  if (failure.is !== 'status') return FAILED[failure.is];
  const { status } = failure;
  if (status === 404 || status === 410)
    return {
      en: `There is no such page (HTTP ${status}); check the address`,
      zh: `没有这个网页（HTTP ${status}）；请检查网址`,
    };
  return {
    en: `The website refused with HTTP ${status}`,
    zh: `网站拒绝了（HTTP ${status}）`,
  };
}
