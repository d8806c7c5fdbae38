import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { UnknownAccountError } from '../../accounts/account-error.ts';
import { ConfigError } from '../../config/config-error.ts';
import { requestLanguage } from '../../http/request-language.ts';
import type { Clock } from '../../runtime/clock.ts';
import { KuaihuiError } from '../../runtime/errors.ts';
import type { AdviceLanguage, Sentence } from '../../runtime/sentence.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { Admission, Gate, Refusal } from '../access/gate.ts';
import { mayCall } from '../access/may-call.ts';
import type { SignedIn } from '../access/signed-in.ts';
import type { AuditNote } from '../audit/audit.ts';
import { IS_SIGNED_IN } from '../page/limit-connections.ts';
import { apiTexts } from './api-texts.ts';
import { ConsoleError, FormError, type NamedProblem } from './console-error.ts';
import { createLongCalls, type LongCalls } from './long-calls.ts';
import type { ConsoleCall, Route } from './route.ts';

export interface ConsoleRouterDeps {
  readonly routes: readonly Route[];
  readonly gate: Gate;
  /** Keeps what was changed; a change whose note cannot be kept is answered as failed. */
  readonly keepNote: (
    user: SignedIn | undefined,
    note: AuditNote,
    address: string,
  ) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
}

const BODY_LIMIT_BYTES = 64 * 1024;

/** The routes below /console/api. */
export interface ConsoleRouter {
  readonly handler: RequestHandler;
  /** Aborts the calls that write their answer themselves: streams of events. */
  close(): void;
}

/** Serves the routes below /console/api. The role is checked before the body is looked at. */
export function createConsoleRouter(deps: ConsoleRouterDeps): ConsoleRouter {
  const longCalls = createLongCalls(deps);
  const router = Router({ strict: true, caseSensitive: true });
  router.use(async (request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': "default-src 'none'" });
    const admission = await deps.gate.admit(request);
    if ('status' in admission) {
      refuse(response, admission, requestLanguage(request));
      return;
    }
    if (admission.user !== undefined) response.emit(IS_SIGNED_IN);
    response.locals['admission'] = admission;
    next(isDecodable(request.path) ? undefined : notFound(admission.user));
  });
  for (const route of deps.routes) {
    const method = route.method.toLowerCase() as 'get' | 'post' | 'patch' | 'put' | 'delete';
    const limit = (route.kind === 'json' && route.bodyLimit) || BODY_LIMIT_BYTES;
    const readBody =
      route.kind === 'json' && route.body !== undefined
        ? [express.json({ limit, strict: false, type: () => true })]
        : [];
    router[method](route.path, checkRole(route), ...readBody, answer(route, deps, longCalls));
  }
  router.use((_request, response, next) => next(notFound(admissionOf(response).user)));
  router.use(createErrorAnswer(deps.log));
  return { handler: router, close: () => longCalls.close() };
}

/** A stranger does not learn which addresses there are. */
function notFound(user: SignedIn | undefined): ConsoleError {
  return user === undefined
    ? new ConsoleError(401, 'sign_in', apiTexts.signIn())
    : new ConsoleError(404, 'not_found', apiTexts.noSuchRoute());
}

/** Says whether every part of a path can be read; the route that it looks like cannot be asked otherwise. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function checkRole({ permission }: Route): RequestHandler {
  return (_request, response, next) => {
    const answer = mayCall(permission, admissionOf(response).user?.role);
    if (answer === 'yes') next();
    else if (answer === 'sign in') next(new ConsoleError(401, 'sign_in', apiTexts.signIn()));
    else next(new ConsoleError(403, 'role', apiTexts.notThisRole()));
  };
}

function answer(
  route: Route,
  { keepNote }: ConsoleRouterDeps,
  longCalls: LongCalls,
): RequestHandler {
  return async (request, response) => {
    const admission = admissionOf(response);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    if (route.kind === 'raw') longCalls.watch(gone, admission.user);
    const call = readCall(route, request, gone.signal, admission);
    const keep = (note: AuditNote | undefined) =>
      note && keepNote(admission.user, note, admission.address);
    if (route.kind === 'raw') {
      await keep(await route.handle({ ...call, body: undefined }, request, response));
      return;
    }
    const given = await route.handle(call, response);
    await keep(route.audit?.(call, given));
    response.json(given);
  };
}

function readCall(
  route: Route,
  request: Request,
  signal: AbortSignal,
  admission: Admission,
): ConsoleCall<Record<string, string>, Record<string, unknown>, unknown> {
  const body: unknown = request.body;
  return {
    ...admission,
    signal,
    userAgent: request.get('user-agent') ?? '',
    language: requestLanguage(request),
    params: route.params ? check(route.params, request.params) : {},
    query: route.query ? check(route.query, request.query) : {},
    body: route.kind === 'json' && route.body ? check(route.body, body) : undefined,
  };
}

function check<Value>(contract: z.ZodType<Value>, given: unknown): Value {
  const checked = contract.safeParse(given);
  if (checked.success) return checked.data;
  const field = checked.error.issues[0]?.path.join('.') || 'body';
  throw new ConsoleError(400, 'not_valid', apiTexts.badField(field));
}

function admissionOf(response: Response): Admission {
  return response.locals['admission'] as Admission;
}

/** Answers what went wrong as `{code, sentence}`; an unexpected failure goes to the log. */
function createErrorAnswer(log: Logger) {
  return (error: unknown, request: Request, response: Response, next: (error: unknown) => void) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    refuse(response, toRefusal(error, log), requestLanguage(request));
  };
}

/** What a call that failed is answered with. */
interface Refused extends Refusal {
  readonly retryAfterSeconds?: number | undefined;
  /** What is wrong with single fields. */
  readonly problems?: readonly NamedProblem[];
}

function toRefusal(error: unknown, log: Logger): Refused {
  if (error instanceof ConsoleError) {
    const { status, code, retryAfterSeconds } = error;
    const problems = error instanceof FormError ? error.problems : [];
    return { status, code, sentence: sentenceOf(error), retryAfterSeconds, problems };
  }
  if (error instanceof ConfigError) {
    const problems = error.named.map(({ setting = '', says }) => ({
      name: setting,
      sentence: says,
    }));
    return { status: 400, code: 'not_valid', sentence: joinProblems(error.sentences), problems };
  }
  if (error instanceof StoreUnavailableError)
    return { status: 503, code: 'store_away', sentence: apiTexts.storeAway() };
  const { type, status } = error as { readonly type?: string; readonly status?: number };
  if (type === 'entity.too.large')
    return { status: 413, code: 'too_large', sentence: apiTexts.bodyTooLarge() };
  if (type?.startsWith('entity.') || (status !== undefined && status < 500))
    return { status: 400, code: 'bad_json', sentence: apiTexts.badJson() };
  if (error instanceof UnknownAccountError)
    return { status: 404, code: 'no_account', sentence: apiTexts.noSuchAccount(error.account) };
  // A refusal of the product, such as a setting that is locked.
  if (error instanceof KuaihuiError)
    return { status: 409, code: 'refused', sentence: sentenceOf(error) };
  log.error(
    { code: 'console_failed', err: error, zh: '控制台的一个操作没能完成' },
    'The console could not do what it was asked',
  );
  return { status: 500, code: 'failed', sentence: apiTexts.failed() };
}

/** Leaves out the heading of a ConfigError, which tells how commands correct it. */
function joinProblems(problems: readonly Sentence[]): Sentence {
  return {
    en: problems.map(({ en }) => en).join(' '),
    zh: problems.map(({ zh }) => zh).join(''),
  };
}

function sentenceOf({ says, message }: KuaihuiError): Sentence {
  return says ?? { en: message, zh: message };
}

function refuse(
  response: Response,
  { status, code, sentence, retryAfterSeconds, problems = [] }: Refused,
  language: AdviceLanguage,
): void {
  const named = problems.map((problem) => ({
    name: problem.name,
    sentence: problem.sentence[language],
  }));
  if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));
  response.status(status).json({
    ...{ code, sentence: sentence[language] },
    ...(named.length > 0 && { problems: named }),
  });
}
