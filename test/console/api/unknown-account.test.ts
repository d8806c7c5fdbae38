import { expect, it } from 'vitest';
import { openConsoleOf } from '../../support/console-client.ts';
import { startBot } from '../../support/start-bot.ts';

const ADDRESSES = [
  'GET /accounts/none',
  'GET /settings?account=none',
  'GET /personas?account=none',
  'GET /followers?account=none',
  'GET /overview?account=none',
  'GET /knowledge?account=none',
  'GET /doctor?account=none',
  'POST /doctor?account=none',
  'GET /webhook-calls?account=none',
] as const;

it('is answered by 404 with one sentence, whatever is asked about it', async () => {
  const owner = await openConsoleOf(await startBot());
  for (const address of ADDRESSES) {
    const [method, path] = address.split(' ') as ['GET' | 'POST', string];
    const { status, body } = await owner.send(method, path);
    expect([address, status, body.code]).toEqual([address, 404, 'no_account']);
    expect(body.sentence).toMatch(/none/);
  }
  for (const path of ['/doctor?account=No%20Name', '/webhook-calls?account=No%20Name'])
    expect([path, (await owner.get(path)).status]).toEqual([path, 404]);
});
