import type { FeedbackReason, Verdict } from '../inbox/feedback-words.ts';
import type { Documents } from '../knowledge/bases/ports.ts';
import type { Clock } from '../runtime/clock.ts';
import { accountPrefix, followerOf, type Collection, type Entry } from '../runtime/collection.ts';
import { cleanText } from './clean-text.ts';
import { deriveDrafts, type DerivedDraft, type Draft } from './drafts.ts';
import type { DraftDecision, FeedbackRecord, UnansweredRecord } from './learning-collections.ts';
import { LearningError } from './learning-error.ts';
import { learningSentences as sentences } from './learning-sentences.ts';
import { learntName, toLearntDocument } from './learnt-document.ts';
import { shortCodeOf } from './short-code.ts';
import { groupUnanswered, type UnansweredGroup } from './unanswered.ts';

export interface ReviewDeps {
  readonly account: string;
  /** Takes accepted answers: the first named base of the account. */
  readonly base: string;
  /** How many followers have to agree. */
  readonly learnFrom: number;
  readonly feedback: Collection<FeedbackRecord>;
  readonly unanswered: Collection<UnansweredRecord>;
  readonly decisions: Collection<DraftDecision>;
  readonly documents: Pick<Documents, 'find' | 'passages' | 'put' | 'remove'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** What a follower said of one answer, as an admin reads it. */
export interface ReviewedFeedback {
  readonly id: string;
  readonly turn: string;
  readonly question: string;
  readonly verdict: Verdict;
  readonly reason: FeedbackReason | null;
  readonly correction: string | null;
  /** When the follower last said something of the answer. */
  readonly at: number;
}

/** The name of the document that holds an answer from now on. */
interface Learnt {
  readonly document: string;
}

/** What an admin sees of one account, and decides. Throws LearningError for what cannot be done. */
export interface Review {
  /** Feedback newest first, and drafts with the most followers first. */
  list(): Promise<{
    readonly feedback: readonly ReviewedFeedback[];
    readonly drafts: readonly Draft[];
  }>;
  /**
   * Makes the draft an answer of the owner's. Doing it again, or twice concurrently, makes one; `isNew` says whether
   * followers read it only from now on.
   */
  accept(id: string): Promise<Learnt & { readonly isNew: boolean }>;
  /** Hides the draft, and what says the same later. */
  reject(id: string): Promise<void>;
  /** Stores another answer; in an accepted draft followers read it from now on. */
  edit(id: string, text: string): Promise<Draft>;
  listUnanswered(): Promise<readonly UnansweredGroup[]>;
  /** Answers a question for good, and takes it off the list. */
  answerUnanswered(id: string, text: string): Promise<Learnt>;
}

const LONGEST_ANSWER = 10_000;
const MOST_TRIES = 20;

type Decided = Entry<DraftDecision>;

export function createReview(deps: ReviewDeps): Review {
  const { account, base, learnFrom, feedback, unanswered, decisions, documents, clock } = deps;
  const prefix = accountPrefix(account);

  const readDrafts = async () => {
    const said = await feedback.list(prefix);
    const decided = await decisions.list(prefix);
    const derived = deriveDrafts(
      said.map(({ key, value }) => ({ follower: followerOf(key).openId, record: value })),
      decided.map(({ value }) => value),
      learnFrom,
    );
    // What was decided about hides several groups that say the same; it is one draft.
    const drafts = new Map<string, DerivedDraft>();
    for (const draft of derived) if (!drafts.has(draft.id)) drafts.set(draft.id, draft);
    return { said, decided, drafts };
  };

  /** Reads an accepted draft from its document; its followers' words may be deleted since. */
  const readAccepted = async ({ value: decision }: Decided): Promise<Draft | undefined> => {
    const { id, from } = decision;
    const record = await documents.find(decision.base ?? base, learntName(id));
    const [entry] = (record && (await documents.passages(record))) ?? [];
    if (!entry) return undefined;
    const { heading: question, wordings: variants, body: answer } = entry;
    return { id, question, variants, answer, from, state: 'accepted' };
  };

  const find = async (typed: string) => {
    const wanted = typed.trim().toLowerCase();
    const { decided, drafts } = await readDrafts();
    const decision = decided.find(({ value }) => value.id === wanted);
    const draft = drafts.get(wanted);
    if (!draft && decision?.value.state !== 'accepted')
      throw new LearningError(sentences.unknownDraft(typed.trim()));
    return { id: wanted, draft, decision };
  };

  const decide = (
    draft: DerivedDraft,
    before: Decided | undefined,
    changes: Pick<DraftDecision, 'state'> & Partial<DraftDecision>,
  ) => {
    const decision: DraftDecision = {
      ...before?.value,
      ...{ id: draft.id, from: draft.from, at: clock.now(), ...draft.prints, ...changes },
    };
    return decisions.put(keyOf(draft.id), decision, { expected: before?.version ?? 0 });
  };
  const keyOf = (id: string) => `${prefix}${encodeURIComponent(id)}`;

  const put = async (into: string, learnt: Parameters<typeof toLearntDocument>[0]) => {
    const document = toLearntDocument(learnt);
    const stored = await documents.find(into, document.document);
    if (stored?.hash !== document.hash) await documents.put(into, document);
    return { document: document.document };
  };

  /** Tries again where another admin decided in the same moment. */
  const untilWritten = async <Result>(
    decideOnce: (tries: number) => Promise<Result | 'stale'>,
  ): Promise<Result> => {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const result = await decideOnce(tries);
      if (result !== 'stale') return result;
    }
    throw new Error('A draft is decided about all the time');
  };

  return {
    async list() {
      const { said, decided, drafts } = await readDrafts();
      const accepted = decided.filter(({ value }) => value.state === 'accepted');
      for (const decision of accepted) {
        const draft = await readAccepted(decision);
        const derived = drafts.get(decision.value.id);
        // Its document was removed since, so that it waits again.
        if (!draft && derived) drafts.set(derived.id, { ...derived, state: 'waiting' });
        if (draft)
          drafts.set(draft.id, {
            ...draft,
            from: Math.max(draft.from, derived?.from ?? 0),
            prints: decision.value,
          });
      }
      return {
        feedback: said
          .map(({ value }) => value)
          .sort((one, other) => other.at - one.at || (one.turnId < other.turnId ? 1 : -1))
          .map(toReviewed),
        drafts: [...drafts.values()].sort((one, other) => other.from - one.from).map(toShown),
      };
    },

    accept: (wanted) =>
      untilWritten(async (tries) => {
        const { id, draft, decision } = await find(wanted);
        const into = decision?.value.base ?? base;
        const isAccepted = decision?.value.state === 'accepted';
        if (isAccepted && (await documents.find(into, learntName(id))))
          return { document: learntName(id), isNew: false };
        if (!draft) throw new LearningError(sentences.unknownDraft(id));
        // Its document was removed.
        if (isAccepted) return { ...(await put(into, draft)), isNew: true };
        if (tries > 1 && draft.state === 'rejected') {
          await documents.remove(base, learntName(id));
          throw new LearningError(sentences.rejectedMeanwhile(id));
        }
        // The document first: after a death in between the draft waits and is accepted anew.
        const learnt = await put(base, draft);
        const written = await decide(draft, decision, { state: 'accepted', base });
        return written === 'written' ? { ...learnt, isNew: true } : 'stale';
      }),

    reject: (wanted) =>
      untilWritten(async () => {
        const { id, draft, decision } = await find(wanted);
        if (decision?.value.state === 'accepted' || !draft)
          throw new LearningError(sentences.alreadyAccepted(id, learntName(id)));
        if (decision?.value.state === 'rejected') return undefined;
        const written = await decide(draft, decision, { state: 'rejected' });
        return written === 'written' ? undefined : 'stale';
      }),

    async edit(wanted, text) {
      const answer = requireAnswer(text);
      return untilWritten<Draft>(async () => {
        const { id, draft, decision } = await find(wanted);
        if (decision?.value.state !== 'accepted') {
          if (!draft) throw new LearningError(sentences.unknownDraft(id));
          const written = await decide(draft, decision, { state: 'edited', answer });
          if (written === 'stale') return 'stale';
          return { ...toShown(draft), answer, state: 'edited' };
        }
        const accepted = (await readAccepted(decision)) ?? draft;
        if (!accepted) throw new LearningError(sentences.unknownDraft(id));
        await put(decision.value.base ?? base, { ...accepted, answer });
        const { question, variants, from } = accepted;
        return { id, question, variants, answer, from, state: 'accepted' };
      });
    },

    async listUnanswered() {
      const groups = groupUnanswered(await unanswered.list(prefix));
      return groups.map(({ id, question, count, questions }) => ({
        id,
        question,
        count,
        questions,
      }));
    },

    async answerUnanswered(wanted, text) {
      const answer = requireAnswer(text);
      const id = wanted.trim().toLowerCase();
      const group = groupUnanswered(await unanswered.list(prefix)).find((one) => one.id === id);
      if (!group) throw new LearningError(sentences.unknownQuestion(wanted.trim()));
      const { question, questions, keys } = group;
      const variants = questions.filter((one) => one !== question);
      const learnt = await put(base, { id, question, variants, answer });
      // The oldest last, which gives the group its id: after a death the rest is answered by the same id.
      for (const key of [...keys].reverse()) await unanswered.delete(key);
      return learnt;
    },
  };
}

function toShown({ id, question, variants, answer, from, state }: Draft): Draft {
  return { id, question, variants, answer, from, state };
}

function toReviewed({ turnId, question, verdict, reason, correction, at }: FeedbackRecord) {
  return {
    ...{ id: shortCodeOf(turnId), turn: turnId, question, verdict },
    ...{ reason: reason ?? null, correction: correction ?? null, at },
  };
}

function requireAnswer(text: string): string {
  const answer = cleanText(text);
  if (answer === '') throw new LearningError(sentences.emptyText());
  if (answer.length > LONGEST_ANSWER)
    throw new LearningError(sentences.tooLongText(LONGEST_ANSWER));
  return answer;
}
