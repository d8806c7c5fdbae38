import { describe, expect, it } from 'vitest';
import type { SearchFailure } from '../../../src/tools/search/search-backend.ts';
import { SEARCH_BACKENDS, type SearchProvider } from '../../../src/tools/search/search-backends.ts';
import { playSearchService, searchAt, type SearchAnswer } from './play-search-service.ts';

const QUERY = '今天 天气';
const ENCODED = '%E4%BB%8A%E5%A4%A9+%E5%A4%A9%E6%B0%94';
const BEARER = { authorization: 'Bearer sk-test' };

interface Documented {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** With one page in the documented form. */
  readonly answer: unknown;
  /** How the page is read. */
  readonly hit: Readonly<Record<string, string>>;
  /** Where nothing was found. */
  readonly nothing: unknown;
}

const page = { title: '天气预报', url: 'https://weather.example/1' };

const documented: Readonly<Record<SearchProvider, Documented>> = {
  bocha: {
    ...{ method: 'POST', path: '/v1/web-search', headers: BEARER },
    body: { query: QUERY, count: 8, freshness: 'noLimit', summary: true },
    answer: {
      code: 200,
      log_id: 'd71841ad20095f61',
      msg: null,
      data: {
        _type: 'SearchResponse',
        webPages: {
          totalEstimatedMatches: 9,
          value: [
            {
              ...{ id: null, name: page.title, url: page.url, snippet: '短', summary: '晴，26 度' },
              ...{ siteName: '天气网', datePublished: '2026-11-30T08:18:30+08:00' },
            },
          ],
        },
        images: { value: [] },
      },
    },
    hit: { ...page, site: '天气网', date: '2026-11-30T08:18:30+08:00', snippet: '晴，26 度' },
    nothing: { code: 200, msg: null, data: { _type: 'SearchResponse', webPages: null } },
  },
  zhipu: {
    ...{ method: 'POST', path: '/api/paas/v4/web_search', headers: BEARER },
    body: {
      ...{ search_engine: 'search_std', search_query: QUERY, search_intent: false },
      ...{ count: 8, content_size: 'medium' },
    },
    answer: {
      ...{ id: '1', created: 1, request_id: '2', search_intent: [] },
      search_result: [
        {
          ...{ title: page.title, link: page.url, content: '晴', media: '天气网' },
          ...{ publish_date: '2026-11-30', icon: '', refer: 'ref_1' },
        },
      ],
    },
    hit: { ...page, site: '天气网', date: '2026-11-30', snippet: '晴' },
    nothing: { id: '1', created: 1, request_id: '2' },
  },
  qianfan: {
    ...{ method: 'POST', path: '/v2/ai_search/web_search', headers: BEARER },
    body: {
      messages: [{ role: 'user', content: QUERY }],
      search_source: 'baidu_search_v2',
      resource_type_filter: [{ type: 'web', top_k: 8 }],
    },
    answer: {
      request_id: '1',
      references: [
        {
          ...{ id: 1, type: 'web', title: page.title, url: page.url, content: '晴' },
          ...{ website: '天气网', date: '2026-11-30 18:02:00', web_anchor: '天气', image: null },
        },
      ],
    },
    hit: { ...page, site: '天气网', date: '2026-11-30 18:02:00', snippet: '晴' },
    nothing: { request_id: '1' },
  },
  metaso: {
    ...{ method: 'POST', path: '/api/v1/search', headers: BEARER },
    body: {
      ...{ q: QUERY, scope: 'webpage', size: 8 },
      ...{ includeSummary: false, includeRawContent: false, conciseSnippet: false },
    },
    answer: {
      ...{ credits: 3, total: 1 },
      webpages: [
        {
          ...{ title: page.title, link: page.url, snippet: '晴', score: 'high', position: 1 },
          date: '2026年11月30日',
        },
      ],
    },
    hit: { ...page, site: '', date: '2026年11月30日', snippet: '晴' },
    nothing: { credits: 3, total: 0 },
  },
  tavily: {
    ...{ method: 'POST', path: '/search', headers: BEARER },
    body: { query: QUERY, search_depth: 'basic', topic: 'general', max_results: 8 },
    answer: {
      ...{ query: QUERY, answer: null, response_time: 1.2 },
      results: [{ ...page, content: '晴', score: 0.9, published_date: '2026-11-30' }],
    },
    hit: { ...page, site: '', date: '2026-11-30', snippet: '晴' },
    nothing: { query: QUERY, results: [] },
  },
  brave: {
    method: 'GET',
    path: `/res/v1/web/search?q=${ENCODED}&count=8&text_decorations=false`,
    headers: { 'x-subscription-token': 'sk-test', accept: 'application/json' },
    answer: {
      type: 'search',
      web: {
        results: [
          {
            ...page,
            description: '晴',
            page_age: '2026-11-30T00:00:00',
            profile: { name: '天气网' },
          },
        ],
      },
    },
    hit: { ...page, site: '天气网', date: '2026-11-30T00:00:00', snippet: '晴' },
    nothing: { type: 'search', query: { original: QUERY } },
  },
  exa: {
    ...{ method: 'POST', path: '/search', headers: { 'x-api-key': 'sk-test' } },
    body: {
      ...{ query: QUERY, type: 'auto', numResults: 8 },
      contents: { text: { maxCharacters: 500 } },
    },
    answer: {
      requestId: '1',
      results: [{ ...page, id: page.url, publishedDate: '2026-11-30T00:00:00.000Z', text: '晴' }],
    },
    hit: { ...page, site: '', date: '2026-11-30T00:00:00.000Z', snippet: '晴' },
    nothing: { requestId: '1', results: [] },
  },
  searxng: {
    method: 'GET',
    path: `/search?q=${ENCODED}&format=json&categories=general`,
    headers: { accept: 'application/json' },
    answer: {
      query: QUERY,
      results: [{ ...page, content: '晴', engine: 'bing', publishedDate: null }],
    },
    hit: { ...page, site: '', date: '', snippet: '晴' },
    nothing: { query: QUERY, results: [] },
  },
};

const providers = Object.keys(SEARCH_BACKENDS) as SearchProvider[];

describe('a search service', () => {
  it.each(providers)('%s is asked as documented, and its pages are read', async (provider) => {
    const { method, path, headers, body, answer, hit } = documented[provider];
    const service = await playSearchService({ json: answer });
    const outcome = await searchAt(service.url, { provider }).find(QUERY);
    expect(outcome).toEqual({ is: 'found', hits: [hit] });
    expect(service.calls).toHaveLength(1);
    const [call] = service.calls;
    expect(call).toMatchObject({ method, path, headers });
    expect(call?.body).toEqual(body);
    expect(call?.headers['content-type']).toBe(body && 'application/json');
  });

  it.each(providers)('%s may find nothing', async (provider) => {
    const service = await playSearchService({ json: documented[provider].nothing });
    const outcome = await searchAt(service.url, { provider }).find(QUERY);
    expect(outcome).toEqual({ is: 'found', hits: [] });
  });

  it.each<[SearchProvider, SearchFailure, number, unknown]>([
    ['bocha', 'key', 401, { code: '401', message: 'Invalid API KEY', log_id: '1' }],
    ['bocha', 'money', 403, { code: '403', message: 'You do not have enough money', log_id: '1' }],
    ['bocha', 'throttled', 429, { code: '429', message: 'You have reached the request limit' }],
    ['bocha', 'query', 400, { code: '400', message: 'Missing parameter query', log_id: '1' }],
    ['bocha', 'down', 500, { code: '500', message: 'xxxx', log_id: '1' }],
    ['bocha', 'money', 200, { code: 403, msg: '余额不足', data: null }],
    ['zhipu', 'key', 401, { error: { code: '1000', message: '身份验证失败' } }],
    ['zhipu', 'money', 429, { error: { code: '1113', message: '您的账户已欠费，请充值后重试' } }],
    ['zhipu', 'throttled', 429, { error: { code: '1302', message: '您的账户已达到速率限制' } }],
    ['zhipu', 'query', 400, { error: { code: '1301', message: '可能包含不安全或敏感内容' } }],
    ['zhipu', 'throttled', 200, { error: { code: '1701', message: '网络搜索并发已达上限' } }],
    ['zhipu', 'down', 200, { error: { code: '1702', message: '未找到可用的搜索引擎服务' } }],
    ['zhipu', 'query', 200, { error: { code: '1703', message: '搜索引擎未返回有效数据' } }],
    ['qianfan', 'key', 401, { code: 'invalid_iam_token', message: 'IAM Certification failed' }],
    ['qianfan', 'key', 200, { code: 216003, message: 'Authentication error', requestId: '1' }],
    ['qianfan', 'money', 429, { code: 'BILLING_INSUFFICIENT_BALANCE', message: 'no' }],
    ['qianfan', 'throttled', 429, { code: 'rpm_rate_limit_exceeded', message: 'Rate limit' }],
    ['metaso', 'key', 200, { errCode: 2005, errMsg: 'API key 无效' }],
    ['metaso', 'money', 200, { errCode: 3003, errMsg: '搜索次数超出限制' }],
    ['metaso', 'money', 200, { errCode: 9999, errMsg: '余额不足' }],
    ['metaso', 'throttled', 429, { errCode: 1, errMsg: '' }],
    ['tavily', 'key', 401, { detail: { error: 'Unauthorized: missing or invalid API key.' } }],
    ['tavily', 'money', 432, { detail: { error: "This request exceeds your plan's set usage" } }],
    ['tavily', 'money', 433, { detail: { error: 'exceeds the pay-as-you-go limit' } }],
    ['tavily', 'throttled', 429, { detail: { error: 'blocked due to excessive requests' } }],
    ['tavily', 'query', 400, { detail: { error: 'Query is too long' } }],
    ['brave', 'key', 422, { error: { code: 'SUBSCRIPTION_TOKEN_INVALID', status: 422 } }],
    ['brave', 'throttled', 429, { error: { code: 'RATE_LIMITED', detail: 'Request rate limit' } }],
    ['brave', 'money', 429, { error: { code: 'QUOTA_LIMITED', detail: 'Quota exceeded' } }],
    ['brave', 'query', 422, { error: { code: 'VALIDATION', detail: 'Unable to validate' } }],
    ['exa', 'key', 401, { requestId: '1', error: 'Invalid key', tag: 'INVALID_API_KEY' }],
    ['exa', 'money', 402, { requestId: '1', error: 'No more', tag: 'NO_MORE_CREDITS' }],
    ['exa', 'throttled', 429, { requestId: '1', error: 'Slow down' }],
    ['exa', 'down', 503, { requestId: '1', error: 'Unavailable' }],
  ])('%s says "%s" with %i %j', async (provider, failure, status, json) => {
    const service = await playSearchService({ status, json });
    const outcome = await searchAt(service.url, { provider }).find(QUERY);
    expect(outcome).toEqual({ is: 'failed', failure, status });
    expect(service.calls).toHaveLength(1);
  });

  it.each<[string, SearchProvider, SearchFailure, SearchAnswer]>([
    ['JSON that is off', 'searxng', 'json-off', { status: 403, text: '<title>403</title>' }],
    ['a limiter', 'searxng', 'throttled', { status: 429, text: 'Too Many Requests' }],
    ['another program', 'searxng', 'unusable', { text: '<html>hello</html>' }],
    ['another address', 'bocha', 'address', { status: 404, text: 'Not Found' }],
    ['a redirect', 'exa', 'address', { status: 302, text: '', location: 'https://evil.example/' }],
    ['other JSON', 'tavily', 'unusable', { json: ['hello'] }],
  ])('that answers with %s (%s) is explained as "%s"', async (_what, provider, failure, answer) => {
    const service = await playSearchService(answer);
    const outcome = await searchAt(service.url, { provider }).find(QUERY);
    expect(outcome).toMatchObject({ is: 'failed', failure });
    expect(service.calls).toHaveLength(1);
  });

  it.each<[SearchProvider, number]>([
    ['zhipu', 70],
    ['qianfan', 72],
    ['bocha', 200],
  ])('%s is asked with %i characters at most', async (provider, most) => {
    const service = await playSearchService({ json: documented[provider].answer });
    await searchAt(service.url, { provider }).find('搜'.repeat(300));
    expect(JSON.stringify(service.calls[0]?.body).match(/搜+/)?.[0]).toHaveLength(most);
  });
});
