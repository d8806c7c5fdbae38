/** What lies in the folder in which Kuaihui was started, and beside its package.json. */
export interface FolderFacts {
  readonly working: { readonly hasEnvFile: boolean; readonly hasData: boolean };
  readonly project: { readonly hasEnvFile: boolean; readonly isInstalled: boolean };
}

/**
 * Decides in which folder .env, data and relative paths are looked for. PM2 and cron start a program wherever they were
 * called, so a project with a .env is meant even then. `working, and say so`: the project's .env would be missed.
 */
export function chooseFolder({
  working,
  project,
}: FolderFacts): 'working' | 'project' | 'working, and say so' {
  if (working.hasEnvFile || !project.hasEnvFile || project.isInstalled) return 'working';
  // Data is never left behind because of a .env elsewhere.
  return working.hasData ? 'working, and say so' : 'project';
}
