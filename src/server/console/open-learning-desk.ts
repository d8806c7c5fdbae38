import type { KnowledgeDesk } from '../../console/knowledge/knowledge-desk.ts';
import type { Draft } from '../../learning/drafts.ts';
import { openReview } from '../open-review.ts';
import type { ConsoleWorld } from './console-world.ts';
import { refusals } from './knowledge-refusals.ts';
import { pageFeedback } from './page-feedback.ts';
import { requireBuilt } from './require-built.ts';

type LearningDesk = Pick<
  KnowledgeDesk,
  'unanswered' | 'answer' | 'drafts' | 'accept' | 'reject' | 'edit' | 'feedback'
>;

const MOST_QUESTIONS = 500;

/** Opens the part of the desk about what followers asked in vain and what they said of answers. */
export function openLearningDesk(world: ConsoleWorld): LearningDesk {
  const { collections } = world.store;
  const { documents } = world.knowledge.parts;
  const { clock } = world.runtime;

  const open = (account: string) => {
    const { config, knowledge } = requireBuilt(world, account);
    const { learnFrom } = config.knowledge;
    const [base] = knowledge.bases.named;
    const review = openReview({ account, base, learnFrom }, { collections, documents, clock });
    return { review, learnFrom };
  };
  /** Commands name the way to look an id up; a page shows the list anew. */
  const openDraft = async (account: string, id: string) => {
    const { review } = open(account);
    const { drafts } = await review.list();
    if (!drafts.some((draft) => draft.id === id)) throw refusals.noDraft();
    return review;
  };

  return {
    async unanswered(account) {
      const groups = await open(account).review.listUnanswered();
      const items = groups.slice(0, MOST_QUESTIONS);
      return { items: items.map((group) => ({ ...group, questions: [...group.questions] })) };
    },
    async answer(account, id, answer) {
      const { review } = open(account);
      const groups = await review.listUnanswered();
      if (!groups.some((group) => group.id === id)) throw refusals.noQuestion();
      return review.answerUnanswered(id, answer);
    },
    async drafts(account) {
      const { review, learnFrom } = open(account);
      const { drafts } = await review.list();
      return { items: drafts.map(toAnswer), learnFrom };
    },
    async accept(account, id) {
      const { document } = await (await openDraft(account, id)).accept(id);
      return { document };
    },
    async reject(account, id) {
      await (await openDraft(account, id)).reject(id);
    },
    async edit(account, id, answer) {
      return toAnswer(await (await openDraft(account, id)).edit(id, answer));
    },
    async feedback({ account, after }) {
      const { feedback } = await open(account).review.list();
      const { page, next } = pageFeedback(feedback, after);
      return {
        items: page.map(({ reason, correction, ...said }) => ({
          ...said,
          ...(reason !== null && { reason }),
          ...(correction !== null && { correction }),
        })),
        ...(next !== undefined && { next }),
        total: feedback.length,
      };
    },
  };
}

function toAnswer({ variants, ...draft }: Draft) {
  return { ...draft, variants: [...variants] };
}
