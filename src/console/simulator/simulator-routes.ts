import { jsonRoute, type Route } from '../api/route.ts';
import { simulatorAnswer } from './simulator-contract.ts';
import type { SimulatorDesk } from './simulator-desk.ts';

/** Returns the route about the simulator's page. */
export function createSimulatorRoutes(desk: SimulatorDesk): readonly Route[] {
  return [
    jsonRoute({
      ...{ method: 'GET', path: '/simulator', permission: 'read' },
      summary: 'Says whether the simulator’s page is served, and gives owners its address.',
      answer: simulatorAnswer,
      handle: ({ user, origin }) =>
        Promise.resolve({
          ...{ state: desk.state, command: desk.command },
          // The key lets its holder act as a follower, which changes something.
          url: (user?.role === 'owner' && desk.address(origin)) || null,
        }),
    }),
  ];
}
