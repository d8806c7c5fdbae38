import type { Request, RequestHandler, Response } from 'express';
import { STANDS_APART } from '../../http/http-server.ts';
import { requestLanguage } from '../../http/request-language.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { brakePlace } from '../access/brake-place.ts';
import type { Gate } from '../access/gate.ts';
import { pageTexts } from './page-texts.ts';

/** Connections on which a process serves the console at the same time. */
export const MOST_CONSOLE_CONNECTIONS = 200;
/** Those of one address from which no session has been shown. */
const MOST_OF_A_STRANGER = 20;
const RETRY_AFTER_SECONDS = 5;

/** A response emits this when its caller has a session, and so counts no longer among the strangers of its address. */
export const IS_SIGNED_IN = Symbol('is signed in');

/**
 * Counts the connections that wait for an answer of the console apart from WeChat's, so that neither takes the other's
 * room. One too many is turned away. A stranger who sends half of many calls fills the share of one address only.
 */
export function limitConnections(gate: Pick<Gate, 'judge'>): RequestHandler {
  const busy = new Set<Response>();
  const strangers = new Map<string, number>();

  const count = (place: string, change: 1 | -1) => {
    const now = (strangers.get(place) ?? 0) + change;
    if (now > 0) strangers.set(place, now);
    else strangers.delete(place);
  };
  const enterAsStranger = (place: string, response: Response) => {
    let isCounted = true;
    const leave = () => {
      if (isCounted) count(place, -1);
      isCounted = false;
    };
    count(place, 1);
    response.once(IS_SIGNED_IN, leave).once('close', leave);
  };

  return (request, response, next) => {
    const place = placeOf(request, gate);
    if (busy.size >= MOST_CONSOLE_CONNECTIONS) {
      turnAway(request, response, pageTexts.full());
      return;
    }
    if (place !== undefined && (strangers.get(place) ?? 0) >= MOST_OF_A_STRANGER) {
      turnAway(request, response, pageTexts.tooManyFromOneAddress());
      return;
    }
    busy.add(response);
    response.once('close', () => busy.delete(response));
    if (place !== undefined) enterAsStranger(place, response);
    response.emit(STANDS_APART);
    next();
  };
}

/** Returns the place whose share a call takes; none for this machine itself, and where the gate answers immediately. */
function placeOf(request: Request, gate: Pick<Gate, 'judge'>): string | undefined {
  const passage = gate.judge(request);
  return 'status' in passage || passage.isLocal ? undefined : brakePlace(passage.address);
}

function turnAway(request: Request, response: Response, sentence: Sentence): void {
  response
    .status(503)
    .set({ 'Retry-After': String(RETRY_AFTER_SECONDS), Connection: 'close' })
    .json({ code: 'full', sentence: sentence[requestLanguage(request)] });
}
