import type { Logger } from 'pino';
import type { SearchOutcome } from './create-web-search.ts';
import type { SearchFailure } from './search-backend.ts';
import { searchFailureTexts as texts } from './search-failure-texts.ts';

/** Creates what tells the deployer that searches begin to fail, fail otherwise, and work again. */
export function createSearchNews(title: string, log: Logger): (outcome: SearchOutcome) => void {
  let before: SearchFailure | undefined;
  return (outcome) => {
    const failure = outcome.is === 'failed' ? outcome.failure : undefined;
    // The words of one follower say nothing about the service.
    if (failure === before || failure === 'query') return;
    before = failure;
    if (outcome.is === 'found') {
      log.info({ zh: `${title} 又能搜索了` }, `${title} finds pages again`);
      return;
    }
    const said = texts.failed(title, outcome.failure);
    const advice = texts.remedy(outcome.failure);
    log.warn(
      {
        ...{ code: 'search_failed', failure, status: outcome.status },
        ...{ advice: advice?.en, adviceZh: advice?.zh, zh: `搜索不了：${said.zh}` },
      },
      `Searches fail: ${said.en}`,
    );
  };
}
