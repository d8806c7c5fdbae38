import { TAKES_ITS_TIME } from '../../http/http-server.ts';
import { jsonRoute, rawRoute, type Route } from '../api/route.ts';
import {
  accountQuery,
  addedFile,
  documentAnswer,
  documentQuery,
  faqAnswer,
  faqChange,
  faqChanged,
  faqQuery,
  fileQuery,
  knowledgeAnswer,
  knowledgeQuery,
  removedAnswer,
  searchAnswer,
  searchBody,
} from './knowledge-contract.ts';
import type { KnowledgeDesk } from './knowledge-desk.ts';
import { createLearningRoutes } from './learning-routes.ts';

/** Returns the routes about documents, questions and drafts. */
export function createKnowledgeRoutes(desk: KnowledgeDesk): readonly Route[] {
  return [
    ...createDocumentRoutes(desk),
    ...createAnswerRoutes(desk),
    ...createLearningRoutes(desk),
  ];
}

function createDocumentRoutes(desk: KnowledgeDesk): readonly Route[] {
  return [
    jsonRoute({
      method: 'GET',
      path: '/knowledge',
      permission: 'read',
      summary: 'Lists the documents that an account answers from, and what is made of them.',
      query: knowledgeQuery,
      answer: knowledgeAnswer,
      handle: ({ query, language }) => desk.overview(query, language),
    }),
    rawRoute({
      method: 'POST',
      path: '/knowledge/files',
      permission: 'change',
      summary: 'Takes in one file, whose bytes are the body.',
      query: fileQuery,
      answer: addedFile,
      takes: 'application/octet-stream',
      gives: 'application/json',
      async handle({ query, language, signal }, request, response) {
        response.emit(TAKES_ITS_TIME);
        const length = Number(request.get('content-length') ?? Number.NaN);
        const bytes = Number.isNaN(length) ? undefined : length;
        const added = await desk.add(query, { body: request, bytes, signal }, language);
        response.json(added);
        return {
          action: 'knowledge.add',
          target: added.document,
          details: { account: query.account, base: added.base, result: added.result },
        };
      },
    }),
    jsonRoute({
      method: 'GET',
      path: '/knowledge/documents',
      permission: 'read',
      summary: 'Reads a document with its first passages.',
      query: documentQuery,
      answer: documentAnswer,
      handle: ({ query, language }) => desk.read(query, language),
    }),
    jsonRoute({
      method: 'DELETE',
      path: '/knowledge/documents',
      permission: 'change',
      summary: 'Removes a document, or an own answer.',
      query: documentQuery,
      answer: removedAnswer,
      async handle({ query }) {
        await desk.remove(query);
        return { isRemoved: true as const };
      },
      audit: ({ query: { account, base, document } }) => ({
        action: 'knowledge.remove',
        target: document,
        details: { account, base },
      }),
    }),
  ];
}

function createAnswerRoutes(desk: KnowledgeDesk): readonly Route[] {
  return [
    jsonRoute({
      method: 'GET',
      path: '/knowledge/faq',
      permission: 'read',
      summary: 'Lists the answers that followers read word for word, beside those in sheets.',
      query: faqQuery,
      answer: faqAnswer,
      handle: ({ query }) => desk.faq(query),
    }),
    jsonRoute({
      method: 'PUT',
      path: '/knowledge/faq',
      permission: 'change',
      summary: 'Writes an answer that followers read word for word, or changes one.',
      query: accountQuery,
      body: faqChange,
      answer: faqChanged,
      handle: ({ query, body }) => desk.changeFaq(query.account, body),
      audit: ({ query }, { document }) => ({
        action: 'knowledge.faq',
        target: document,
        details: { account: query.account },
      }),
    }),
    jsonRoute({
      method: 'POST',
      path: '/knowledge/search',
      permission: 'change',
      summary:
        'Searches as for a follower’s question, and on request answers it; nothing is stored.',
      query: accountQuery,
      body: searchBody,
      answer: searchAnswer,
      handle: ({ query, body }) => desk.search(query.account, body),
      audit: ({ query, body }) =>
        body.answer
          ? { action: 'knowledge.ask', target: query.account, details: { account: query.account } }
          : undefined,
    }),
  ];
}
