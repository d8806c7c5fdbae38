import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { AdviceLanguage } from '../runtime/sentence.ts';
import { chooseNextStep, isConnected, type Setup } from '../diagnosis/setup.ts';
import { setupTexts, type SetupTexts } from '../diagnosis/setup-texts.ts';
import type { Readiness } from './health.ts';
import { authorize, readAccessRequest } from './authorize.ts';
import { requestLanguage } from './request-language.ts';

export interface StatusPageDeps {
  readonly setup: () => Setup;
  readonly readiness: Readiness;
  /** The key of the simulator's page, which also opens this one to requests from elsewhere. */
  readonly key: string;
  readonly hasSimulator: boolean;
}

/**
 * Serves GET /, a small page for the deployer with the next step. While no account is connected, it leads to the
 * simulator.
 * A request from another machine without the key is answered as if there were no such page.
 */
export function createStatusPage(deps: StatusPageDeps): RequestHandler {
  return async (request, response, next) => {
    const access = authorize(readAccessRequest(request), { key: deps.key });
    if (access !== 'let in' && access !== 'let in and remember') {
      next();
      return;
    }
    const setup = deps.setup();
    if (!isConnected(setup) && deps.hasSimulator) {
      // The links carry on the key of the address; a request from this machine has and needs none.
      const [, query] = request.url.split('?');
      response.redirect(302, `/simulator/${query === undefined ? '' : `?${query}`}`);
      return;
    }
    const page = renderStatusPage(setup, await deps.readiness(), {
      language: requestLanguage(request),
      hasSimulator: deps.hasSimulator,
    });
    response
      .set({
        'Cache-Control': 'no-store',
        'Content-Security-Policy': `default-src 'none'; style-src '${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'`,
        'Referrer-Policy': 'no-referrer',
        Vary: 'Accept-Language',
      })
      .type('html')
      .send(page);
  };
}

function renderStatusPage(
  setup: Setup,
  problems: readonly string[],
  { language, hasSimulator }: { readonly language: AdviceLanguage; readonly hasSimulator: boolean },
): string {
  const texts = setupTexts(language);
  const step = chooseNextStep(setup);
  const isReady = problems.length === 0;
  const rows = [
    [texts.state, isReady ? texts.ready : `${texts.notReady}: ${problems.join(' ')}`],
    [texts.model, setup.model ?? texts.noModel],
    [texts.account, setup.account ? texts.describeAccount(setup.account) : texts.noAccount],
    ...(setup.documents ? [[texts.documents, texts.describeDocuments(setup.documents)]] : []),
    ...(setup.others.length > 0 ? [[texts.others, setup.others.join(', ')]] : []),
    [texts.lastMessage, describeTime(setup.lastMessageAt, texts, language)],
  ];
  const list = rows
    .map(([label = '', value = '']) => `<dt>${escape(label)}</dt><dd>${escape(value)}</dd>`)
    .join('\n');
  const links = [
    ...(hasSimulator ? [`<a href="/simulator/">${escape(texts.simulator)}</a>`] : []),
    `<a href="/metrics">${escape(texts.metrics)}</a>`,
  ].join('\n');
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(texts.name)}</title>
<style>${STYLE}</style>
<main>
<h1>${escape(texts.name)} <small>${escape(setup.version)}</small></h1>
<dl>
${list}
</dl>
<section class="${step === 'nothing' ? 'done' : 'open'}">
<h2>${escape(texts.next)}</h2>
<p>${escape(texts.steps[step])}</p>
</section>
<nav>
${links}
</nav>
</main>
</html>
`;
}

function describeTime(
  time: number | undefined,
  texts: SetupTexts,
  language: AdviceLanguage,
): string {
  if (time === undefined) return texts.noMessageYet;
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
  return format.format(time);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --line: #d9dee3; --dim: #57606a; --mark: #07844a; --ground: #f6f8fa; --card: #fff; }
@media (prefers-color-scheme: dark) { :root { --line: #30363d; --dim: #9aa4ae; --mark: #3fb97c; --ground: #0d1117; --card: #161b22; } }
body { margin: 0; background: var(--ground); font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 38rem; margin: 12vh auto 4rem; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 1.5rem; }
small { font-size: 0.9rem; font-weight: 400; color: var(--dim); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.6rem 1.5rem; margin: 0; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
section { margin: 1.25rem 0; padding: 0.25rem 1.25rem; border-left: 3px solid var(--mark); }
section.done { border-color: var(--line); }
h2 { font-size: 1rem; font-weight: 600; margin: 0; }
p { margin: 0.25rem 0 0; overflow-wrap: anywhere; }
nav { display: flex; gap: 1.5rem; padding: 0 1.25rem; }
a { color: var(--mark); }
`;
const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
