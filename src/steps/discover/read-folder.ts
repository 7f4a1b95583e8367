import { posix } from 'node:path';
import { readAmplifyFolder, type AmplifyProject } from '../../amplify-folder/envs.ts';
import type { Workspace } from '../../ports/workspace.ts';

/** What the `amplify/` folder below `base` tells of imports; undefined where there is none. Nothing in it is changed. */
export async function readFolder(workspace: Workspace, base: string): Promise<AmplifyProject | undefined> {
  const root = posix.normalize(posix.join(base, 'amplify'));
  const text = async (path: string) => {
    const state = await workspace.read(`${root}/${path}`);
    return state.state === 'file' ? state.text : null;
  };
  const teamProviderInfo = await text('team-provider-info.json');
  const backendConfig = await text('backend/backend-config.json');
  if (teamProviderInfo === null && backendConfig === null) return undefined;
  const parameters = new Map<string, string>();
  for (const path of await workspace.find(`${root}/backend/auth/*/parameters.json`)) {
    const state = await workspace.read(path);
    if (state.state === 'file') parameters.set(posix.basename(posix.dirname(path)), state.text);
  }
  return readAmplifyFolder({
    teamProviderInfo,
    backendConfig,
    projectConfig: await text('.config/project-config.json'),
    parameters,
  });
}
