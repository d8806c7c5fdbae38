import { expect, it } from 'vitest';
import type { Role } from '../../../src/console/access/signed-in.ts';
import { createSimulatorRoutes } from '../../../src/console/simulator/simulator-routes.ts';

const KEYED = '/simulator/?key=secret';

async function ask(role: Role, address: string | undefined): Promise<unknown> {
  const [route] = createSimulatorRoutes({
    ...{ state: address === undefined ? 'off' : 'on', command: 'npm run simulator' },
    address: () => address,
  });
  if (route?.kind !== 'json') throw new Error('The route answers JSON');
  const user = { name: 'one', role, sessionId: '' };
  return route.handle({ user, origin: 'http://localhost:3000' } as never, undefined as never);
}

it('gives the address with the key to owners only', async () => {
  expect(await ask('owner', KEYED)).toMatchObject({ state: 'on', url: KEYED });
  expect(await ask('viewer', KEYED)).toMatchObject({ state: 'on', url: null });
});

it('says that there is no page where none is served', async () => {
  expect(await ask('owner', undefined)).toEqual({
    state: 'off',
    url: null,
    command: 'npm run simulator',
  });
});
