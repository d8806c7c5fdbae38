import type {
  ConversationsAnswer,
  ConversationSummary,
  ConversationsQuery,
  TurnAnswer,
} from './conversations-contract.ts';

/** What the routes about turns need of the product. */
export interface ConversationsDesk {
  list(query: ConversationsQuery): Promise<ConversationsAnswer>;
  /** Throws a ConsoleError for a turn that is not stored. */
  find(turnId: string): Promise<TurnAnswer>;
  /** Goes through all turns that match, newest first, with their whole texts. */
  all(query: Omit<ConversationsQuery, 'after'>): AsyncIterable<ConversationSummary>;
}
