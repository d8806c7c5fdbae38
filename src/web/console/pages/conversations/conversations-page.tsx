import { useAddress } from '../../routing/use-address.ts';
import { ConversationList } from './conversation-list.tsx';
import { TurnPage } from './turn-page.tsx';
import './conversations.css';

/** Conversations: the list, or one turn whose id stands in the address. */
export function ConversationsPage() {
  const [turnId] = useAddress().rest;
  return turnId === undefined ? <ConversationList /> : <TurnPage turnId={turnId} />;
}
