import { z } from 'zod';
import { findSetting } from '../../config/known-settings.ts';
import { showSetting } from '../../config/show-setting.ts';
import { jsonRoute, type Route } from '../api/route.ts';
import type { AuditNote } from '../audit/audit.ts';
import {
  changeAnswer,
  envFileAnswer,
  historyAnswer,
  settingChanges,
  settingsAnswer,
  takeOverAnswer,
  takeOverBody,
  undoBody,
} from './settings-contract.ts';
import type { SettingsDesk } from './settings-desk.ts';

const ofAccount = z.object({ account: z.string().default('default') });
/** A prompt may be long. */
const BODY_LIMIT_BYTES = 1024 * 1024;
const LONGEST_NOTED = 120;

/** Returns the routes about settings. */
export function createSettingsRoutes(desk: SettingsDesk): readonly Route[] {
  return [
    jsonRoute({
      method: 'GET',
      path: '/settings',
      permission: 'read',
      summary: 'Lists every setting with the value that holds, its source and its default.',
      query: ofAccount,
      answer: settingsAnswer,
      handle: async ({ query, language }) => ({
        settings: await desk.list(query.account, language),
      }),
    }),
    jsonRoute({
      method: 'PATCH',
      path: '/settings',
      permission: 'change',
      summary: 'Changes settings: all that are named, or none. An empty value takes one out.',
      query: ofAccount,
      body: settingChanges,
      bodyLimit: BODY_LIMIT_BYTES,
      answer: changeAnswer,
      handle: ({ query, body, user }) => desk.change(query.account, withoutNull(body), by(user)),
      audit: ({ query, body }, { changed }) => ({
        action: 'settings.change',
        target: query.account,
        details: notedValues(withoutNull(body), changed),
      }),
    }),
    jsonRoute({
      method: 'POST',
      path: '/settings/undo',
      permission: 'change',
      summary:
        'Gives a setting the value that it had before a change; the last one unless another is named.',
      query: ofAccount,
      body: undoBody,
      answer: changeAnswer,
      handle: ({ query, body, user }) =>
        desk.undo(body.account ?? query.account, body.name, { by: by(user), id: body.id }),
      audit: ({ query, body }): AuditNote => ({
        action: 'settings.undo',
        target: body.name,
        details: { account: body.account ?? query.account },
      }),
    }),
    jsonRoute({
      method: 'GET',
      path: '/settings/history',
      permission: 'read',
      summary:
        'Lists the earlier values of a setting, the last change first; of a secret only when and by whom.',
      query: ofAccount.extend({ name: z.string() }),
      answer: historyAnswer,
      handle: async ({ query }) => ({ items: await desk.history(query.account, query.name) }),
    }),
    jsonRoute({
      method: 'GET',
      path: '/settings/env-file',
      permission: 'read',
      summary: 'Lists what .env and the environment set and the store could.',
      answer: envFileAnswer,
      handle: () => desk.envFile(),
    }),
    jsonRoute({
      method: 'POST',
      path: '/settings/take-over',
      permission: 'change',
      summary: 'Copies settings from .env into the store, and tells which lines can be deleted.',
      body: takeOverBody,
      bodyLimit: BODY_LIMIT_BYTES,
      answer: takeOverAnswer,
      handle: ({ body, user }) => desk.takeOver(body.names, by(user)),
      audit: ({ body }) => ({ action: 'settings.take-over', target: body.names.join(', ') }),
    }),
  ];
}

function by(user: { readonly name: string } | undefined): string {
  return user?.name ?? '';
}

function withoutNull(body: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, value ?? '']));
}

/** Returns what the audit keeps of new values: of a secret that it was changed. */
function notedValues(
  values: Readonly<Record<string, string>>,
  changed: readonly string[],
): Readonly<Record<string, string>> {
  const noted = changed.map((name) => {
    const value = values[name] ?? '';
    const setting = findSetting(name);
    const shown = setting && showSetting(setting, value)?.slice(0, LONGEST_NOTED);
    return [name, value === '' ? '' : (shown ?? '…')] as const;
  });
  return Object.fromEntries(noted);
}
