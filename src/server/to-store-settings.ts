import { TURN_STEPS } from '../answering/tools/turn-steps.ts';
import { ACCOUNT_COLLECTIONS } from '../accounts/account-collections.ts';
import { SHARED_PAGES } from '../answering/links/shared-pages.ts';
import { ANSWER_LENGTHS } from '../delivery/answer-pace.ts';
import { LEARNING_COLLECTIONS } from '../learning/learning-collections.ts';
import { MEMORY_COLLECTIONS } from '../memory/memory-collections.ts';
import type { ServerConfig } from '../config/config.ts';
import { FOLLOWER_CARDS } from '../inbox/follower-card.ts';
import { PREFERENCES } from '../personas/preferences.ts';
import { PERSONAS } from '../personas/stored-personas.ts';
import { DOCTOR_RESULTS } from '../console/doctor/doctor-desk.ts';
import { LAST_PUSHES } from '../alerts/last-push.ts';
import { ACCESS_COLLECTIONS } from '../console/access/access-collections.ts';
import { AUDIT_COLLECTIONS } from '../console/audit/audit-book.ts';
import { ALERT_COLLECTIONS } from '../alerts/alert-collections.ts';
import { BOT_COLLECTIONS } from '../models/bots/bot-memory.ts';
import { KNOWLEDGE_COLLECTIONS } from '../knowledge/bases/knowledge-collections.ts';
import { BREAKERS } from '../models/failover/breaker-record.ts';
import { PAGE_READS } from '../tools/pages/page-allowance.ts';
import { ASSISTANT_COLLECTIONS } from './console/assistant-collections.ts';
import type { CollectionDefinition } from '../runtime/collection.ts';
import { LAST_VERSION } from '../store/last-version.ts';
import type { StoreSettings } from '../store/store-settings.ts';

/** Every collection of the product. What is about followers is deleted and exported with them, as it stands here. */
export const COLLECTIONS: readonly CollectionDefinition[] = [
  ...ACCOUNT_COLLECTIONS,
  ANSWER_LENGTHS,
  FOLLOWER_CARDS,
  PREFERENCES,
  SHARED_PAGES,
  PERSONAS,
  ...ALERT_COLLECTIONS,
  LAST_PUSHES,
  DOCTOR_RESULTS,
  ...BOT_COLLECTIONS,
  BREAKERS,
  ...MEMORY_COLLECTIONS,
  TURN_STEPS,
  ...KNOWLEDGE_COLLECTIONS,
  ...LEARNING_COLLECTIONS,
  PAGE_READS,
  ...ASSISTANT_COLLECTIONS,
  ...ACCESS_COLLECTIONS,
  ...AUDIT_COLLECTIONS,
  LAST_VERSION.collection,
];

const DAY_MS = 24 * 60 * 60_000;

/** Returns the settings of the store, which all accounts share. */
export function toStoreSettings({
  retentionDays,
  traceDays,
}: Pick<ServerConfig, 'retentionDays' | 'traceDays'>): StoreSettings {
  return {
    role: 'server',
    retentionMs: retentionDays * DAY_MS,
    tracesKeptMs: traceDays * DAY_MS,
    collections: COLLECTIONS,
  };
}
