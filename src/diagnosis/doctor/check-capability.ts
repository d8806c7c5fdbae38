import type { Finding } from '../finding.ts';
import { wechatDoctorTexts as texts } from './wechat-doctor-texts.ts';

/** Tells whether the account may send customer-service messages, as far as it is known. */
export function judgeCapability(
  mode: 'auto' | 'on' | 'off',
  { hasSecret, known }: { readonly hasSecret: boolean; readonly known: 'yes' | 'no' | 'unknown' },
): Finding {
  const name = 'capability';
  if (mode === 'off') return { name, state: 'ok', sentence: texts.messagesOff() };
  if (!hasSecret)
    return mode === 'on'
      ? { name, state: 'fault', sentence: texts.onWithoutSecret(), remedy: texts.setSecret() }
      : { name, state: 'ok', sentence: texts.noSecret() };
  if (mode === 'on' && known === 'no')
    return { name, state: 'warning', sentence: texts.onAndRefused(), remedy: texts.setAuto() };
  return { name, state: 'ok', sentence: texts.messages(mode === 'on' ? 'yes' : known) };
}
