import type { Emitter } from '../../events/event-bus.ts';
import type { Clock } from '../../runtime/clock.ts';
import { questionStopped } from '../../turns/answerer-error.ts';
import type { Ask, Stage } from '../answerer.ts';
import { continueText } from '../continue-text.ts';
import { languageOfQuestion } from '../language-of-question.ts';
import { findSharedLinks, type SharedLinks } from '../links/find-shared-links.ts';
import { isOfArticle, namePageTrouble, type PageTrouble } from '../links/name-page-trouble.ts';
import { writePages } from '../links/page-prompt.ts';
import type { SharedPage, SharedPages } from '../links/shared-pages.ts';
import type { PageReader } from '../page-reader.ts';
import { keepTyping, type ShowTyping } from '../tools/keep-typing.ts';

export interface ReadSharedLinkDeps {
  readonly reader: PageReader;
  readonly pages: SharedPages;
  readonly texts: {
    readonly linkQuestion: (card: { title: string; description: string; url: string }) => string;
    readonly pageNotRead: Readonly<Record<PageTrouble, string>>;
  };
  readonly showTyping: ShowTyping;
  readonly clock: Clock;
  readonly events: Emitter;
}

/** As the console shows it among the steps of an answer; the tool of this name does the same for a model. */
const STEP = 'read_page';

interface Unread {
  readonly address: string;
  readonly trouble: PageTrouble;
}

/**
 * Reads the pages that a follower shares and tells the model what they say, also with the questions that follow in the
 * conversation. Of a page that cannot be read the follower is told why, without a model where nothing else was asked.
 */
export function createReadSharedLink(deps: ReadSharedLinkDeps): Stage {
  const { pages, texts } = deps;
  const cardHead = texts.linkQuestion({ title: '', description: '', url: '' });
  return (next) =>
    async function* readSharedLink(ask, signal) {
      if (signal.aborted) throw questionStopped(signal);
      if (isAnsweredByDocuments(ask)) {
        yield* next(ask, signal);
        return;
      }
      const known = await pages.read(ask);
      const links = findSharedLinks(ask.question, cardHead);
      const { shared, unread } = links
        ? await readAll(links, { ask, signal, known, deps })
        : { shared: [], unread: [] };
      if (signal.aborted) throw questionStopped(signal);

      const sentence = links && shared.length === 0 ? explain(links, unread, deps) : undefined;
      const released = ask.released();
      // An answer that another process had begun is gone on with.
      if (sentence?.startsWith(released)) {
        const text = continueText(sentence, released);
        if (text !== '') yield { type: 'text', text, origin: 'own' };
        yield { type: 'finish', reason: 'stop' };
        return;
      }
      const told = writePages(
        {
          shared,
          earlier: known.filter(({ sentAs }) => !shared.some((page) => page.sentAs === sentAs)),
          unread: unread.map(({ address, trouble }) => ({
            ...{ address, reason: texts.pageNotRead[trouble] },
          })),
        },
        languageOfQuestion(ask.question, ask.settings.language),
      );
      const system = [ask.system, told].filter((part) => part.trim() !== '').join('\n\n');
      yield* next({ ...ask, system }, signal);
    };
}

/** The owner's own words on exactly this question take precedence. */
function isAnsweredByDocuments({ context }: Ask): boolean {
  return context.some(({ fit, found }) => fit === 'exact' && found.length > 0);
}

interface Reading {
  readonly ask: Ask;
  readonly signal: AbortSignal;
  readonly known: readonly SharedPage[];
  readonly deps: Omit<ReadSharedLinkDeps, 'texts'>;
}

/** Reads all pages concurrently, and keeps those that say something. */
async function readAll(
  { addresses }: SharedLinks,
  { ask, signal, known, deps }: Reading,
): Promise<{ readonly shared: readonly SharedPage[]; readonly unread: readonly Unread[] }> {
  const { reader, pages, clock, events } = deps;
  const turn = { turnId: ask.turnId, ...ask.follower };
  const readOne = async (sentAs: string): Promise<SharedPage | Unread> => {
    const before = known.find((page) => page.sentAs === sentAs);
    if (before) return before;
    const startedAt = clock.now();
    const reading = await reader.read(sentAs, { turn, signal });
    const text = reading.is === 'page' ? reading.page.text : '';
    events.emit({
      ...{ type: 'tool-called', tool: STEP, tookMs: clock.now() - startedAt, ...turn },
      end: reading.is === 'page' ? 'done' : signal.aborted ? 'stopped' : 'failed',
      bytes: Buffer.byteLength(text),
    });
    return reading.is === 'page'
      ? { ...reading.page, sentAs }
      : { address: sentAs, trouble: namePageTrouble(reading) };
  };
  const stopTyping = keepTyping(() => deps.showTyping(ask.follower), clock);
  try {
    const results = await Promise.all(addresses.map(readOne));
    const shared = results.filter((result) => 'sentAs' in result);
    const isNew = shared.some((page) => !known.includes(page));
    if (isNew && !signal.aborted) await pages.keep(ask, shared);
    return { shared, unread: results.filter((result) => 'trouble' in result) };
  } finally {
    stopTyping();
  }
}

/** Returns what the follower reads in place of a model's answer; undefined where the model has something to answer. */
function explain(
  { words }: SharedLinks,
  unread: readonly Unread[],
  { texts }: Pick<ReadSharedLinkDeps, 'texts'>,
): string | undefined {
  if (words !== '' && !unread.some(({ trouble }) => isOfArticle(trouble))) return undefined;
  return [...new Set(unread.map(({ trouble }) => texts.pageNotRead[trouble]))].join('\n\n');
}
