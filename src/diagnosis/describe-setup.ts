import type { AccountConfig } from '../config/config.ts';
import { nameModels } from './describe-settings.ts';
import type { Setup, SetupDocuments } from './setup.ts';
import { readVersion } from '../runtime/version.ts';

/** How far the set-up has come, as the account at /wechat and the names of the others tell it. */
export function describeSetup(
  { wechat, chatModels }: Pick<AccountConfig, 'wechat' | 'chatModels'>,
  others: readonly string[],
  documents?: SetupDocuments,
): Setup {
  return {
    version: readVersion(),
    model: nameModels(chatModels),
    account: wechat.token
      ? { appId: wechat.appId, mode: wechat.messageMode, callsApi: wechat.appSecret !== undefined }
      : undefined,
    others,
    ...(documents && { documents }),
  };
}
