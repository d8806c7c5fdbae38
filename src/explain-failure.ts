import { KuaihuiError } from './errors.ts';
import type { Environment } from './setting-reader.ts';

/** Why a start failed and what to do about it, for a person; the whole stack only where nobody foresaw it. */
export function explainFailure(error: unknown, environment: Environment): string {
  const { code, syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  const port = environment['PORT'] ?? '3000';
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Stop the other program, or set PORT to a free one in .env.`;
  if (code === 'EACCES' && syscall === 'listen')
    return `Port ${port} may not be opened by this user. Set PORT to one above 1023 in .env and let Nginx listen on 80 and 443.`;
  if ((code === 'EACCES' || code === 'EPERM' || code === 'EROFS') && path !== undefined)
    return `${path} may not be written by this user (${code}). Give it to the user who runs Kuaihui, or set DATA_DIR to another folder in .env.`;
  if (error instanceof KuaihuiError)
    return error.cause instanceof Error
      ? `${error.message}\n  ${error.cause.message}`
      : error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
