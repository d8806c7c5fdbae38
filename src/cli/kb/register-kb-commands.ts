import { InvalidArgumentError, type Command } from 'commander';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import {
  ARTICLES_BY_DEFAULT,
  PAGES_OF_SITEMAP,
  type KnowledgeDesk,
} from '../../server/knowledge/knowledge-desk.ts';
import { toPageAddress } from '../../knowledge/import/page-address.ts';
import { runCommand, type CommandContext, type CommandSession } from '../command-context.ts';
import { addDocuments, type AddFlags } from './add-documents.ts';
import { askQuestion } from './ask-question.ts';
import { adviceLanguage } from '../../config/advice-language.ts';
import { evaluate } from './evaluate.ts';
import { kbExamples } from './kb-examples.ts';
import { kbTexts as texts } from './kb-texts.ts';
import { listDocuments } from './list-documents.ts';
import { searchDocuments } from './search-documents.ts';
import { syncArticles } from './sync-articles.ts';

/** Of every command. */
interface SharedFlags {
  readonly account: string;
  readonly json?: boolean;
}

const MOST_RESULTS = 50;
const RESULTS_BY_DEFAULT = 5;
const MOST_PAGES = 1_000;

/** Adds `kuaihui kb` with its commands, and returns it for further ones. */
export function registerKbCommands(program: Command, context: CommandContext): Command {
  const kb = program
    .command('kb')
    .description('manage the documents from which an account answers, also while the server runs')
    .addHelpText('after', kbExamples[adviceLanguage(context.source.environment)]);
  /** Adds a command with the options that all have. */
  const add = (words: string, description: string) =>
    kb
      .command(words)
      .description(description)
      .option('--account <name>', 'whose documents', DEFAULT_ACCOUNT)
      .option('--json', 'as JSON');
  const run = <Result>(
    { account }: SharedFlags,
    use: (session: CommandSession, desk: KnowledgeDesk) => Promise<Result>,
  ) =>
    runCommand(context, 'kb', (session) =>
      session.withBook(async ({ documentsOf }) => {
        const desk = await documentsOf(account);
        if ((await use(session, desk)) === false) context.onExitCode(1);
      }),
    );

  add('list', 'list the documents with what is wrong with them').action((flags: SharedFlags) =>
    run(flags, (session, desk) => listDocuments(session, desk, flags)),
  );
  add('add', 'take in files, folders (Markdown, text, HTML, PDF, DOCX, XLSX, CSV) and web pages')
    .argument('<file|folder|URL...>', 'what is there already is replaced; a sitemap adds its pages')
    .option('--base <name>', "the base that takes it (default: the account's first)")
    .option('--address <url>', 'where followers can open the document; for one file')
    .option(
      '--most <n>',
      `read so many pages of a sitemap (1 to ${MOST_PAGES})`,
      parseUpTo(MOST_PAGES),
      PAGES_OF_SITEMAP,
    )
    .action((written: string[], flags: SharedFlags & AddFlags) =>
      run(flags, (session, desk) => {
        const paths = written.filter((one) => !isOnTheWeb(one)).map(session.resolvePath);
        return addDocuments(session, desk, { paths, pages: written.filter(isOnTheWeb) }, flags);
      }),
    );
  add('sync-articles', "take in the account's own published articles, and take out deleted ones")
    .option(
      '--most <n>',
      `follow so many, the newest (1 to ${MOST_PAGES})`,
      parseUpTo(MOST_PAGES),
      ARTICLES_BY_DEFAULT,
    )
    .action((flags: SharedFlags & { most: number }) =>
      run(flags, (session, desk) => syncArticles(session, desk, flags)),
    );
  add('remove', 'take a document out')
    .argument('<document>', 'its name in the list')
    .option('--base <name>', 'the base that has it, where several have one of this name')
    .action((written: string, flags: SharedFlags & { base?: string }) =>
      run(flags, async (session, desk) => {
        const document = toPageAddress(written) ?? written;
        const { base } = await desk.remove(document, flags.base);
        if (flags.json) session.printJson({ document, base, result: 'removed' });
        else session.print(texts.removed(document, base));
      }),
    );
  add('search', 'show the passages that a question finds, best first')
    .argument('<question>')
    .option(
      '--limit <n>',
      `at most so many (1 to ${MOST_RESULTS})`,
      parseUpTo(MOST_RESULTS),
      RESULTS_BY_DEFAULT,
    )
    .action((question: string, flags: SharedFlags & { limit: number }) =>
      run(flags, (session, desk) => searchDocuments(session, desk, question, flags)),
    );
  add('ask', 'answer as a follower would be answered; it may cost a call of the model')
    .argument('<question>')
    .action((question: string, flags: SharedFlags) =>
      run(flags, (session, desk) => askQuestion(session, desk, question, flags)),
    );
  add('eval', 'measure how often the right document is found')
    .argument('<file>', 'a CSV whose first line is question,document or 问题,文档')
    .action((file: string, flags: SharedFlags) =>
      run(flags, (session, desk) => evaluate(session, desk, session.resolvePath(file), flags)),
    );
  add(
    'enrich',
    'have the model write the questions that each passage answers, in the background',
  ).action((flags: SharedFlags) =>
    run(flags, async (session, desk) => {
      const begun = await desk.enrich();
      if (flags.json) session.printJson(begun);
      else session.print(texts.enriching(begun));
    }),
  );
  return kb;
}

function isOnTheWeb(written: string): boolean {
  return /^https?:\/\//i.test(written);
}

/** Creates the reader of a number from 1 to the given one. */
function parseUpTo(most: number): (written: string) => number {
  return (written) => {
    const number = /^\d+$/.test(written) ? Number(written) : NaN;
    if (number >= 1 && number <= most) return number;
    throw new InvalidArgumentError(texts.wrongLimit(most));
  };
}
