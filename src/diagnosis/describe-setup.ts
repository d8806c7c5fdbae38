import type { AccountConfig } from '../config/config.ts';
import type { Setup } from './setup.ts';
import { readVersion } from '../runtime/version.ts';

/** How far the set-up has come, as the account at /wechat and the names of the others tell it. */
export function describeSetup(
  { wechat, chatModels }: Pick<AccountConfig, 'wechat' | 'chatModels'>,
  pipeline: { readonly name: string },
  others: readonly string[],
): Setup {
  return {
    version: readVersion(),
    model: chatModels.length === 0 ? undefined : pipeline.name,
    account: wechat.token
      ? { appId: wechat.appId, mode: wechat.messageMode, callsApi: wechat.appSecret !== undefined }
      : undefined,
    others,
  };
}
