import type { RequestHandler } from 'express';
import { createAccessRoutes } from '../../console/access/access-routes.ts';
import { createAccountsRoutes } from '../../console/accounts/accounts-routes.ts';
import { createAssistantRoutes } from '../../console/assistant/assistant-routes.ts';
import { createAuditRoutes } from '../../console/audit/audit-routes.ts';
import { createConversationsRoutes } from '../../console/conversations/conversations-routes.ts';
import { createDoctorRoutes } from '../../console/doctor/doctor-routes.ts';
import { createFollowersRoutes } from '../../console/followers/followers-routes.ts';
import { createKnowledgeRoutes } from '../../console/knowledge/knowledge-routes.ts';
import { createLogRoutes } from '../../console/log/log-routes.ts';
import { createModelsRoutes } from '../../console/models/models-routes.ts';
import { createOverviewRoutes } from '../../console/overview/overview-routes.ts';
import { createPersonasRoutes } from '../../console/personas/personas-routes.ts';
import { createSettingsRoutes } from '../../console/settings/settings-routes.ts';
import { createSimulatorRoutes } from '../../console/simulator/simulator-routes.ts';
import { createWebhookCallsRoutes } from '../../console/webhook-calls/webhook-calls-routes.ts';
import { createConsoleRouter } from '../../console/api/console-router.ts';
import type { ConsoleWorld } from './console-world.ts';

/** The console of a running server. */
export interface Console {
  /** Serves everything below /console. */
  readonly handler: RequestHandler;
  /** Ends what pages follow live: the first step of a stop. */
  close(): void;
}

/** Builds the console over the running server: one desk for each subject, and the routes that use it. */
export function buildConsole(world: ConsoleWorld): Console {
  const routes = [
    ...createAccessRoutes(),
    ...createAuditRoutes(),
    ...createOverviewRoutes(),
    ...createConversationsRoutes(),
    ...createKnowledgeRoutes(),
    ...createFollowersRoutes(),
    ...createAccountsRoutes(),
    ...createModelsRoutes(),
    ...createPersonasRoutes(),
    ...createSettingsRoutes(),
    ...createLogRoutes(),
    ...createSimulatorRoutes(),
    ...createAssistantRoutes(),
    ...createWebhookCallsRoutes(),
    ...createDoctorRoutes(),
  ];
  const handler = createConsoleRouter({
    routes,
    gate: {
      admit: () => Promise.resolve({ user: undefined, address: '', origin: '' }),
    },
    keepNote: () => Promise.resolve(),
    log: world.runtime.log,
  });
  return { handler, close: () => {} };
}
