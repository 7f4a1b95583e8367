import type { AmplifyProject } from '../../amplify-folder/model.ts';
import type { Manifest } from '../../manifest/model.ts';
import { readAmplifyFolder, type ReadFile } from '../../formats/amplify-cli/folder.ts';
import type { Workspace } from '../../ports/workspace.ts';

/** Looks at the folders that are to hold an import for the Amplify CLI: what it could not hold is reported by rules. */
export async function observeAmplify(workspace: Workspace, manifest: Manifest): Promise<readonly AmplifyProject[]> {
  const read: ReadFile = async (path) => {
    const file = await workspace.read(path);
    if (file.state === 'unsafe') return { reason: file.reason };
    return { text: file.state === 'file' ? file.text : null };
  };
  const outputs = manifest.outputs.flatMap((output) =>
    output.format === 'amplify-cli' && output.path !== undefined ? [{ output, path: output.path }] : [],
  );
  return Promise.all(
    outputs.map(async ({ output, path }) => ({ output, folder: await readAmplifyFolder(path, read) })),
  );
}
