import type { AdviceLanguage } from '../../runtime/sentence.ts';
import type {
  CallAnswer,
  CallBody,
  DefinitionAnswer,
  DefinitionQuery,
  ServerChange,
  ToolsAnswer,
} from './tools-contract.ts';

/** What the console does with tools and with the servers that have them. Throws ConsoleError and KuaihuiError. */
export interface ToolsDesk {
  list(account: string, language: AdviceLanguage): Promise<ToolsAnswer>;
  /** Returns what the arguments of a tool are. */
  define(of: DefinitionQuery): Promise<DefinitionAnswer>;
  /** Has a tool run, and returns what a model would read. */
  call(what: CallBody, language: AdviceLanguage, signal: AbortSignal): Promise<CallAnswer>;
  addServer(name: string, values: ServerChange): Promise<void>;
  changeServer(name: string, values: ServerChange): Promise<void>;
  removeServer(name: string): Promise<void>;
}
