import type { AccountRegistry } from '../../accounts/account-registry.ts';
import type { Config } from '../../config/config.ts';
import type { Environment } from '../../config/env-reader.ts';
import type { EventBus } from '../../events/event-bus.ts';
import type { PasswordCost } from '../../console/access/passwords.ts';
import type { Readiness } from '../../http/health.ts';
import type { Breakers } from '../../models/failover/breakers.ts';
import type { PersonaBook } from '../../personas/persona-book.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Setup } from '../../diagnosis/setup.ts';
import type { Store } from '../../store/store.ts';
import type { UsageDeps } from '../../usage/usage-deps.ts';
import type { SimulatorPlace } from './open-simulator-desk.ts';
import type { Knowledge } from '../knowledge/build-knowledge.ts';
import type { ServedAccount } from '../describe-account.ts';
import type { Mcp } from '../mcp/open-mcp.ts';
import type { Books } from '../open-books.ts';

/** What the running server hands to the console; each desk takes what it needs of it. */
export interface ConsoleWorld {
  readonly runtime: Runtime;
  readonly config: Config;
  /** What is set outside the store. */
  readonly environment: Environment;
  readonly store: Store;
  readonly events: EventBus;
  readonly accounts: AccountRegistry;
  readonly personas: PersonaBook;
  readonly breakers: Breakers;
  readonly usage: UsageDeps;
  readonly readiness: Readiness;
  readonly simulator: SimulatorPlace;
  /** The documents and the search of this process. */
  readonly knowledge: Pick<Knowledge, 'parts'>;
  /** The servers of tools of this process. */
  readonly mcp: Pick<Mcp, 'desk'>;
  /** What a served account was built from, as it is in effect now. */
  readonly builtOf: (account: string) => ServedAccount | undefined;
  /** Names the day of an instant in the account's time zone, such as 2026-11-23. */
  readonly dayOf: (account: string, now: number) => string;
  /** How far the set-up has come. */
  readonly setup: () => Setup;
  /** What a hashed password costs; the usual unless a test says less. */
  readonly passwordCost?: PasswordCost | undefined;
  /** What the store sets, in this process. */
  readonly books: Books;
  /** What the store sets for the server, as this start read it. */
  readonly storedInEffect: Environment;
  /** The .env that was read. */
  readonly settingsFile: string | undefined;
}
