import type { ComponentType } from 'preact';
import { AccountsPage } from './accounts/accounts-page.tsx';
import { AssistantPage } from './assistant/assistant-page.tsx';
import { AuditPage } from './audit/audit-page.tsx';
import { ConversationsPage } from './conversations/conversations-page.tsx';
import { DoctorPage } from './doctor/doctor-page.tsx';
import { FollowersPage } from './followers/followers-page.tsx';
import { KnowledgePage } from './knowledge/knowledge-page.tsx';
import { LogPage } from './log/log-page.tsx';
import { LoginPage } from './login/login-page.tsx';
import { ModelsPage } from './models/models-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { PersonasPage } from './personas/personas-page.tsx';
import { SessionsPage } from './sessions/sessions-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { SetupPage } from './setup/setup-page.tsx';
import { SimulatorPage } from './simulator/simulator-page.tsx';
import { ToolsPage } from './tools/tools-page.tsx';
import { UsersPage } from './users/users-page.tsx';
import type { OPEN_PAGES, PAGES } from './page-list.ts';

type PageName = (typeof PAGES)[number]['name'] | (typeof OPEN_PAGES)[number]['name'];

/** What is shown for each page; the list says who sees it. */
const pageComponents: Readonly<Record<PageName, ComponentType>> = {
  overview: OverviewPage,
  conversations: ConversationsPage,
  followers: FollowersPage,
  knowledge: KnowledgePage,
  assistant: AssistantPage,
  accounts: AccountsPage,
  models: ModelsPage,
  tools: ToolsPage,
  personas: PersonasPage,
  settings: SettingsPage,
  doctor: DoctorPage,
  log: LogPage,
  simulator: SimulatorPage,
  users: UsersPage,
  sessions: SessionsPage,
  audit: AuditPage,
  login: LoginPage,
  setup: SetupPage,
};

/** Returns the component of an address; undefined for one that is not ours. */
export function componentOf(name: string): ComponentType | undefined {
  return Object.hasOwn(pageComponents, name) ? pageComponents[name as PageName] : undefined;
}
