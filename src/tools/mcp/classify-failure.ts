import {
  InsufficientScopeError,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { field } from '../../runtime/field.ts';
import { McpFailure, type McpFailureKind } from './mcp-failure.ts';

/** The protocol asks for 404; many servers answer 400 to a session that they do not know. */
const SESSION_LOST = [400, 404];
const UNAUTHORIZED = [401, 403];
const NO_PROGRAM = ['ENOENT', 'EACCES', 'EPERM'];

/** Translates what the library throws. `hasSession`: whether a session had been opened before. */
export function classifyFailure(error: unknown, hasSession: boolean): McpFailure {
  if (error instanceof McpFailure) return error;
  const kind = kindOf(error, hasSession);
  const detail = error instanceof ProtocolError ? { detail: error.message } : {};
  return new McpFailure(kind, { cause: error, ...detail });
}

function kindOf(error: unknown, hasSession: boolean): McpFailureKind {
  if (error instanceof UnauthorizedError || error instanceof InsufficientScopeError)
    return 'unauthorized';
  if (error instanceof SdkHttpError) {
    if (UNAUTHORIZED.includes(error.status)) return 'unauthorized';
    if (hasSession && SESSION_LOST.includes(error.status)) return 'session-lost';
    return error.status >= 500 ? 'gone' : 'unusable';
  }
  if (error instanceof ProtocolError) return 'refused';
  if (error instanceof SdkError) {
    if (error.code === SdkErrorCode.RequestTimeout) return 'timed-out';
    const isClosed = [SdkErrorCode.ConnectionClosed, SdkErrorCode.NotConnected].includes(
      error.code,
    );
    return isClosed ? 'gone' : 'unusable';
  }
  const code = field(error, 'code');
  if (typeof code === 'string' && NO_PROGRAM.includes(code)) return 'no-program';
  // What fetch throws when no answer comes, or when the connection is closed.
  if (error instanceof TypeError) return 'gone';
  return error instanceof Error && error.name === 'AbortError' ? 'gone' : 'unusable';
}
