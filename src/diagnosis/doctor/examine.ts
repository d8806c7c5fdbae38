import { pino } from 'pino';
import { baseUrlOf, idOf } from '../../models/model-settings.ts';
import type { Clock } from '../../runtime/clock.ts';
import { KuaihuiError } from '../../runtime/errors.ts';
import { listQuestions, type AskDeps, type ModelRoles } from '../ask-models.ts';
import type { BasicCheck, Case, DoctorCheck } from '../check.ts';
import { CHECKS } from '../list-checks.ts';
import type { CheckName, Finding } from '../finding.ts';
import { doctorTexts as texts } from './doctor-texts.ts';
import type { DoctorWorld } from './doctor-world.ts';

/** A finding, and the account that it is about; absent for the server. */
export type Diagnosis = Finding & { readonly account?: string };

/** A check that has not ended by then is given up. */
export const PATIENCE_MS = 10_000;

/**
 * Runs every check concurrently, each for every account that it is about, and returns the findings in the list's order.
 * Where no account can be read, those of the server remain.
 */
export async function examine(
  cases: readonly Case[],
  server: Case,
  world: DoctorWorld,
  onProgress: (waitingFor: readonly CheckName[]) => void = () => {},
): Promise<readonly Diagnosis[]> {
  const askEachOnce = createAskEachOnce(world);
  const runs = CHECKS.flatMap((check) => {
    const of = check.of === 'server' ? [server] : cases;
    return of.map((one) => ({ check, of: one }));
  });
  const waiting = new Set(runs);
  const tell = () => onProgress([...new Set([...waiting].map(({ check }) => check.name))]);
  tell();
  const found = await Promise.all(
    runs.map(async (run) => {
      const findings = await runOne(run.check, run.of, { ...world, askModels: askEachOnce });
      waiting.delete(run);
      tell();
      const { account } = run.of;
      return run.check.of === 'server'
        ? findings
        : findings.map((finding) => ({ ...finding, account }));
    }),
  );
  return found.flat();
}

/** Runs a check; what it warns of in the log becomes findings, and so does what breaks it. */
async function runOne(
  check: BasicCheck | DoctorCheck,
  of: Case,
  world: DoctorWorld,
): Promise<readonly Finding[]> {
  const { name } = check;
  const warnings: Finding[] = [];
  const write = (line: string) => {
    const { msg, zh = msg } = JSON.parse(line) as { readonly msg: string; readonly zh?: string };
    const sentence = { en: msg, zh };
    // What is wrong with a document says itself what to do, and is no matter of a setting.
    const remedy = name === 'documents' ? undefined : texts.compareSetting();
    warnings.push({ name, state: 'warning', sentence, ...(remedy && { remedy }) });
  };
  const log = pino({ level: 'warn' }, { write });
  const look = () => breakGently(name, () => check.look(of, { ...world, log }));
  const findings = check.endsInTime ? await look() : await inTime(name, world.clock, look);
  return [...findings, ...warnings];
}

async function breakGently(
  name: CheckName,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    const isForeseen = error instanceof KuaihuiError;
    // An unforeseen failure may say anything, so only its class is told.
    const said = isForeseen ? error.message : className(error);
    const says = (isForeseen ? error.says : undefined) ?? { en: said, zh: said };
    const sentence = isForeseen ? says : texts.broke(name, says);
    return [{ name, state: 'fault', sentence, remedy: texts.followIt() }];
  }
}

function className(error: unknown): string {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  const name = error instanceof Error ? error.name : 'Error';
  return typeof code === 'string' ? `${name} ${code}` : name;
}

/** Gives a check up that does not end, as a warning. */
async function inTime(
  name: CheckName,
  clock: Clock,
  look: (signal: AbortSignal) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const giveUp = new AbortController();
  let cancel = () => {};
  const late = new Promise<readonly Finding[]>((resolve) => {
    cancel = clock.after(PATIENCE_MS, () => {
      giveUp.abort('too slow');
      const sentence = texts.late(PATIENCE_MS / 1000);
      resolve([{ name, state: 'warning', sentence, remedy: texts.tryAgain() }]);
    });
  });
  try {
    return await Promise.race([look(giveUp.signal), late]);
  } finally {
    cancel();
  }
}

/** Accounts mostly share their models, and a question costs tokens. */
function createAskEachOnce({ clock }: DoctorWorld) {
  const asked = new Map<string, Promise<readonly Finding[]>>();
  return async (config: ModelRoles, deps: AskDeps): Promise<readonly Finding[]> => {
    const found = listQuestions(config).map(({ model, ask }) => {
      const key = JSON.stringify([idOf(model), baseUrlOf(model), model.apiKeys[0], model.namedIn]);
      const known = asked.get(key);
      if (known) return known;
      const answer = inTime('model', clock, (signal) =>
        breakGently('model', async () => [await ask({ ...deps, signal })]),
      );
      asked.set(key, answer);
      return answer;
    });
    return (await Promise.all(found)).flat();
  };
}
