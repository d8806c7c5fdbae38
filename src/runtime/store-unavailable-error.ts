import { KuaihuiError } from './errors.ts';

/** The store cannot be written now, because the disk is full or gone, or the database stays locked. */
export class StoreUnavailableError extends KuaihuiError {
  override readonly name = 'StoreUnavailableError';
  readonly code = 'store_unavailable';
}
