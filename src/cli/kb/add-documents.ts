import { statSync } from 'node:fs';
import { toTypedAddress } from '../../knowledge/import/read-address.ts';
import { KnowledgeError } from '../../knowledge/knowledge-error.ts';
import type { AddedFile, KnowledgeDesk } from '../../server/knowledge/knowledge-desk.ts';
import type { CommandSession } from '../command-context.ts';
import { kbTexts as texts } from './kb-texts.ts';
import { createProgress } from '../progress.ts';

export interface AddFlags {
  readonly json?: boolean;
  readonly base?: string;
  readonly address?: string;
  readonly most: number;
}

/** What is to be added: what lies at paths, and pages of the web. */
export interface ToAdd {
  readonly paths: readonly string[];
  readonly pages: readonly string[];
}

/** Adds files, folders and pages, and prints what came of each. Returns whether all of them were taken in. */
export async function addDocuments(
  session: CommandSession,
  desk: KnowledgeDesk,
  { paths, pages }: ToAdd,
  { json = false, base, address: typed, most }: AddFlags,
): Promise<boolean> {
  const address = typed === undefined ? undefined : requireAddress(typed);
  if (address !== undefined && pages.length > 0) throw new KnowledgeError(texts.addressOfPage());
  if (address !== undefined && (paths.length > 1 || isFolder(paths[0])))
    throw new KnowledgeError(texts.addressOfOne());
  const added: AddedFile[] = [];
  const progress = createProgress(session);
  const request = {
    ...{ paths, pages, base, address },
    mostOfSitemap: most,
  };
  for await (const file of desk.add(request, session.warn)) {
    added.push(file);
    if (json) {
      progress.show(texts.adding(added.length));
      continue;
    }
    progress.clear();
    if (file.result === 'failed') session.warn(texts.added(file));
    else session.print(texts.added(file));
    if (file.hosts.length > 0) session.print(texts.unlistedHosts(file.hosts));
    progress.show(texts.adding(added.length));
  }
  progress.clear();
  if (json) session.printJson(added.map((file) => toJson(file, session)));
  else if (added.length === 0) session.warn(texts.nothingToAdd());
  return added.length > 0 && added.every(({ result }) => result !== 'failed');
}

function requireAddress(typed: string): string {
  const address = toTypedAddress(typed);
  if (address === undefined) throw new KnowledgeError(texts.noAddress(typed));
  return address;
}

function isFolder(path: string | undefined): boolean {
  return path !== undefined && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

function toJson({ problem, isFaq, ...file }: AddedFile, { language }: CommandSession): object {
  return { ...file, faq: isFaq, problem: problem?.[language] ?? null };
}
