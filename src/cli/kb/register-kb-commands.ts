import { InvalidArgumentError, type Command } from 'commander';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import type { KnowledgeDesk } from '../../server/knowledge/knowledge-desk.ts';
import { runCommand, type CommandContext, type CommandSession } from '../command-context.ts';
import { addDocuments, type AddFlags } from './add-documents.ts';
import { askQuestion } from './ask-question.ts';
import { evaluate } from './evaluate.ts';
import { kbTexts as texts } from './kb-texts.ts';
import { listDocuments } from './list-documents.ts';
import { searchDocuments } from './search-documents.ts';

/** Of every command. */
interface SharedFlags {
  readonly account: string;
  readonly json?: boolean;
}

const MOST_RESULTS = 50;
const RESULTS_BY_DEFAULT = 5;

const EXAMPLES = `
Examples:
  kuaihui kb add manual.pdf prices.xlsx          take in two files
  kuaihui kb add ./docs --base products          a folder with its subfolders
  kuaihui kb add returns.md --address https://shop.example.com/returns
  kuaihui kb search "怎么退货"                    what is found, without a model
  kuaihui kb ask "怎么退货" --json                what a follower would read
  kuaihui kb eval questions.csv                  how often the right document is found
  kuaihui kb unanswered answer k7d2mpa "…"          answer what followers asked in vain
`;

/** Adds `kuaihui kb` with its commands, and returns it for further ones. */
export function registerKbCommands(program: Command, context: CommandContext): Command {
  const kb = program
    .command('kb')
    .description('manage the documents from which an account answers, also while the server runs')
    .addHelpText('after', EXAMPLES);
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
  add('add', 'take in files and folders: Markdown, text, HTML, PDF, DOCX, XLSX, CSV')
    .argument('<file|folder...>', 'a file that is there already is replaced')
    .option('--base <name>', "the base that takes it (default: the account's first)")
    .option('--address <url>', 'where followers can open the document; for one file')
    .action((paths: string[], flags: SharedFlags & AddFlags) =>
      run(flags, (session, desk) =>
        addDocuments(session, desk, paths.map(session.resolvePath), flags),
      ),
    );
  add('remove', 'take a document out')
    .argument('<document>', 'its name in the list')
    .option('--base <name>', 'the base that has it, where several have one of this name')
    .action((document: string, flags: SharedFlags & { base?: string }) =>
      run(flags, async (session, desk) => {
        const { base } = await desk.remove(document, flags.base);
        if (flags.json) session.printJson({ document, base, result: 'removed' });
        else session.print(texts.removed(document, base));
      }),
    );
  add('search', 'show the passages that a question finds, best first')
    .argument('<question>')
    .option('--limit <n>', `at most so many (1 to ${MOST_RESULTS})`, parseLimit, RESULTS_BY_DEFAULT)
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

function parseLimit(written: string): number {
  const limit = /^\d+$/.test(written) ? Number(written) : NaN;
  if (limit >= 1 && limit <= MOST_RESULTS) return limit;
  throw new InvalidArgumentError(texts.wrongLimit(MOST_RESULTS));
}
