import type { AdviceLanguage } from '../../runtime/sentence.ts';
import type { Permission } from '../api/route.ts';

/** A kind of ring that pages may follow. */
export interface LiveTopic {
  /** The name of its ring, or what stands before the first slash of its rings' names. */
  readonly name: string;
  readonly permission: Permission;
  /** Makes of an entry what the page shows. */
  show(value: unknown, language: AdviceLanguage): unknown;
}
