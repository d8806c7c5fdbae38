import { readAccessRequest } from '../../http/authorize.ts';
import type { Gate } from './gate.ts';
import { judgePassage, type GateSettings } from './judge-passage.ts';
import { readSessionCookie } from './session-cookie.ts';
import type { SessionBook } from './session-book.ts';

/** Creates the gate of the console. */
export function createGate(
  settings: GateSettings,
  sessions: Pick<SessionBook, 'resume' | 'holds'>,
): Gate {
  const judge: Gate['judge'] = (request) => judgePassage(readAccessRequest(request), settings);
  return {
    judge,
    async admit(request) {
      const passage = judge(request);
      if ('status' in passage) return passage;
      const id = readSessionCookie(request.headers.cookie, passage.isSecure);
      const user = id === undefined || id === '' ? undefined : await sessions.resume(id);
      return { ...passage, user };
    },
    holds: (user) => sessions.holds(user),
  };
}
