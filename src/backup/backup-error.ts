import { KuaihuiError } from '../runtime/errors.ts';

/** Tells why a backup, a restore or a migration was not done, and that nothing was changed. */
export class BackupError extends KuaihuiError {
  override readonly name = 'BackupError';
  readonly code = 'backup';
}
