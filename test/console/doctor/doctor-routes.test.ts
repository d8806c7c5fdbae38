import { expect, it } from 'vitest';
import { createConsoleClient, openConsoleOf, signInAs } from '../../support/console-client.ts';
import { says } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';

it('has an owner examine, and shows the result to viewers in every process; agents see nothing', async () => {
  const bot = await startBot({ answerWith: () => says('OK') });
  const owner = await openConsoleOf(bot);
  const viewer = await signInAs(owner, 'viewer');
  expect((await viewer.get('/doctor')).body).toEqual({ checks: [] });
  expect((await viewer.post('/doctor')).status).toBe(403);
  const [first, second] = await Promise.all([owner.post('/doctor'), owner.post('/doctor')]);
  expect(first.status).toBe(200);
  // Who asks during a look gets its result.
  expect(second.body).toEqual(first.body);
  const names = (first.body.checks as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['settings', 'store', 'disk', 'model', 'address']));
  const other = createConsoleClient((await bot.startAnother()).url);
  const headers = { cookie: viewer.cookie() };
  const seen = await other.send('GET', '/doctor', undefined, { headers });
  expect(seen.body).toEqual(first.body);
  const agent = await signInAs(owner, 'agent');
  expect((await agent.get('/doctor')).status).toBe(403);
  expect(JSON.stringify((await owner.get('/audit')).body)).toContain('doctor.run');
});

it('knows of the last message from WeChat', async () => {
  const bot = await startBot({ answerWith: () => says('OK') });
  const owner = await openConsoleOf(bot);
  const before = (await owner.post('/doctor')).body.checks as { name: string; state: string }[];
  expect(before.find(({ name }) => name === 'push')).toMatchObject({ state: 'warning' });
  await bot.follower.says('你好');
  const after = (await owner.post('/doctor')).body.checks as { name: string; state: string }[];
  expect(after.find(({ name }) => name === 'push')).toMatchObject({ state: 'ok' });
});
