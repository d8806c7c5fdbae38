import { listAllowedLinks } from '../../answering/passages/list-allowed-links.ts';
import { limitLinks } from '../../rendering/links/limit-links.ts';

/** Lists the hosts to which passages of one document link and to which a model's answer may not. */
export function listUnlistedHosts(
  passages: readonly { readonly body: string }[],
  {
    address,
    linkHosts,
    systemPrompt,
  }: {
    readonly address: string | undefined;
    readonly linkHosts: readonly string[];
    readonly systemPrompt: string;
  },
): readonly string[] {
  const allowed = listAllowedLinks({
    listed: linkHosts,
    passages: address === undefined ? [] : [{ address }],
    ...{ instructions: systemPrompt, question: '', mark: '' },
  });
  if (!allowed) return [];
  const hosts = new Set<string>();
  for (const { body } of passages)
    limitLinks(body, { allowed, onOther: (host) => host !== '' && hosts.add(host) });
  return [...hosts].sort();
}
