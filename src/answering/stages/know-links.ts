import type { AllowedLinks, AnswerEvent } from '../../turns/answer-event.ts';
import type { Ask, Stage } from '../answerer.ts';
import { leaveOutEnclosed } from '../enclose.ts';
import { languageOfQuestion } from '../language-of-question.ts';
import { addKnownLinks, listKnownLinks } from '../links/list-known-links.ts';

/** What the owner sets about links. */
export interface LinkRules {
  /** What becomes of links that only the model knows. */
  readonly unknownLinks: 'mark' | 'drop' | 'keep';
  /** Hosts to which answers may link in any case. */
  readonly linkHosts: readonly string[];
}

/**
 * Limits the links of a model's words: to those that a stage before allows, else to those that the model was given for this
 * answer. What a tool tells it is known from there on.
 */
export function createKnowLinks({ unknownLinks, linkHosts }: LinkRules): Stage {
  const unknown = ({ mark: 'marked', drop: 'left-out', keep: undefined } as const)[unknownLinks];
  return (next) =>
    async function* knowLinks(ask, signal) {
      if (ask.links || !unknown) {
        if (ask.links) yield tell(ask.links);
        yield* next(ask, signal);
        return;
      }
      let known = listKnownLinks(
        { listed: linkHosts, ownWords: leaveOutEnclosed(ask.system), texts: listTexts(ask) },
        { unknown, language: languageOfQuestion(ask.question, ask.settings.language) },
      );
      yield tell(known);
      for await (const event of next(ask, signal)) {
        yield event;
        if (event.type !== 'step') continue;
        known = addKnownLinks(known, event.text);
        yield tell(known);
      }
    };
}

function tell(allowed: AllowedLinks): AnswerEvent {
  return { type: 'links', allowed };
}

/** Lists what the model reads and the follower has read, the newest first. */
function listTexts({ question, system, context, past }: Ask): readonly string[] {
  return [
    question,
    ...context.flatMap(({ found }) => found.flatMap(({ address = '', body }) => [address, body])),
    system,
    ...past.toReversed().flatMap((turn) => [turn.question, turn.answer]),
  ];
}
