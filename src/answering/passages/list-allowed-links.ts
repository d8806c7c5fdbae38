import { domainToASCII } from 'node:url';
import type { AllowedLinks } from '../../turns/answer-event.ts';
import type { NumberedPassage } from './choose-passages.ts';

/** The setting that limits nothing. */
const ANY = 'any';
const DOTTED = /(?:[\p{L}\p{N}_-]+\.)+[\p{L}\p{N}-]{2,}/gu;
const ADDRESS = /[!-~]+/g;

export interface LinkSources {
  /** The owner's list, which may be `any`. */
  readonly listed: readonly string[];
  readonly passages: readonly Pick<NumberedPassage, 'address'>[];
  /** What the deployer wrote for the model. */
  readonly instructions: string;
  readonly question: string;
  readonly mark: string;
}

/** Lists to where a model's answer from passages may link; undefined for everywhere. */
export function listAllowedLinks(sources: LinkSources): AllowedLinks | undefined {
  const { listed, passages, instructions, question, mark } = sources;
  if (listed.includes(ANY)) return undefined;
  const ofPassages = passages.flatMap(({ address = '' }) =>
    URL.canParse(address) ? [new URL(address).hostname] : [],
  );
  const ofInstructions = (instructions.match(DOTTED) ?? []).map((host) =>
    domainToASCII(host.toLowerCase()),
  );
  return {
    hosts: [...ofPassages, ...ofInstructions].filter((host) => host !== ''),
    domains: listed.map((host) => domainToASCII(host)).filter((host) => host !== ''),
    addresses: (question.match(ADDRESS) ?? [])
      .map((word) => word.replace(/^[<("'[]+|[>)"'\].,;:!?]+$/g, ''))
      .filter((word) => word.includes('.')),
    mark,
  };
}
