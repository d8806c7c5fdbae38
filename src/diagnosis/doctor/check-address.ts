import { isIP } from 'node:net';
import type { Clock } from '../../runtime/clock.ts';
import { isLocalAddress } from '../../runtime/local-address.ts';
import type { Finding } from '../finding.ts';
import { addressTexts as texts } from './address-texts.ts';
import { judgeCertificate } from './judge-certificate.ts';
import { judgeWebhookAnswer } from './judge-webhook-answer.ts';
import { visit, type Visit } from './visit.ts';

interface AddressDeps {
  readonly clock: Clock;
  readonly resolve: (hostname: string) => Promise<readonly string[]>;
  readonly webhookSays: string;
  readonly trusted?: string;
}

/** WeChat pushes to these ports only. */
const PORTS = ['', '80', '443'];

/** Goes the way of WeChat's messages: name, address, certificate, and what answers there. */
export async function checkAddress(
  publicUrl: string | undefined,
  { clock, resolve, webhookSays, trusted }: AddressDeps,
): Promise<readonly Finding[]> {
  const name = 'address';
  if (publicUrl === undefined)
    return [{ name, state: 'warning', sentence: texts.notSet(), remedy: texts.setIt() }];
  const url = new URL(`${publicUrl.replace(/\/+$/, '')}/wechat`);
  const { hostname, port } = url;
  const copy = url.href;
  if (isLocalAddress(url.href))
    return [{ name, state: 'fault', sentence: texts.isLocal(hostname), remedy: texts.usePublic() }];
  const wrongPort: readonly Finding[] = PORTS.includes(port)
    ? []
    : [{ name, state: 'fault', sentence: texts.port(port), remedy: texts.usePort() }];
  const addresses = isIP(hostname) ? [hostname] : await resolve(hostname);
  if (addresses.length === 0)
    return [{ name, state: 'fault', sentence: texts.noName(hostname), remedy: texts.setName() }];
  const isPrivate = addresses.every((address) => isLocalAddress(toUrl(address)));
  if (isPrivate)
    return [
      {
        ...{ name, state: 'fault' },
        ...{ sentence: texts.private(hostname, addresses), remedy: texts.pointName() },
      },
    ];
  const found: Finding = { name, state: 'ok', sentence: texts.found(hostname, addresses), copy };
  const startedAt = clock.now();
  let visited: Visit;
  try {
    visited = await visit(url, trusted);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const isLate = code === 'ETIMEDOUT';
    const sentence = texts.noAnswer(url.host, code);
    const remedy = texts.openPort();
    return [
      ...wrongPort,
      found,
      { name: 'webhook', state: isLate ? 'warning' : 'fault', sentence, remedy },
    ];
  }
  const tookMs = clock.now() - startedAt;
  const certificate =
    visited.certificate && judgeCertificate(visited.certificate, hostname, clock.now());
  return [
    ...(wrongPort.length > 0 ? wrongPort : [found]),
    ...(certificate ? [certificate] : []),
    { ...judgeWebhookAnswer(visited, webhookSays, url), tookMs },
  ];
}

function toUrl(address: string): string {
  return isIP(address) === 6 ? `http://[${address}]` : `http://${address}`;
}
