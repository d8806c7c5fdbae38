import { openAccess, type Access } from '../../console/access/access.ts';
import type { PasswordCost } from '../../console/access/passwords.ts';
import { openAuditBook, type AuditBook } from '../../console/audit/audit-book.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Collections } from '../../runtime/collection.ts';

/** Opens who may use the console of a store, and what was noted of it. */
export function openConsoleAccess(deps: {
  readonly collections: Collections;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly passwordCost?: PasswordCost | undefined;
}): { readonly access: Access; readonly audit: AuditBook } {
  const audit = openAuditBook(deps);
  return { access: openAccess({ ...deps, audit }), audit };
}
