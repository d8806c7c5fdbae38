import type { Permission } from '../api/route.ts';
import type { Role } from './signed-in.ts';

const ALLOWED: Readonly<Record<Exclude<Permission, 'open'>, readonly Role[]>> = {
  own: ['owner', 'agent', 'viewer'],
  conversations: ['owner', 'agent', 'viewer'],
  read: ['owner', 'viewer'],
  change: ['owner'],
};

/** Says whether a role may call a route; undefined stands for a person without a session. */
export function mayCall(
  permission: Permission,
  role: Role | undefined,
): 'yes' | 'sign in' | 'not this role' {
  if (permission === 'open') return 'yes';
  if (role === undefined) return 'sign in';
  return ALLOWED[permission].includes(role) ? 'yes' : 'not this role';
}
