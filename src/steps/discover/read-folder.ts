import { posix } from 'node:path';
import { readAmplifyFolder, type AmplifyProject } from '../../amplify-folder/envs.ts';
import type { Workspace } from '../../ports/workspace.ts';

/** Files by which an Amplify folder is known. */
const SIGNS = ['team-provider-info.json', 'backend/backend-config.json', '.config/project-config.json'] as const;

/**
 * The Amplify folders of a checkout, as paths from the workspace, sorted: the one of `base` itself, or, where it has none, those of the
 * folders below it, as in a monorepo. Installed packages are not looked at.
 */
export async function findFolders(workspace: Workspace, base: string): Promise<readonly string[]> {
  const own = posix.normalize(posix.join(base, 'amplify'));
  const at = async (pattern: string) => {
    const found = await Promise.all(
      SIGNS.map(async (sign) => {
        const paths = await workspace.find(`${pattern}/${sign}`);
        return paths.map((path) => path.slice(0, -sign.length - 1));
      }),
    );
    return [...new Set(found.flat())].toSorted();
  };
  const here = await at(own);
  if (here.length > 0) return here;
  const below = await at(posix.normalize(posix.join(base, '**/amplify')));
  return below.filter((path) => !path.includes('/amplify/'));
}

/** What an Amplify folder tells of envs and imports. Nothing in it is changed. */
export async function readFolder(workspace: Workspace, root: string): Promise<AmplifyProject> {
  const text = async (path: string) => {
    const state = await workspace.read(`${root}/${path}`);
    return state.state === 'file' ? state.text : null;
  };
  const parameters = new Map<string, string>();
  for (const path of await workspace.find(`${root}/backend/auth/*/parameters.json`)) {
    const state = await workspace.read(path);
    if (state.state === 'file') parameters.set(posix.basename(posix.dirname(path)), state.text);
  }
  return readAmplifyFolder({
    teamProviderInfo: await text('team-provider-info.json'),
    backendConfig: await text('backend/backend-config.json'),
    projectConfig: await text('.config/project-config.json'),
    localEnvInfo: await text('.config/local-env-info.json'),
    parameters,
  });
}
