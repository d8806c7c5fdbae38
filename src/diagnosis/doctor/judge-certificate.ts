import type { Finding } from '../finding.ts';
import { addressTexts as texts } from './address-texts.ts';
import type { Certificate } from './visit.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Automatic renewals happen 30 days before the end. */
const WARN_BELOW_DAYS = 21;

/** Judges what a server showed of itself: how long it is valid, for which name, and whether its chain is complete. */
export function judgeCertificate(
  { problem, validTo }: Certificate,
  hostname: string,
  now: number,
): Finding {
  const name = 'certificate';
  const days = Math.floor((validTo - now) / DAY_MS);
  if (days < 0)
    return { name, state: 'fault', sentence: texts.expired(hostname), remedy: texts.renew() };
  if (problem === 'CERT_NOT_YET_VALID')
    return { name, state: 'fault', sentence: texts.notYetValid(), remedy: texts.setClock() };
  if (problem === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return { name, state: 'fault', sentence: texts.otherName(hostname), remedy: texts.renew() };
  if (problem === 'DEPTH_ZERO_SELF_SIGNED_CERT' || problem === 'SELF_SIGNED_CERT_IN_CHAIN')
    return { name, state: 'fault', sentence: texts.selfSigned(), remedy: texts.getOne() };
  if (problem !== undefined)
    return { name, state: 'fault', sentence: texts.chain(problem), remedy: texts.fullChain() };
  const sentence = texts.daysLeft(days);
  if (days >= WARN_BELOW_DAYS) return { name, state: 'ok', sentence };
  return { name, state: 'warning', sentence, remedy: texts.renew() };
}
