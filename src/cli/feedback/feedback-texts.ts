import type { ReviewedFeedback } from '../../learning/review.ts';
import { commandLine } from '../../config/command-line.ts';
import type { AdviceLanguage, Sentence } from '../../runtime/sentence.ts';

interface FeedbackTexts {
  readonly drafts: string;
  readonly feedback: string;
  readonly unanswered: string;
  /** Id, state, how many followers, question, answer. */
  readonly draftColumns: readonly string[];
  /** Id, verdict, reason, question, correction. */
  readonly feedbackColumns: readonly string[];
  /** Id, how often it was asked, question. */
  readonly unansweredColumns: readonly string[];
  readonly states: Readonly<Record<'waiting' | 'edited' | 'accepted' | 'rejected', string>>;
  readonly reasons: Readonly<Record<NonNullable<ReviewedFeedback['reason']>, string>>;
  readonly noDrafts: string;
  readonly noFeedback: string;
  readonly noUnanswered: string;
  readonly more: (left: number) => string;
  readonly howToDecide: string;
  readonly howToAnswer: string;
}

/** The texts of `kuaihui feedback` and `kuaihui kb unanswered`. */
export const feedbackTexts: Readonly<Record<AdviceLanguage, FeedbackTexts>> = {
  en: {
    drafts: 'Drafts',
    feedback: 'Feedback',
    unanswered: 'Unanswered questions',
    draftColumns: ['id', 'state', 'followers', 'question', 'answer'],
    feedbackColumns: ['id', '', 'reason', 'question', 'correction'],
    unansweredColumns: ['id', 'asked', 'question'],
    states: {
      ...{ waiting: 'waiting', edited: 'edited', accepted: 'accepted', rejected: 'rejected' },
    },
    reasons: {
      inaccurate: 'not correct',
      'off-the-point': 'beside the point',
      'too-long': 'too long',
      unclear: 'hard to understand',
    },
    noDrafts: 'No draft. One comes up when enough followers (LEARN_FROM) correct an answer alike.',
    noFeedback: 'No follower has said anything of an answer yet.',
    noUnanswered: 'No question was left unanswered.',
    more: (left) => `… and ${left} more; --json lists all.`,
    howToDecide: `${commandLine('feedback accept ID')}; edit ID "another answer"; reject ID`,
    howToAnswer: commandLine('kb unanswered answer ID "the answer"'),
  },
  zh: {
    drafts: '草稿',
    feedback: '评价',
    unanswered: '未答的问题',
    draftColumns: ['编号', '状态', '人数', '问题', '回答'],
    feedbackColumns: ['编号', '', '原因', '问题', '纠正'],
    unansweredColumns: ['编号', '次数', '问题'],
    states: { waiting: '待审核', edited: '已修改', accepted: '已采纳', rejected: '已否决' },
    reasons: {
      inaccurate: '不准确',
      'off-the-point': '没答到点上',
      'too-long': '太长',
      unclear: '看不懂',
    },
    noDrafts: '没有草稿。够多的粉丝（LEARN_FROM）对同一个回答的纠正一致时才会有。',
    noFeedback: '还没有粉丝评价过回答。',
    noUnanswered: '没有未答的问题。',
    more: (left) => `……还有 ${left} 条，用 --json 看全部。`,
    howToDecide: `${commandLine('feedback accept 编号')}；edit 编号 "另一个回答"；reject 编号`,
    howToAnswer: commandLine('kb unanswered answer 编号 "回答"'),
  },
};

/** What was done. */
export const feedbackDone = {
  accepted: (id: string, document: string): Sentence => ({
    en: `The draft ${id} is accepted: followers read this answer from now on, word for word (document ${document}).`,
    zh: `草稿 ${id} 已采纳，从现在起粉丝看到的就是这个回答，一字不差（文档 ${document}）。`,
  }),
  acceptedBefore: (id: string, document: string): Sentence => ({
    en: `The draft ${id} is accepted already (document ${document}); nothing is changed.`,
    zh: `草稿 ${id} 早已采纳（文档 ${document}），没有改动。`,
  }),
  rejected: (id: string): Sentence => ({
    en: `The draft ${id} is rejected; what says the same is not proposed again.`,
    zh: `草稿 ${id} 已否决，同样的内容不会再提出来。`,
  }),
  edited: (id: string): Sentence => ({
    en: `The answer of the draft ${id} is changed; ${commandLine(`feedback accept ${id}`)} takes it into use.`,
    zh: `草稿 ${id} 的回答已修改；用 ${commandLine(`feedback accept ${id}`)} 采纳。`,
  }),
  editedAccepted: (id: string): Sentence => ({
    en: `The answer of ${id} is changed; followers read it from now on.`,
    zh: `${id} 的回答已修改，粉丝从现在起看到的就是它。`,
  }),
  answered: (id: string, document: string): Sentence => ({
    en: `The question ${id} is answered: followers read this answer from now on, word for word (document ${document}).`,
    zh: `问题 ${id} 已答复，从现在起粉丝看到的就是这个回答，一字不差（文档 ${document}）。`,
  }),
  unansweredUsage: (): Sentence => ({
    en: `Say ${commandLine('kb unanswered')}, or ${commandLine('kb unanswered answer ID "the answer"')}.`,
    zh: `请用 ${commandLine('kb unanswered')}，或 ${commandLine('kb unanswered answer 编号 "回答"')}。`,
  }),
} as const;
