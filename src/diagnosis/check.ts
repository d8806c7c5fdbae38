import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { Clock } from '../runtime/clock.ts';
import type { StoredDocuments } from './check-documents.ts';
import type { DoctorWorld } from './doctor/doctor-world.ts';
import type { AskDeps, ModelRoles } from './ask-models.ts';
import type { McpServerSettings } from '../tools/mcp/mcp-settings.ts';
import type { CheckName, Finding } from './finding.ts';
import type { WechatSession } from './wechat-session.ts';

/** An account with everything that holds for it, the server's settings among it. */
export interface Case {
  readonly account: string;
  readonly config: Config;
  /** Absent without an AppSecret. */
  readonly wechat: WechatSession | undefined;
}

/** What every check may look with. */
export interface CheckWorld {
  readonly clock: Clock;
  /** Takes warnings about details, such as a document that is too large. */
  readonly log: Logger;
  readonly events: Emitter;
  /** Builds what would answer, and says its name: a model, or documents. */
  readonly nameAnswers: (of: Pick<Case, 'account' | 'config'>) => string;
  /** Reads what the store holds of an account's documents; absent where there is no store yet. */
  readonly readDocuments?: ((account: string) => Promise<StoredDocuments>) | undefined;
  /** Asks models in place of `askModels`, so that each is asked once for all accounts. */
  readonly askModels?: (config: ModelRoles, deps: AskDeps) => Promise<readonly Finding[]>;
  /** Lists the servers of tools that are set. Throws ConfigError for what is set wrong. */
  readonly listMcpServers?: () => Promise<readonly McpServerSettings[]>;
  /** Looks at the data folder, and at Redis where it is set, once. */
  readonly data: () => Promise<Finding>;
}

interface CheckIn<World> {
  readonly name: CheckName;
  /** Whether each account is looked at, or the server once. */
  readonly of: 'account' | 'server';
  /** Ends each of its parts in time by itself. */
  readonly endsInTime?: true;
  readonly look: (of: Case, world: World) => Promise<readonly Finding[]>;
}

/** `check` reads files only, and `check --online` also asks models and WeChat for the token. */
export interface BasicCheck extends CheckIn<CheckWorld> {
  readonly from: 'check' | 'check --online';
}

/** What only the doctor looks at; it runs the others too. */
export interface DoctorCheck extends CheckIn<DoctorWorld> {
  readonly from: 'doctor';
}
