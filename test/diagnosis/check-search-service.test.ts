import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { diagnoseOnline } from '../../src/diagnosis/diagnose.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { unheard } from '../support/recorded-events.ts';
import { playSearchService, type SearchAnswer } from '../tools/search/play-search-service.ts';

const deps = { clock: systemClock, log: pino({ level: 'silent' }), events: unheard };
const page = { title: '微信', url: 'https://weixin.qq.com/', content: '微信官网' };

async function check(answer: SearchAnswer, settings: Record<string, string> = {}) {
  const service = await playSearchService(answer);
  const config = parseConfig({
    ...{ SEARCH_PROVIDER: 'tavily', SEARCH_API_KEY: 'tvly-secret', SEARCH_BASE_URL: service.url },
    ...settings,
  });
  return { findings: await diagnoseOnline(config, deps), calls: service.calls };
}

describe('the check of the search service', () => {
  it('searches once, and says that the key is good', async () => {
    const { findings, calls } = await check({ json: { results: [page] } });
    expect(findings).toMatchObject([{ name: 'web-search', state: 'ok' }]);
    expect(findings[0]?.sentence.en).toContain('Tavily finds pages');
    expect(calls).toHaveLength(1);
  });

  it.each<[string, SearchAnswer, string, RegExp]>([
    ['a wrong key', { status: 401, json: {} }, 'fault', /SEARCH_API_KEY/],
    ['no money', { status: 432, json: {} }, 'fault', /Top the account up/],
    ['a wrong address', { status: 404, text: 'no' }, 'fault', /SEARCH_BASE_URL/],
    ['too many calls', { status: 429, json: {} }, 'warning', /passes by itself/],
    ['trouble of its own', { status: 500, text: 'oops' }, 'warning', /passes by itself/],
    ['a cut connection', 'reset', 'fault', /HTTPS_PROXY/],
  ])('tells %s, and what to do', async (_what, answer, state, remedy) => {
    const { findings } = await check(answer);
    expect(findings).toMatchObject([{ name: 'web-search', state }]);
    expect(findings[0]?.remedy?.en).toMatch(remedy);
    expect(JSON.stringify(findings)).not.toContain('tvly-secret');
  });

  it('warns of a service that finds nothing at all', async () => {
    const { findings } = await check({ json: { results: [] } }, { SEARCH_PROVIDER: 'searxng' });
    expect(findings).toMatchObject([{ name: 'web-search', state: 'warning' }]);
  });

  it('does not search where models may not', async () => {
    const { findings, calls } = await check({ json: {} }, { TOOLS: 'current_time' });
    expect(findings).toEqual([]);
    expect(calls).toHaveLength(0);
  });
});
