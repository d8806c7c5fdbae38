import { ConsoleError } from '../../console/api/console-error.ts';
import type {
  ConversationsAnswer,
  ConversationsQuery,
} from '../../console/conversations/conversations-contract.ts';
import type { ConversationsDesk } from '../../console/conversations/conversations-desk.ts';
import { conversationsTexts } from '../../console/conversations/conversations-texts.ts';
import type { ArchiveFilter } from '../../delivery/turn-archive.ts';
import type { ConsoleWorld } from './console-world.ts';
import { describeTurn, summariseTurn } from './describe-turn.ts';
import { walkArchive } from './walk-archive.ts';

const ON_A_PAGE = 50;

const STATES = {
  answered: 'complete',
  failed: 'failed',
  cancelled: 'cancelled',
  'under-way': 'under way',
} as const;

/** Opens the desk of conversations over the archive and the traces of the store. */
export function openConversationsDesk({
  store,
  config,
}: {
  readonly store: Pick<ConsoleWorld['store'], 'archive' | 'traces'>;
  readonly config: Pick<ConsoleWorld['config'], 'traceDays'>;
}): ConversationsDesk {
  const { archive, traces } = store;
  return {
    async list({ after, ...query }): Promise<ConversationsAnswer> {
      const page = await archive.list(toFilter(query), {
        most: ON_A_PAGE,
        ...(after !== undefined && { after }),
      });
      return {
        items: page.turns.map((turn) => summariseTurn(turn, 'clipped')),
        ...(page.next !== undefined && { next: page.next }),
        ...(page.limitedTo !== undefined && { limitedTo: page.limitedTo }),
        ...(page.isUnfinished && { isSearchUnfinished: true }),
      };
    },
    async find(turnId) {
      const [turn, entries] = await Promise.all([archive.find(turnId), traces.read(turnId)]);
      if (!turn) throw new ConsoleError(404, 'no_such_turn', conversationsTexts.noSuchTurn());
      return describeTurn(turn, entries, config.traceDays);
    },
    async *all(query) {
      for await (const turn of walkArchive(archive, toFilter(query)))
        yield summariseTurn(turn, 'whole');
    },
  };
}

function toFilter(query: Omit<ConversationsQuery, 'after'>): ArchiveFilter {
  const { q, account, follower, state, origin, from, to } = query;
  return {
    ...(q !== undefined && q.trim() !== '' && { text: q.trim() }),
    ...(account !== undefined && { account }),
    ...(follower !== undefined && { openId: follower }),
    ...(state !== undefined && { state: STATES[state] }),
    ...(origin !== undefined && { origin }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
