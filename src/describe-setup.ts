import type { Config } from './config.ts';
import type { Setup } from './diagnosis/setup.ts';
import type { Answerer } from './turns/answerer.ts';
import { readVersion } from './version.ts';

/** How far the set-up has come, as the settings tell it. */
export function describeSetup({ wechat }: Config, answerer: Answerer): Setup {
  return {
    version: readVersion(),
    model: answerer.origin === 'model' ? answerer.name : undefined,
    account: wechat.token
      ? { appId: wechat.appId, mode: wechat.messageMode, callsApi: wechat.appSecret !== undefined }
      : undefined,
  };
}
