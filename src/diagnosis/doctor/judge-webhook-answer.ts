import type { Finding } from '../finding.ts';
import { addressTexts as texts } from './address-texts.ts';
import type { Visit } from './visit.ts';

/** Judges whether our own webhook answered at its public address. */
export function judgeWebhookAnswer(
  { status, location, text }: Pick<Visit, 'status' | 'location' | 'text'>,
  webhookSays: string,
  url: URL,
): Finding {
  const name = 'webhook';
  const fault = (sentence: Finding['sentence'], remedy: Finding['sentence'], copy?: string) =>
    ({ name, state: 'fault', sentence, remedy, ...(copy !== undefined && { copy }) }) as const;
  if (status >= 300 && status < 400) {
    const target =
      location !== undefined && URL.canParse(location, url.href) && new URL(location, url);
    const isToHttps = target && url.protocol === 'http:' && target.protocol === 'https:';
    const isSame = target && target.host === url.host && target.pathname === url.pathname;
    if (isToHttps && isSame)
      return fault(
        texts.redirectsToHttps(),
        texts.useHttps(),
        `https://${url.host}${url.pathname}`,
      );
    return fault(texts.redirects(status), texts.noRedirect());
  }
  if (status === 200 && text.includes(webhookSays))
    return { name, state: 'ok', sentence: texts.isOurs(url.href), copy: url.href };
  if (status === 502 || status === 503 || status === 504)
    return fault(texts.gateway(status), texts.startBehindGateway());
  if (status === 404) return fault(texts.notFound(url.pathname), texts.passPathOn());
  return fault(texts.anotherServer(status), texts.pointHere());
}
