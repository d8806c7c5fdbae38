import type { AccountConfig } from './config.ts';
import type { EnvReader } from './env-reader.ts';
import { settingTexts } from './setting-texts.ts';

type Together = Pick<AccountConfig, 'wechat' | 'conversation' | 'delivery'>;

/** Finds settings that are wrong only together. One that is wrong by itself was named already and counts as set. */
export function checkTogether(
  { wechat, conversation, delivery }: Together,
  reader: EnvReader,
): void {
  const has = reader.isSet;
  if (has('WECHAT_APP_SECRET') && !has('WECHAT_APP_ID'))
    reader.refuse('WECHAT_APP_SECRET', settingTexts.secretNeedsAppId());
  if (has('WECHAT_PREVIOUS_ENCODING_AES_KEY') && !has('WECHAT_ENCODING_AES_KEY'))
    reader.refuse('WECHAT_PREVIOUS_ENCODING_AES_KEY', settingTexts.previousNeedsAesKey());
  if (wechat.messageMode === 'safe' && !has('WECHAT_ENCODING_AES_KEY'))
    reader.refuse('WECHAT_MESSAGE_MODE', settingTexts.safeNeedsAesKey());
  if (wechat.messageMode === 'safe' && !has('WECHAT_APP_ID'))
    reader.refuse('WECHAT_MESSAGE_MODE', settingTexts.safeNeedsAppId());
  const ofAnAccount = ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_ENCODING_AES_KEY'] as const;
  if (!has('WECHAT_TOKEN') && ofAnAccount.some(has))
    reader.refuse('WECHAT_TOKEN', settingTexts.tokenMissing());
  if (delivery.customerService === 'on' && !has('WECHAT_APP_SECRET'))
    reader.refuse('CUSTOMER_SERVICE', settingTexts.customerServiceNeedsSecret());
  // Each of the two may be in order by itself, so the problem is named for neither.
  if (conversation.systemPrompt && conversation.systemPromptFile)
    reader.refuse(undefined, settingTexts.twoPrompts());
  const texts = {
    WELCOME_TEXT: conversation.welcomeText,
    PAUSED_TEXT: conversation.pausedText,
  };
  for (const name of ['WELCOME_TEXT', 'PAUSED_TEXT'] as const) {
    const bytes = Buffer.byteLength(texts[name] ?? '');
    if (bytes > delivery.textLimitBytes)
      reader.refuse(name, settingTexts.textTooLong(name, bytes, delivery.textLimitBytes));
  }
}
