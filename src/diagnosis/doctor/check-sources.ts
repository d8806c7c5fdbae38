import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { WechatApiError, WechatUnreachableError } from '../../wechat/errors.ts';
import type { Finding } from '../finding.ts';
import type { WechatSession } from '../wechat-session.ts';
import { unlessTokenFails } from './unless-token-fails.ts';
import { wechatDoctorTexts as texts } from './wechat-doctor-texts.ts';

const answerFields = z.object({ ip_list: z.array(z.string()) });

/** Asks WeChat from which addresses it pushes, and compares them with those from which pushes came. */
export async function checkSources(
  wechat: WechatSession,
  seen: readonly string[],
): Promise<readonly Finding[]> {
  const name = 'sources';
  return unlessTokenFails(wechat, async () => {
    let listed: readonly string[];
    try {
      listed = answerFields.parse(await wechat.ask('cgi-bin/getcallbackip')).ip_list;
    } catch (error) {
      if (
        !(error instanceof WechatApiError) &&
        !(error instanceof WechatUnreachableError) &&
        !(error instanceof z.ZodError)
      )
        throw error;
      return [{ name, state: 'warning', sentence: texts.noSources(), remedy: texts.askLater() }];
    }
    const strange = seen.filter((address) => !isListed(address, listed));
    if (strange.length === 0)
      return [{ name, state: 'ok', sentence: texts.sources(listed.length) }];
    return [
      {
        ...{ name, state: 'warning' },
        ...{ sentence: texts.otherSources(strange), remedy: texts.passAddressOn() },
      },
    ];
  });
}

/** Says whether an address is among addresses and networks. */
export function isListed(address: string, listed: readonly string[]): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  if (family === 0) return false;
  const networks = new BlockList();
  for (const entry of listed) {
    const [network = '', prefix] = entry.split('/');
    const kind = isIP(network);
    const type = kind === 6 ? 'ipv6' : 'ipv4';
    if (kind === 0) continue;
    if (prefix === undefined) networks.addAddress(network, type);
    else networks.addSubnet(network, Number(prefix), type);
  }
  return networks.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}
