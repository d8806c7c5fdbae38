import type { Response } from 'express';
import { z } from 'zod';
import { apiTexts } from '../api/api-texts.ts';
import { jsonRoute, rawRoute, type ConsoleCall, type Route } from '../api/route.ts';
import {
  accountAnswer,
  accountEffect,
  accountsAnswer,
  changedAccount,
  newAccount,
  removalLine,
  type RemovalLine,
} from './accounts-contract.ts';
import type { AccountsDesk } from './accounts-desk.ts';

const named = z.object({ name: z.string() });
/** A prompt may be long. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Returns the routes about accounts. */
export function createAccountsRoutes(desk: AccountsDesk): readonly Route[] {
  return [
    jsonRoute({
      method: 'GET',
      path: '/accounts',
      permission: 'conversations',
      summary: 'Lists the Official Accounts, with the addresses of their webhooks.',
      answer: accountsAnswer,
      handle: async ({ origin }) => ({ items: await desk.list(origin) }),
    }),
    jsonRoute({
      method: 'POST',
      path: '/accounts',
      permission: 'change',
      summary: 'Adds an account, which is served from then on.',
      body: newAccount,
      bodyLimit: BODY_LIMIT_BYTES,
      answer: accountEffect,
      handle: async ({ body: { name, settings, modelOf }, origin }) => {
        const effect = await desk.add(name, { settings: withoutNull(settings), modelOf });
        return { ...effect, account: await desk.show(name, origin) };
      },
      audit: ({ body: { name, ...changes } }) => ({
        action: 'account.add',
        target: name,
        details: listDetails(changes),
      }),
    }),
    jsonRoute({
      method: 'GET',
      path: '/accounts/:name',
      permission: 'read',
      summary: 'Describes one account.',
      params: named,
      answer: accountAnswer,
      handle: ({ params, origin }) => desk.show(params.name, origin),
    }),
    jsonRoute({
      method: 'PATCH',
      path: '/accounts/:name',
      permission: 'change',
      summary: 'Changes settings of an account: all that are named, or none.',
      params: named,
      body: changedAccount,
      bodyLimit: BODY_LIMIT_BYTES,
      answer: accountEffect,
      handle: async ({ params: { name }, body, user, origin }) => {
        const { settings, modelOf } = body;
        const changes = { settings: withoutNull(settings), modelOf };
        const effect = await desk.change(name, changes, user?.name ?? '');
        return { ...effect, account: await desk.show(name, origin) };
      },
      audit: ({ params, body }) => ({
        action: 'account.change',
        target: params.name,
        details: listDetails(body),
      }),
    }),
    ...(['pause', 'resume'] as const).map((action) =>
      jsonRoute({
        method: 'POST',
        path: `/accounts/:name/${action}`,
        permission: 'change',
        summary:
          action === 'pause'
            ? 'Lets an account answer without a model, until it is resumed.'
            : 'Lets a paused account answer again.',
        params: named,
        answer: accountEffect,
        handle: async ({ params: { name }, origin }) => {
          const effect = await desk[action](name);
          return { ...effect, account: await desk.show(name, origin) };
        },
        audit: ({ params }) => ({ action: `account.${action}`, target: params.name }),
      }),
    ),
    rawRoute({
      method: 'DELETE',
      path: '/accounts/:name',
      permission: 'change',
      summary:
        'Deletes an account with all that its followers wrote, and tells how far it has come, a JSON object a line.',
      params: named,
      answer: removalLine,
      gives: 'application/x-ndjson',
      handle: async (call, _request, response) => {
        const { name } = call.params;
        await desk.requireRemovable(name);
        await remove(desk, call, response);
        return { action: 'account.remove', target: name };
      },
    }),
  ];
}

async function remove(
  desk: AccountsDesk,
  { params: { name }, language }: ConsoleCall<{ readonly name: string }, unknown, undefined>,
  response: Response,
): Promise<void> {
  const tell = (line: RemovalLine) => {
    if (!response.destroyed) response.write(`${JSON.stringify(line)}\n`);
  };
  response.type('application/x-ndjson');
  response.set('X-Accel-Buffering', 'no');
  tell({ deleted: 0 });
  try {
    tell({ done: await desk.remove(name, (deleted) => tell({ deleted })) });
  } catch {
    // A server goes on with a removal that was begun, so the page can only say so.
    tell({ failed: apiTexts.failed()[language] });
  } finally {
    response.end();
  }
}

/** Names what was changed, without a value. */
function listDetails({ settings, modelOf }: z.infer<typeof changedAccount>) {
  const names = Object.keys(settings).join(', ');
  return { settings: names, ...(modelOf !== undefined && { modelOf }) };
}

function withoutNull(values: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']));
}
