import { Router, type Request, type RequestHandler } from 'express';
import { createAccessRoutes } from '../../console/access/access-routes.ts';
import { createAccountsRoutes } from '../../console/accounts/accounts-routes.ts';
import { createAssistantRoutes } from '../../console/assistant/assistant-routes.ts';
import { createAuditRoutes } from '../../console/audit/audit-routes.ts';
import { createConversationsRoutes } from '../../console/conversations/conversations-routes.ts';
import { createDoctorRoutes } from '../../console/doctor/doctor-routes.ts';
import { createFollowersRoutes } from '../../console/followers/followers-routes.ts';
import { createKnowledgeRoutes } from '../../console/knowledge/knowledge-routes.ts';
import { createLiveRoutes } from '../../console/live/live-routes.ts';
import { createLogRoutes, LOG_RING } from '../../console/log/log-routes.ts';
import { createModelsRoutes } from '../../console/models/models-routes.ts';
import { createOverviewRoutes } from '../../console/overview/overview-routes.ts';
import { createPersonasRoutes } from '../../console/personas/personas-routes.ts';
import { createSettingsRoutes } from '../../console/settings/settings-routes.ts';
import { createSimulatorRoutes } from '../../console/simulator/simulator-routes.ts';
import { createToolsRoutes } from '../../console/tools/tools-routes.ts';
import { showKeptCall } from '../../console/webhook-calls/show-call.ts';
import { createWebhookCallsRoutes } from '../../console/webhook-calls/webhook-calls-routes.ts';
import { createGate } from '../../console/access/create-gate.ts';
import { createConsoleRouter } from '../../console/api/console-router.ts';
import { WEBHOOK_CALLS } from '../../diagnosis/webhook-calls/keep-calls.ts';
import { openDoctorDesk } from './open-doctor-desk.ts';
import { openModelsDesk } from './open-models-desk.ts';
import type { Route } from '../../console/api/route.ts';
import { createConsolePage } from '../../console/page/console-page.ts';
import { limitConnections } from '../../console/page/limit-connections.ts';
import { showOnlyHere } from '../../console/page/show-only-here.ts';
import { readVersion } from '../../runtime/version.ts';
import { openConsoleAccess } from './open-console-access.ts';
import { openSimulatorDesk } from './open-simulator-desk.ts';
import { openAssistantDesk } from './open-assistant-desk.ts';
import type { ConsoleWorld } from './console-world.ts';
import { openFollowersDesk } from './open-followers-desk.ts';
import { openKnowledgeDesk } from './open-knowledge-desk.ts';
import { openOverviewDesk } from './open-overview-desk.ts';
import { openConversationsDesk } from './open-conversations-desk.ts';
import { openAccountsDesk } from './open-accounts-desk.ts';
import { openPersonasDesk } from './open-personas-desk.ts';
import { openToolsDesk } from './open-tools-desk.ts';
import { openSettingsDesk } from './open-settings-desk.ts';

/** The console of a running server. */
export interface Console {
  /** Serves everything below /console. */
  readonly handler: RequestHandler;
  readonly routes: readonly Route[];
  /** Says whether `/` may lead a request here: this machine's user, or a person with a session. */
  readonly mayOpen: (request: Request) => Promise<boolean>;
  /** Returns a new code for the link that sets the first password; none if there is an owner. */
  makeSetupCode(): Promise<string | undefined>;
  /** Ends what pages follow live: the first step of a stop. */
  close(): void;
}

/** Builds the console over the running server: one desk for each subject, and the routes that use it. */
export function buildConsole(world: ConsoleWorld): Console {
  const { runtime, config, store } = world;
  const { access, audit } = openConsoleAccess({
    ...{ collections: store.collections, passwordCost: world.passwordCost },
    ...runtime,
  });
  const gate = createGate(
    { publicUrl: config.publicUrl, isInsecureAllowed: config.console.isInsecureAllowed },
    access.sessions,
  );
  const settings = openSettingsDesk(world);
  const routes = [
    ...createAccessRoutes(access, readVersion()),
    ...createAuditRoutes(audit),
    ...createOverviewRoutes(openOverviewDesk(world)),
    ...createConversationsRoutes(openConversationsDesk(world)),
    ...createKnowledgeRoutes(openKnowledgeDesk(world)),
    ...createFollowersRoutes(openFollowersDesk(world)),
    ...createAccountsRoutes(openAccountsDesk(world, settings)),
    ...createModelsRoutes(openModelsDesk(world)),
    ...createToolsRoutes(openToolsDesk(world)),
    ...createPersonasRoutes(openPersonasDesk(world)),
    ...createSettingsRoutes(settings),
    ...createLogRoutes(world.store.rings),
    ...createSimulatorRoutes(openSimulatorDesk(world.simulator, world.config)),
    ...createAssistantRoutes(openAssistantDesk(world, settings)),
    ...createWebhookCallsRoutes({
      ...{ rings: store.rings, publicUrl: config.publicUrl },
      requireKnown: (account) => world.books.accounts.requireKnown(account),
    }),
    ...createLiveRoutes({
      ...{ rings: store.rings, clock: runtime.clock },
      topics: [
        { name: WEBHOOK_CALLS, permission: 'read', show: showKeptCall },
        { name: LOG_RING, permission: 'read', show: (line) => line },
      ],
    }),
    ...createDoctorRoutes(openDoctorDesk(world)),
  ];
  const api = createConsoleRouter({
    ...{ routes, gate },
    keepNote: (user, note, address) => audit.keep(user?.name, note, address),
    ...{ clock: runtime.clock, log: runtime.log },
  });
  const handler = Router({ strict: true }).use(limitConnections(gate), showOnlyHere);
  handler.use('/api', api.handler).use(createConsolePage({ gate }));
  return {
    ...{ handler, routes },
    async mayOpen(request) {
      const admission = await gate.admit(request);
      return !('status' in admission) && (admission.isLocal || admission.user !== undefined);
    },
    makeSetupCode: () => access.makeSetupCode(),
    close: () => api.close(),
  };
}
