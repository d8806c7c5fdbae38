/** The contents of the folder in which Kuaihui was started, and of the folder of its package.json. */
export interface FolderFacts {
  readonly working: { readonly hasEnvFile: boolean; readonly hasData: boolean };
  readonly project: { readonly hasEnvFile: boolean; readonly isInstalled: boolean };
}

/**
 * Decides in which folder the process looks for .env, data and relative paths.
 * PM2 and cron start a program from any folder, so the process then takes the project's folder if that has a .env.
 * With `working, and say so` the deployer learns that the project's .env is not read.
 */
export function chooseFolder({
  working,
  project,
}: FolderFacts): 'working' | 'project' | 'working, and say so' {
  if (working.hasEnvFile || !project.hasEnvFile || project.isInstalled) return 'working';
  // Existing data takes precedence over a .env elsewhere.
  return working.hasData ? 'working, and say so' : 'project';
}
