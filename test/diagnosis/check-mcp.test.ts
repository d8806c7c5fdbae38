import { expect, it } from 'vitest';
import { checkMcp } from '../../src/diagnosis/check-mcp.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { settingsOf } from '../tools/mcp/keep-servers.ts';
import { serveMcp } from '../tools/mcp/serve-mcp.ts';

const clock = systemClock;
const at = (url: string, more = {}) => settingsOf({ kind: 'http', url, headers: {} }, more);

it('says what each server offers, and what is wrong with one that cannot be used', async () => {
  const served = await serveMcp();
  const nowhere = `http://127.0.0.1:${await findFreePort()}/mcp`;
  const findings = await checkMcp(
    [
      at(served.url, { name: 'shop' }),
      at(nowhere, { name: 'gone' }),
      at(nowhere, { name: 'off', isOff: true }),
    ],
    { clock },
  );
  expect(findings.map(({ state, sentence }) => [state, sentence.en])).toEqual([
    ['ok', 'shop: models are offered 1 tool'],
    ['warning', 'gone: It ended, or cannot be reached.'],
  ]);
  expect(findings[1]?.remedy?.en).toContain('Check its command or its address');
});

it('names what allowTools allows in vain', async () => {
  const served = await serveMcp();
  const allowTools = ['say', 'sya'];
  const [finding] = await checkMcp([at(served.url, { allowTools })], { clock });
  expect(finding).toMatchObject({ state: 'warning' });
  expect(finding?.remedy?.en).toContain('names sya,');
});
