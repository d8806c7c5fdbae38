import { randomBytes } from 'node:crypto';
import { SIMULATOR_ACCOUNT } from '../accounts/account-name.ts';
import type { AccountSettings } from '../accounts/account-settings.ts';

/** What a deployer would copy from WeChat's console. */
interface SimulatorCredentials {
  readonly token: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly encodingAesKey: string;
}

/** Makes up the ids and secrets of one start. */
export function createCredentials(): SimulatorCredentials {
  return {
    token: randomBytes(16).toString('hex'),
    appId: `wx${randomBytes(8).toString('hex')}`,
    appSecret: randomBytes(16).toString('hex'),
    encodingAesKey: `${randomBytes(21).toString('hex')}0`,
  };
}

/** Returns the settings of the real account, changed so that its double meets the played WeChat only. */
export function toSimulatorSettings(
  settings: AccountSettings,
  { credentials, apiBaseUrl }: { credentials: SimulatorCredentials; apiBaseUrl: string },
): AccountSettings {
  return {
    ...settings,
    name: SIMULATOR_ACCOUNT,
    isPaused: false,
    wechat: {
      ...settings.wechat,
      ...credentials,
      previousToken: undefined,
      previousEncodingAesKey: undefined,
      messageMode: 'compat',
      apiBaseUrl,
    },
    // What the account may do is chosen on the page.
    customerService: settings.customerService === 'off' ? 'off' : 'auto',
  };
}
