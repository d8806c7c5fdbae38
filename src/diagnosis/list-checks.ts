import { readSystemPrompt } from '../config/read-system-prompt.ts';
import { scanFolder } from '../knowledge/import/scan-folder.ts';
import type { BasicCheck, Case, CheckWorld, DoctorCheck } from './check.ts';
import { checkBudget } from './check-budget.ts';
import { checkMcp } from './check-mcp.ts';
import { checkDocuments } from './check-documents.ts';
import { checkPersonas } from './check-personas.ts';
import { checkSearchService } from './check-search-service.ts';
import { checkWechat } from './check-wechat.ts';
import { documentTexts as texts } from './document-texts.ts';
import { describeAccount, describeAnswers, describeSearch } from './describe-settings.ts';
import { askModels } from './ask-models.ts';
import { DOCTOR_CHECKS } from './doctor/list-doctor-checks.ts';
import type { Finding } from './finding.ts';

/** What `check` and `check --online` look at. */
export const BASIC_CHECKS: readonly BasicCheck[] = [
  {
    ...{ name: 'account', of: 'account', from: 'check' },
    look: ({ config: { wechat } }) =>
      one({ name: 'account', state: 'ok', sentence: describeAccount(wechat) }),
  },
  { name: 'answers', of: 'account', from: 'check', look: lookAtAnswers },
  {
    ...{ name: 'search', of: 'account', from: 'check' },
    look({ config }) {
      const sentence = describeSearch(config);
      return one(sentence && { name: 'search', state: 'ok', sentence });
    },
  },
  {
    ...{ name: 'budget', of: 'account', from: 'check' },
    look: ({ config }, { log }) => one(checkBudget(config, log)),
  },
  {
    ...{ name: 'personas', of: 'account', from: 'check' },
    look: ({ config }, world) => Promise.resolve(checkPersonas(config, world)),
  },
  {
    ...{ name: 'data', of: 'server', from: 'check' },
    look: async (_case, { data }) => [await data()],
  },
  {
    ...{ name: 'model', of: 'account', from: 'check --online', endsInTime: true },
    look: ({ config, account }, world) =>
      (world.askModels ?? askModels)(config, { ...world, account }),
  },
  {
    ...{ name: 'mcp-config', of: 'server', from: 'check' },
    // Throws for what is set wrong.
    look: async (_case, { listMcpServers }) => {
      await listMcpServers?.();
      return [];
    },
  },
  {
    ...{ name: 'mcp', of: 'server', from: 'check --online', endsInTime: true },
    look: async (_case, { listMcpServers, clock }) =>
      checkMcp((await listMcpServers?.()) ?? [], { clock }),
  },
  {
    ...{ name: 'web-search', of: 'account', from: 'check --online' },
    look: ({ config }, { clock }) => checkSearchService(config, { clock }),
  },
  {
    ...{ name: 'wechat', of: 'account', from: 'check --online' },
    look: async ({ wechat }, { clock }) => (wechat ? [await checkWechat(wechat, { clock })] : []),
  },
];

/** Every check, in the order in which results are read. */
export const CHECKS: readonly (BasicCheck | DoctorCheck)[] = [...BASIC_CHECKS, ...DOCTOR_CHECKS];

/** Names what answers, and looks at the documents that it answers from. */
async function lookAtAnswers(of: Case, world: CheckWorld): Promise<readonly Finding[]> {
  const { config, account } = of;
  readSystemPrompt(config.conversation);
  const isStoreReached = (await world.data()).state === 'ok';
  const stored = isStoreReached ? await world.readDocuments?.(account) : undefined;
  const name = world.nameAnswers(of);
  const documents = await checkDocuments(config, {
    countFiles: async (path) => (await scanFolder(path)).documents.length,
    stored,
    warn: ({ en, zh }) => world.log.warn({ code: 'documents', zh }, en),
  });
  const { knowledge } = config;
  const isBare =
    config.chatModels.length === 0 &&
    knowledge.folder === undefined &&
    knowledge.bases === undefined &&
    isStoreReached &&
    (stored?.documents ?? 0) === 0;
  // Before a token is set there are no followers, and the handbook answers the deployer.
  if (isBare && !knowledge.isOnly && config.wechat.token !== undefined) {
    const [sentence, remedy] = [texts.nothingAnswers(), texts.giveSomething(account)];
    return [{ name: 'answers', state: 'warning', sentence, remedy }, ...documents];
  }
  const hasFault =
    config.chatModels.length === 0 && documents.some(({ state }) => state === 'fault');
  const sentence = describeAnswers(config, name, stored?.documents ?? 0);
  return hasFault ? documents : [{ name: 'answers', state: 'ok', sentence }, ...documents];
}

function one(finding: Finding | undefined): Promise<readonly Finding[]> {
  return Promise.resolve(finding === undefined ? [] : [finding]);
}
