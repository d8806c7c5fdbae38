import { z } from 'zod';
import { FEEDBACK_REASONS } from '../../inbox/feedback-words.ts';

const MOST_NAME = 300;
const MOST_QUESTION = 500;
const MOST_ANSWER = 10_000;
const MOST_VARIANTS = 50;
const MOST_CURSOR = 400;

const account = z.string().max(100).default('default');
const base = z.string().min(1).max(100);
const document = z.string().min(1).max(MOST_NAME);
const count = z.int().nonnegative();
export const accountQuery = z.object({ account });
export const idParams = z.object({ id: z.string().min(1).max(40) });

export const knowledgeQuery = z.object({
  account,
  /** Words of a name or a title. */
  q: z.string().max(200).optional(),
});
export type KnowledgeQuery = z.infer<typeof knowledgeQuery>;

const listedDocument = z.object({
  base: z.string(),
  /** Its name within the base. */
  document: z.string(),
  title: z.string(),
  passages: count,
  isFaq: z.boolean(),
  /** Where followers can open it. */
  address: z.string().optional(),
  changedAt: z.number(),
  /** The folder that it comes from; absent for a document that was added. */
  folder: z.string().optional(),
  isFailed: z.boolean(),
  /** Why it failed, or what of it cannot be searched. */
  problem: z.string().optional(),
});
export type ListedDocument = z.infer<typeof listedDocument>;

export const knowledgeAnswer = z.object({
  /** What the account reads; what is added goes into the first. */
  bases: z.array(z.string()),
  /** The watched folder on the server's disk. */
  folder: z.string().optional(),
  /** The first of those that match. */
  documents: z.array(listedDocument),
  /** How many match. */
  total: count,
  /** What is made of passages in the background: `wordings`, or the vectors of a model. */
  progress: z.array(
    z.object({ what: z.string(), done: count, of: count, problem: z.string().optional() }),
  ),
  /** Bases that the account names in vain. */
  emptyBases: z.array(z.string()),
  /** Whether nothing is answered but what the documents say. */
  isOnly: z.boolean(),
});
export type KnowledgeAnswer = z.infer<typeof knowledgeAnswer>;

export const fileQuery = z.object({
  account,
  /** The first base of the account where it is absent. */
  base: base.optional(),
  /** Of the file, without a folder. */
  name: document,
  /** Where followers can open it. */
  address: z.string().max(2000).optional(),
});
export type FileQuery = z.infer<typeof fileQuery>;

export const addedFile = z.object({
  base: z.string(),
  document: z.string(),
  result: z.enum(['added', 'unchanged', 'failed']),
  passages: count,
  isFaq: z.boolean(),
  problem: z.string().optional(),
  /** Hosts to which it links and to which answers may not. */
  hosts: z.array(z.string()),
});
export type AddedFile = z.infer<typeof addedFile>;

export const documentQuery = z.object({ account, base, document });
export type DocumentQuery = z.infer<typeof documentQuery>;

export const removedAnswer = z.object({ isRemoved: z.literal(true) });

export const documentAnswer = listedDocument.extend({
  /** The first 200. */
  parts: z.array(
    z.object({ heading: z.string(), text: z.string(), wordings: z.array(z.string()) }),
  ),
});
export type DocumentAnswer = z.infer<typeof documentAnswer>;

export const faqQuery = z.object({ account, after: z.string().max(MOST_CURSOR).optional() });
export type FaqQuery = z.infer<typeof faqQuery>;

const faqEntry = z.object({
  id: z.string(),
  base: z.string(),
  /** For removing it. */
  document: z.string(),
  question: z.string(),
  variants: z.array(z.string()),
  answer: z.string(),
  changedAt: z.number(),
});
export type FaqEntry = z.infer<typeof faqEntry>;

export const faqAnswer = z.object({ items: z.array(faqEntry), next: z.string().optional() });
export type FaqAnswer = z.infer<typeof faqAnswer>;

const question = z.string().trim().min(1).max(MOST_QUESTION);
const answer = z.string().trim().min(1).max(MOST_ANSWER);

export const faqChange = z.strictObject({
  /** Of an entry that there is; absent for a new one. */
  id: z.string().max(40).optional(),
  question,
  variants: z.array(question).max(MOST_VARIANTS).default([]),
  answer,
});
export type FaqChange = z.infer<typeof faqChange>;

export const faqChanged = z.object({ id: z.string(), document: z.string() });
export type FaqChanged = z.infer<typeof faqChanged>;

export const searchBody = z.strictObject({
  question,
  /** Whether an answer is written as well, which costs what a follower's question costs. */
  answer: z.boolean().default(false),
});
export type SearchBody = z.infer<typeof searchBody>;

export const searchAnswer = z.object({
  /** Nothing speaks about what was asked, so that KNOWLEDGE_ONLY refuses it. */
  isBelowFloor: z.boolean(),
  isOnly: z.boolean(),
  /** The owner's own answer to the question; followers read it word for word. */
  faq: z.object({ document: z.string(), question: z.string(), answer: z.string() }).optional(),
  passages: z.array(
    z.object({
      document: z.string(),
      title: z.string(),
      heading: z.string(),
      text: z.string(),
      score: z.number(),
      address: z.string().optional(),
    }),
  ),
  /** What a follower would read. */
  answer: z
    .object({
      text: z.string(),
      isRefused: z.boolean(),
      sources: z.array(
        z.object({ number: z.number(), title: z.string(), address: z.string().optional() }),
      ),
    })
    .optional(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

export const unansweredAnswer = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      question: z.string(),
      /** How often it was asked. */
      count,
      questions: z.array(z.string()),
    }),
  ),
});
export type UnansweredAnswer = z.infer<typeof unansweredAnswer>;

export const answerBody = z.strictObject({ answer });
export const learntAnswer = z.object({ document: z.string() });
export type LearntAnswer = z.infer<typeof learntAnswer>;

const draft = z.object({
  id: z.string(),
  question: z.string(),
  variants: z.array(z.string()),
  answer: z.string(),
  /** How many followers agree. */
  from: count,
  state: z.enum(['waiting', 'edited', 'accepted', 'rejected']),
});
export type DraftAnswer = z.infer<typeof draft>;
export const draftAnswer = draft;

export const draftsAnswer = z.object({
  items: z.array(draft),
  /** How many followers have to agree before there is a draft. */
  learnFrom: count,
});
export type DraftsAnswer = z.infer<typeof draftsAnswer>;

export const rejectedAnswer = z.object({ isRejected: z.literal(true) });

export const feedbackQuery = z.object({
  account,
  /** What a page named as its end. */
  after: z.string().max(MOST_CURSOR).optional(),
});
export type FeedbackQuery = z.infer<typeof feedbackQuery>;

export const feedbackAnswer = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      turn: z.string(),
      question: z.string(),
      verdict: z.enum(['up', 'down']),
      reason: z.enum(FEEDBACK_REASONS).optional(),
      correction: z.string().optional(),
      at: z.number(),
    }),
  ),
  /** Leads to what is older. */
  next: z.string().optional(),
  /** How many there are in all. */
  total: count,
});
export type FeedbackAnswer = z.infer<typeof feedbackAnswer>;
