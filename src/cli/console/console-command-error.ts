import { KuaihuiError } from '../../runtime/errors.ts';

/** Tells why a command about the console did nothing. */
export class ConsoleCommandError extends KuaihuiError {
  override readonly name = 'ConsoleCommandError';
  readonly code = 'console_command';
}
