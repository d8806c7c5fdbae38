import type { Role } from '../../../console/access/signed-in.ts';
import { texts as accounts } from './accounts/texts.ts';
import { texts as assistant } from './assistant/texts.ts';
import { texts as audit } from './audit/texts.ts';
import { texts as conversations } from './conversations/texts.ts';
import { texts as doctor } from './doctor/texts.ts';
import { texts as followers } from './followers/texts.ts';
import { texts as knowledge } from './knowledge/texts.ts';
import { texts as log } from './log/texts.ts';
import { texts as login } from './login/texts.ts';
import { texts as models } from './models/texts.ts';
import { texts as overview } from './overview/texts.ts';
import { texts as personas } from './personas/texts.ts';
import { texts as sessions } from './sessions/texts.ts';
import { texts as settings } from './settings/texts.ts';
import { texts as setup } from './setup/texts.ts';
import { texts as simulator } from './simulator/texts.ts';
import { texts as tools } from './tools/texts.ts';
import { texts as users } from './users/texts.ts';

export type PageGroup = 'daily' | 'setup' | 'technical' | 'people';

/** A page that the navigation leads to. */
export interface ListedPage {
  /** Its address below /console/. */
  readonly name: string;
  readonly group: PageGroup;
  /** Who sees it; what they may do there the API decides. */
  readonly roles: readonly Role[];
  /** Who may also open one item of it, to which other pages lead, but not its list. */
  readonly itemRoles?: readonly Role[];
  readonly texts: Readonly<Record<'zh' | 'en', { readonly title: string }>>;
}

const EVERYBODY: readonly Role[] = ['owner', 'agent', 'viewer'];
const LOOKERS: readonly Role[] = ['owner', 'viewer'];

/** The pages in the order of the navigation. The first that a role may see is where it begins. */
export const PAGES = [
  { name: 'overview', group: 'daily', roles: LOOKERS, texts: overview },
  { name: 'conversations', group: 'daily', roles: EVERYBODY, texts: conversations },
  { name: 'followers', group: 'daily', roles: LOOKERS, itemRoles: ['agent'], texts: followers },
  { name: 'knowledge', group: 'daily', roles: LOOKERS, texts: knowledge },
  { name: 'assistant', group: 'setup', roles: LOOKERS, texts: assistant },
  { name: 'accounts', group: 'setup', roles: LOOKERS, texts: accounts },
  { name: 'models', group: 'setup', roles: LOOKERS, texts: models },
  { name: 'tools', group: 'setup', roles: LOOKERS, texts: tools },
  { name: 'personas', group: 'setup', roles: LOOKERS, texts: personas },
  { name: 'settings', group: 'setup', roles: LOOKERS, texts: settings },
  { name: 'doctor', group: 'technical', roles: LOOKERS, texts: doctor },
  { name: 'log', group: 'technical', roles: LOOKERS, texts: log },
  { name: 'simulator', group: 'technical', roles: LOOKERS, texts: simulator },
  { name: 'users', group: 'people', roles: LOOKERS, texts: users },
  { name: 'sessions', group: 'people', roles: EVERYBODY, texts: sessions },
  { name: 'audit', group: 'people', roles: LOOKERS, texts: audit },
] as const satisfies readonly ListedPage[];

/** Pages of people who are not signed in. */
export const OPEN_PAGES = [
  { name: 'login', texts: login },
  { name: 'setup', texts: setup },
] as const;

/** The pages that a role may see. */
export function pagesFor(role: Role): readonly ListedPage[] {
  return PAGES.filter(({ roles }) => roles.includes(role));
}

/** Says whether a role may open an address: a page that is theirs, or one item of a page that is not. */
export function mayOpen(
  role: Role,
  { page, rest }: { readonly page: string; readonly rest: readonly string[] },
): boolean {
  const listed: ListedPage | undefined = PAGES.find(({ name }) => name === page);
  if (listed === undefined) return false;
  const roles = rest.length > 0 ? [...listed.roles, ...(listed.itemRoles ?? [])] : listed.roles;
  return roles.includes(role);
}
