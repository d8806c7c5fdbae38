import type { AccountConfig } from '../config/config.ts';
import type { AnswerLinks } from '../delivery/delivery-settings.ts';
import { readCommand, type Command } from '../inbox/commands.ts';
import { writeFeedback } from '../inbox/feedback-words.ts';
import { readFeedback } from '../inbox/read-feedback.ts';
import { makeTurnCode } from '../learning/turn-code.ts';
import { tapLink } from '../rendering/tap-link.ts';

/** What is linked after an answer where the deployer has set nothing. */
const LINKS = { zh: ['重新生成', '新对话'], en: ['regenerate', 'new'] } as const;
const LINKS_WITH_DOCUMENTS = {
  zh: ['👍', '👎', '重新生成'],
  en: ['👍', '👎', 'regenerate'],
} as const;
/** Quotations remember nothing, and come out the same again. */
const FOR_MODELS: readonly Command['is'][] = ['new', 'regenerate', 'retry', 'undo'];
/** What the owner wrote word for word is not written anew. */
const FOR_GENERATED: readonly Command['is'][] = ['regenerate', 'retry'];

/** Returns what writes the line of links after an answer, with the code of the turn in 👍 and 👎. */
export function createAnswerLinks(
  { conversation, chatModels }: Pick<AccountConfig, 'conversation' | 'chatModels'>,
  usesDocuments: () => boolean,
): AnswerLinks {
  const { answerLinks, language } = conversation;
  const isQuoting = chatModels.length === 0;
  const words = () => answerLinks ?? (usesDocuments() ? LINKS_WITH_DOCUMENTS : LINKS)[language];
  const isOneOf = (commands: readonly Command['is'][], word: string) =>
    commands.some((is) => readCommand(word)?.is === is);
  return (turn) =>
    words()
      .filter((word) => !isQuoting || !isOneOf(FOR_MODELS, word))
      .filter((word) => turn.origin !== 'owner' || !isOneOf(FOR_GENERATED, word))
      .map((word) => {
        const feedback = readFeedback(word);
        if (feedback)
          return tapLink(writeFeedback({ ...feedback, code: makeTurnCode(turn) }), word);
        // A tap sends no blanks, and commands need none.
        return tapLink(word.replace(/\s+/g, '-'), word);
      })
      .join(' · ');
}
