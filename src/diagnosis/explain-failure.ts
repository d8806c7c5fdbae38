import { adviceLanguage } from '../config/advice-language.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import type { Environment } from '../config/env-reader.ts';
import { startFailureTexts as texts } from '../config/start-failure-texts.ts';
import { thisMachine, type Machine } from '../runtime/this-machine.ts';

/** Explains why a start failed and what to do about it. The whole stack is shown only for an unforeseen failure. */
export function explainFailure(
  error: unknown,
  environment: Environment,
  machine: Machine = thisMachine,
): string {
  const language = adviceLanguage(environment);
  const says =
    explainSystemError(error, environment, machine) ??
    (error instanceof KuaihuiError
      ? explainSystemError(error.cause, environment, machine)
      : undefined);
  if (says !== undefined) return says[language];
  if (error instanceof KuaihuiError) {
    const said = error.says?.[language] ?? error.message;
    return error.cause instanceof Error ? `${said}\n  ${error.cause.message}` : said;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function explainSystemError(
  error: unknown,
  environment: Environment,
  machine: Machine,
): Sentence | undefined {
  const { code, syscall, path, message } = (error ?? {}) as NodeJS.ErrnoException;
  const port = environment['PORT']?.trim() || '3000';
  const host = environment['HOST']?.trim() ?? '';
  const place = path ?? environment['DATA_DIR']?.trim() ?? './data';
  switch (code) {
    case 'EADDRINUSE':
      return texts.portInUse(port, machine.whoListens(Number(port)));
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return syscall === 'listen' ? texts.hostNotHere(host, machine.addresses()) : undefined;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return syscall === 'getaddrinfo' ? texts.hostNoAddress(host) : undefined;
    case 'EACCES':
    case 'EPERM':
      if (syscall === 'listen') return texts.portForbidden(port);
      return path === undefined ? undefined : texts.notWritable(path, code);
    case 'EROFS':
      return texts.readOnlyDisk(place);
    case 'EEXIST':
    case 'ENOTDIR':
      return texts.dataDirIsNoFolder(place);
    case 'ENOENT':
    case 'ELOOP':
    case 'ENAMETOOLONG':
      return syscall === 'mkdir' ? texts.dataDirIsNowhere(place) : undefined;
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return texts.diskFull();
    case 'EMFILE':
    case 'ENFILE':
      return texts.tooManyFiles();
    case 'MODULE_NOT_FOUND':
    case 'ERR_MODULE_NOT_FOUND':
      return explainMissingModule(message);
    default:
      return undefined;
  }
}

/** Returns the package that is missing. A missing file of Kuaihui's own is a mistake of another kind. */
function explainMissingModule(message: string): Sentence | undefined {
  const name = /Cannot find (?:module|package) '([^'./\\][^']*)'/.exec(message)?.[1];
  return name === undefined ? undefined : texts.moduleMissing(name);
}
