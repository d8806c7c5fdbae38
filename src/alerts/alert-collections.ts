import type { CollectionDefinition } from '../runtime/collection.ts';
import type { Incident } from './incident.ts';

/** What is known of an incident, in all processes. */
export interface AlertRecord {
  readonly incident: Incident;
  readonly state: 'open' | 'over';
  /** When it came to its state, in milliseconds since 1970. */
  readonly at: number;
  /** Whether the owner was told that it is open. */
  readonly isTold?: true;
}

/** The pushes of one account. */
export interface PushRecord {
  /** Since when they are counted. */
  readonly since: number;
  /** Since when a process was there to count them, without a gap. */
  readonly watchedSince: number;
  /** When the last process looked. */
  readonly seenAt: number;
  /** The last push; absent before the first. */
  readonly lastAt?: number;
  /** How many came in an hour, by the number of the hour since 1970. */
  readonly hours: Readonly<Record<string, number>>;
}

/** Incidents by their ids. */
export const ALERTS: CollectionDefinition = { name: 'alerts', about: 'product' };

/** Pushes by the name of the account. */
export const PUSHES: CollectionDefinition = { name: 'push-counts', about: 'product' };

/** The collections of alarms, to be registered with the store. */
export const ALERT_COLLECTIONS: readonly CollectionDefinition[] = [ALERTS, PUSHES];
