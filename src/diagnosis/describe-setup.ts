import type { Config } from '../config/config.ts';
import type { Setup } from './setup.ts';
import type { Answerer } from '../answering/answerer.ts';
import { readVersion } from '../runtime/version.ts';

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
