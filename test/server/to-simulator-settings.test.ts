import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { SIMULATOR_ACCOUNT } from '../../src/accounts/account-name.ts';
import { createCredentials, toSimulatorSettings } from '../../src/server/to-simulator-settings.ts';
import { toAccountSettings } from '../../src/server/to-account-settings.ts';

const REAL = {
  ...{ WECHAT_TOKEN: 'realtoken', WECHAT_APP_ID: 'wx0123456789abcdef' },
  ...{ WECHAT_APP_SECRET: 'f'.repeat(32), WECHAT_ENCODING_AES_KEY: 'a'.repeat(43) },
  ...{ WECHAT_PREVIOUS_ENCODING_AES_KEY: 'b'.repeat(43), WECHAT_MESSAGE_MODE: 'safe' },
};

function simulate(settings: Readonly<Record<string, string>>) {
  const real = toAccountSettings(parseConfig({ ...REAL, ...settings }), {
    ...{ name: 'default', token: 'realtoken', attemptMs: 5000, systemPrompt: '你是客服。' },
  });
  const apiBaseUrl = 'http://127.0.0.1:1';
  return {
    real,
    simulated: toSimulatorSettings(real, { credentials: createCredentials(), apiBaseUrl }),
  };
}

it('the account of the simulator holds nothing with which a real follower could be reached', () => {
  const { simulated } = simulate({});
  expect(simulated.name).toBe(SIMULATOR_ACCOUNT);
  expect(simulated.wechat).toMatchObject({
    apiBaseUrl: 'http://127.0.0.1:1',
    messageMode: 'compat',
    previousEncodingAesKey: undefined,
  });
  for (const secret of Object.values(REAL).filter((value) => value !== 'safe'))
    expect(JSON.stringify(simulated.wechat)).not.toContain(secret);
});

it('its followers read what real followers read', () => {
  const { real, simulated } = simulate({});
  expect({ ...simulated, name: real.name, wechat: real.wechat }).toEqual(real);
});

it.each([
  ['on', 'auto'],
  ['auto', 'auto'],
  ['off', 'off'],
])('with CUSTOMER_SERVICE=%s its customer-service messages are %s', (set, expected) => {
  expect(simulate({ CUSTOMER_SERVICE: set }).simulated.customerService).toBe(expected);
});
