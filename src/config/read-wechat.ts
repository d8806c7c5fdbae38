import type { WechatConfig } from './config.ts';
import type { EnvReader } from './env-reader.ts';
import { settingTexts } from './setting-texts.ts';

/** Reads the settings that WeChat's backend shows for the account. */
export function readWechat(reader: EnvReader): WechatConfig {
  const aesKey = (name: string) =>
    reader.matching(name, /^[A-Za-z0-9]{43}$/, (value) => settingTexts.aesKey(name, value));
  return {
    token: reader.matching('WECHAT_TOKEN', /^[A-Za-z0-9]{3,32}$/, settingTexts.token),
    appId: reader.matching('WECHAT_APP_ID', /^wx[0-9A-Za-z]{16}$/, settingTexts.appId),
    appSecret: reader.matching('WECHAT_APP_SECRET', /^[0-9A-Za-z]{32}$/, settingTexts.appSecret),
    encodingAesKey: aesKey('WECHAT_ENCODING_AES_KEY'),
    previousEncodingAesKey: aesKey('WECHAT_PREVIOUS_ENCODING_AES_KEY'),
    messageMode: reader.oneOf('WECHAT_MESSAGE_MODE', ['auto', 'plain', 'compat', 'safe'], 'auto'),
    apiBaseUrl: reader.httpUrl('WECHAT_API_BASE_URL') ?? 'https://api.weixin.qq.com',
    timestampWindowSeconds: reader.integer('WECHAT_TIMESTAMP_WINDOW_SECONDS', {
      least: 0,
      most: 86_400,
      byDefault: 600,
    }),
  };
}
