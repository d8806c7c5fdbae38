import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import type { Passage } from '../access/gate.ts';
import type { AuditNote } from '../audit/audit.ts';
import type { SignedIn } from '../access/signed-in.ts';

/**
 * Who may call a route. open: every visitor, also without a session. own: every user, about themselves. conversations: every
 * role. read: owners and viewers. change: owners.
 */
export type Permission = 'open' | 'own' | 'conversations' | 'read' | 'change';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** One call of a route, after its session, role, origin, parameters and body were checked. */
export interface ConsoleCall<Params, Query, Body> extends Passage {
  /** Absent only on open routes. */
  readonly user: SignedIn | undefined;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** In which the answer's sentences are written. */
  readonly language: AdviceLanguage;
  /** What the browser calls itself. */
  readonly userAgent: string;
  /** Aborted when the browser is gone, and within a minute after the session has ended. */
  readonly signal: AbortSignal;
}

/** What a route takes and gives, as zod contracts; the OpenAPI file and the page's types are made from them. */
interface RouteContract<Params, Query, Body, Answer> {
  readonly method: Method;
  /** Below /console/api, in Express's style: `/turns/:id`. */
  readonly path: string;
  readonly permission: Permission;
  /** One sentence for the OpenAPI file. */
  readonly summary: string;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  readonly answer: z.ZodType<Answer>;
}

export interface JsonRoute<Params, Query, Body, Answer> extends RouteContract<
  Params,
  Query,
  Body,
  Answer
> {
  readonly kind: 'json';
  /** Bytes of a JSON body; 64 kB unless said. */
  readonly bodyLimit?: number;
  handle(
    call: ConsoleCall<Params, Query, Body>,
    /** For cookies; the answer is written by the router. */
    response: Response,
  ): Promise<Answer>;
  /** What the audit keeps of a change; every route that is no GET has it. Never a secret value. */
  audit?(call: ConsoleCall<Params, Query, Body>, answer: Answer): AuditNote | undefined;
}

/** A route that reads its body, or writes its answer, itself: an upload, a download, a stream of events. */
export interface RawRoute<Params, Query> extends RouteContract<Params, Query, unknown, unknown> {
  readonly kind: 'raw';
  /** The content type of the answer, for the OpenAPI file. */
  readonly gives: string;
  /** The content type of the body, for the OpenAPI file; absent without one. */
  readonly takes?: string;
  /** Resolves when the answer is written; what it returns goes into the audit. */
  handle(
    call: ConsoleCall<Params, Query, undefined>,
    request: Request,
    response: Response,
  ): Promise<AuditNote | undefined>;
}

/** A route of the console, of whatever contract. */
export type Route =
  | JsonRoute<Record<string, string>, Record<string, unknown>, unknown, unknown>
  | RawRoute<Record<string, string>, Record<string, unknown>>;

/** Defines a route with a JSON answer; the contracts give the types of the handler. */
export function jsonRoute<Params, Query, Body, Answer>(
  route: Omit<JsonRoute<Params, Query, Body, Answer>, 'kind'>,
): Route {
  return { kind: 'json', ...route } as unknown as Route;
}

/** Defines a route that writes its answer itself. */
export function rawRoute<Params, Query>(route: Omit<RawRoute<Params, Query>, 'kind'>): Route {
  return { kind: 'raw', ...route } as unknown as Route;
}
