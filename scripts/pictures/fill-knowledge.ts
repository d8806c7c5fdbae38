import { setTimeout as sleep } from 'node:timers/promises';
import type { SearchAnswer } from '../../src/console/knowledge/knowledge-contract.ts';
import type { ConsoleClient } from '../../test/support/console-client.ts';
import { FAQ, FILES } from './tea-shop.ts';

const LOOK_AGAIN_MS = 200;

/** Uploads the shop's files and writes its own answers; returns once the last file is found. */
export async function fillKnowledge(owner: ConsoleClient): Promise<void> {
  for (const { name, text } of FILES)
    await owner.send('POST', `/knowledge/files?name=${encodeURIComponent(name)}`, undefined, {
      body: text,
    });
  for (const entry of FAQ) await owner.put('/knowledge/faq', entry);
  while (!(await isFound(owner, FILES.at(-1)?.name))) await sleep(LOOK_AGAIN_MS);
}

/** Says whether the index, which follows the files a moment later, knows a file. */
async function isFound(owner: ConsoleClient, name: string | undefined): Promise<boolean> {
  const answer = await owner.post('/knowledge/search', { question: '文三路店的营业时间' });
  const { passages } = answer.body as SearchAnswer;
  return passages.some(({ document }) => document === name);
}
