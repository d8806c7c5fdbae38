import { jsonRoute, type Route } from '../api/route.ts';
import {
  accountQuery,
  answerBody,
  draftAnswer,
  draftsAnswer,
  feedbackAnswer,
  feedbackQuery,
  idParams,
  learntAnswer,
  rejectedAnswer,
  unansweredAnswer,
} from './knowledge-contract.ts';
import type { KnowledgeDesk } from './knowledge-desk.ts';

type LearningDesk = Pick<
  KnowledgeDesk,
  'unanswered' | 'answer' | 'drafts' | 'accept' | 'reject' | 'edit' | 'feedback'
>;

const ofOne = { params: idParams, query: accountQuery };

/** Returns the routes about what followers asked in vain and what they said of answers. */
export function createLearningRoutes(desk: LearningDesk): readonly Route[] {
  return [
    jsonRoute({
      method: 'GET',
      path: '/knowledge/unanswered',
      permission: 'read',
      summary: 'Lists questions that the documents did not answer, the most frequent first.',
      query: accountQuery,
      answer: unansweredAnswer,
      handle: ({ query }) => desk.unanswered(query.account),
    }),
    jsonRoute({
      method: 'POST',
      path: '/knowledge/unanswered/:id',
      permission: 'change',
      summary: 'Answers a question for good.',
      ...ofOne,
      body: answerBody,
      answer: learntAnswer,
      handle: ({ params, query, body }) => desk.answer(query.account, params.id, body.answer),
      audit: ({ params, query }, { document }) => ({
        action: 'knowledge.answer',
        target: document,
        details: { account: query.account, question: params.id },
      }),
    }),
    jsonRoute({
      method: 'GET',
      path: '/knowledge/feedback',
      permission: 'read',
      summary: 'Lists what followers said of answers, newest first.',
      query: feedbackQuery,
      answer: feedbackAnswer,
      handle: ({ query }) => desk.feedback(query),
    }),
    ...createDraftRoutes(desk),
  ];
}

function createDraftRoutes(desk: LearningDesk): readonly Route[] {
  const path = '/knowledge/drafts/:id';
  const note = (action: string, { id }: { id: string }, { account }: { account: string }) => ({
    action: `knowledge.drafts.${action}`,
    target: id,
    details: { account },
  });
  return [
    jsonRoute({
      method: 'GET',
      path: '/knowledge/drafts',
      permission: 'read',
      summary: 'Lists corrections on which followers agree.',
      query: accountQuery,
      answer: draftsAnswer,
      handle: ({ query }) => desk.drafts(query.account),
    }),
    jsonRoute({
      method: 'POST',
      path: `${path}/accept`,
      permission: 'change',
      summary: 'Makes a draft the answer that followers read word for word.',
      ...ofOne,
      answer: learntAnswer,
      handle: ({ params, query }) => desk.accept(query.account, params.id),
      audit: ({ params, query }) => note('accept', params, query),
    }),
    jsonRoute({
      method: 'POST',
      path: `${path}/reject`,
      permission: 'change',
      summary: 'Hides a draft, and what says the same later.',
      ...ofOne,
      answer: rejectedAnswer,
      async handle({ params, query }) {
        await desk.reject(query.account, params.id);
        return { isRejected: true as const };
      },
      audit: ({ params, query }) => note('reject', params, query),
    }),
    jsonRoute({
      method: 'PATCH',
      path,
      permission: 'change',
      summary: 'Writes another answer into a draft.',
      ...ofOne,
      body: answerBody,
      answer: draftAnswer,
      handle: ({ params, query, body }) => desk.edit(query.account, params.id, body.answer),
      audit: ({ params, query }) => note('edit', params, query),
    }),
  ];
}
