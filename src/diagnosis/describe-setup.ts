import type { Config } from '../config/config.ts';
import type { Setup } from './setup.ts';
import { readVersion } from '../runtime/version.ts';

/** How far the set-up has come, as the settings tell it. */
export function describeSetup({ wechat, llm }: Config, pipeline: { readonly name: string }): Setup {
  return {
    version: readVersion(),
    model: llm === undefined ? undefined : pipeline.name,
    account: wechat.token
      ? { appId: wechat.appId, mode: wechat.messageMode, callsApi: wechat.appSecret !== undefined }
      : undefined,
  };
}
