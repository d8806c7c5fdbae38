import type { Bot } from './start-bot.ts';
import type { RunningServer } from '../../src/server/start-server.ts';

/** What the console's API answered. */
interface ConsoleAnswer {
  readonly status: number;
  // Tests look into answers of every route; each claim checks what it needs.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly headers: Headers;
}

/** A browser at the console's API: keeps its cookie, and sends what a page of the console would. */
export interface ConsoleClient {
  /** Such as http://127.0.0.1:40000. */
  readonly origin: string;
  /** The Cookie header of the session; empty without one. */
  readonly cookie: () => string;
  /** Sends a request below /console/api; paths begin with a slash. */
  send(method: string, path: string, body?: unknown, init?: RequestInit): Promise<ConsoleAnswer>;
  get(path: string): Promise<ConsoleAnswer>;
  post(path: string, body?: unknown): Promise<ConsoleAnswer>;
  patch(path: string, body?: unknown): Promise<ConsoleAnswer>;
  put(path: string, body?: unknown): Promise<ConsoleAnswer>;
  delete(path: string): Promise<ConsoleAnswer>;
  /** Signs in; fails the test if that is refused. */
  signIn(name: string, password: string): Promise<void>;
}

/** The password of every user that these helpers make. */
export const PASSWORD = 'a password of tests';

/** Creates a browser without a session. */
export function createConsoleClient(url: string): ConsoleClient {
  const { origin } = new URL(url);
  let cookie = '';
  const client: ConsoleClient = {
    origin,
    cookie: () => cookie,
    async send(method, path, body, init = {}) {
      const headers = new Headers(init.headers);
      if (cookie !== '' && !headers.has('cookie')) headers.set('cookie', cookie);
      if (method !== 'GET' && !headers.has('origin')) headers.set('origin', origin);
      const isJson = body !== undefined && init.body === undefined;
      if (isJson) headers.set('content-type', 'application/json');
      const response = await fetch(`${origin}/console/api${path}`, {
        ...{ redirect: 'manual', ...init, method, headers },
        ...(isJson && { body: JSON.stringify(body) }),
      });
      for (const line of response.headers.getSetCookie()) [cookie = ''] = line.split(';');
      if (cookie.endsWith('=')) cookie = '';
      const text = await response.text();
      const isOfJson = response.headers.get('content-type')?.includes('json') === true;
      const read: unknown = isOfJson ? JSON.parse(text) : text;
      return { status: response.status, body: read, headers: response.headers };
    },
    get: (path) => client.send('GET', path),
    post: (path, body = {}) => client.send('POST', path, body),
    patch: (path, body = {}) => client.send('PATCH', path, body),
    put: (path, body = {}) => client.send('PUT', path, body),
    delete: (path) => client.send('DELETE', path),
    async signIn(name, password) {
      const { status, body } = await client.post('/login', { name, password });
      if (status !== 200) throw new Error(`${name} may not sign in: ${JSON.stringify(body)}`);
    },
  };
  return client;
}

/** Sets the owner's password with the link of the server, and returns the owner's browser. */
export async function openConsole({
  console,
}: Pick<RunningServer, 'console'>): Promise<ConsoleClient> {
  if (console?.setupCode === undefined) throw new Error('The server has no link to set a password');
  const owner = createConsoleClient(`http://127.0.0.1:${console.port}`);
  const { status, body } = await owner.post('/setup', {
    ...{ code: console.setupCode, password: PASSWORD },
  });
  if (status !== 200) throw new Error(`No password could be set: ${JSON.stringify(body)}`);
  return owner;
}

/** Has the owner make a user, and returns the browser in which that user is signed in. */
export async function signInAs(
  owner: ConsoleClient,
  role: 'owner' | 'agent' | 'viewer',
  name = `a.${role}`,
): Promise<ConsoleClient> {
  const { status, body } = await owner.post('/users', { name, role, password: PASSWORD });
  if (status !== 200) throw new Error(`${name} could not be made: ${JSON.stringify(body)}`);
  const client = createConsoleClient(owner.origin);
  await client.signIn(name, PASSWORD);
  return client;
}

/** Opens the console of a bot as its owner. */
export function openConsoleOf(bot: Pick<Bot, 'server'>): Promise<ConsoleClient> {
  return openConsole(bot.server);
}
