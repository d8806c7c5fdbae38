import type { Sentence } from '../../runtime/sentence.ts';
import type { SearchFailure } from './search-backend.ts';

const FAILED: Readonly<Record<SearchFailure, Sentence>> = {
  key: { en: 'refuses the key', zh: '不接受这个 Key' },
  money: {
    en: 'has no money or no free calls left on the account',
    zh: '账户余额或免费次数用完了',
  },
  throttled: { en: 'is asked too often', zh: '限制了请求频率' },
  'json-off': { en: 'does not answer with JSON', zh: '没有开启 JSON 格式' },
  address: { en: 'knows no search at this address', zh: '这个地址上没有搜索接口' },
  query: { en: 'does not search for these words', zh: '不接受这个搜索词' },
  down: { en: 'has trouble of its own', zh: '自身出了故障' },
  unusable: {
    en: 'answers with something that cannot be read, or with too much',
    zh: '返回的内容读不懂，或太长',
  },
  unreachable: { en: 'cannot be reached', zh: '连不上' },
  'timed-out': { en: 'does not answer in time', zh: '没有及时回答' },
};

const PROXY: Sentence = {
  en: 'Is the address right, and does it need a proxy (HTTPS_PROXY)? tavily, brave and exa are outside China.',
  zh: '请确认地址没错，是否需要代理（HTTPS_PROXY）。tavily、brave、exa 在境外。',
};

const REMEDIES: Readonly<Record<SearchFailure, Sentence | undefined>> = {
  key: {
    en: 'Compare SEARCH_API_KEY with the console of the service, and whether SEARCH_PROVIDER is the one that it belongs to.',
    zh: '请到该服务的控制台核对 SEARCH_API_KEY，并确认 SEARCH_PROVIDER 选的就是它。',
  },
  money: {
    en: 'Top the account up, or set another SEARCH_PROVIDER.',
    zh: '请给账户充值，或换一个 SEARCH_PROVIDER。',
  },
  throttled: {
    en: 'It passes by itself; if it goes on, buy a higher rate or set another SEARCH_PROVIDER. A limiter of your searxng has to let this machine through.',
    zh: '过一会儿会自己恢复；一直这样就提高套餐的频率，或换一个 SEARCH_PROVIDER。自己的 searxng 开了 limiter 的话，请放行这台机器。',
  },
  'json-off': {
    en: 'Add json to search.formats in settings.yml of your searxng, restart it, and let its limiter pass this machine.',
    zh: '请在 searxng 的 settings.yml 里给 search.formats 加上 json，重启它，并让 limiter 放行这台机器。',
  },
  address: {
    en: "Check SEARCH_BASE_URL: scheme and host alone, for the service's own path is appended.",
    zh: '请检查 SEARCH_BASE_URL：只写协议和主机，服务自己的路径会接在后面。',
  },
  query: undefined,
  down: {
    en: 'It passes by itself, or the service says more on its status page.',
    zh: '多半会自己恢复，也可以看看该服务的状态页。',
  },
  unusable: {
    en: 'Check SEARCH_BASE_URL: another program may answer there.',
    zh: '请检查 SEARCH_BASE_URL：那里可能是别的程序在回答。',
  },
  unreachable: PROXY,
  'timed-out': PROXY,
};

/** What the deployer reads about a search that failed. */
export const searchFailureTexts = {
  failed: (title: string, failure: SearchFailure): Sentence => ({
    en: `${title} ${FAILED[failure].en}`,
    zh: `${title} ${FAILED[failure].zh}`,
  }),
  remedy: (failure: SearchFailure): Sentence | undefined => REMEDIES[failure],
};
