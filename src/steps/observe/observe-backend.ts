import { posix } from 'node:path';
import { z } from 'zod';
import type { AmplifyBackend } from '../../amplify-folder/backend.ts';
import type { Manifest } from '../../manifest/model.ts';
import { backendStorage } from '../../policies/backend-storage.ts';
import type { Workspace } from '../../ports/workspace.ts';

const config = z.looseObject({
  storage: z
    .record(z.string(), z.looseObject({ service: z.string().optional(), serviceType: z.string().optional() }))
    .optional(),
});

/** A folder name below `backend/storage`: nothing that leads elsewhere. */
const RESOURCE = /^[A-Za-z0-9]{1,128}$/;

/**
 * Looks at the Amplify backend folder: that of the `amplify-cli` output, else `amplify` beside the manifest. Undefined where there is none
 * that can be understood; most projects of this action's have no backend at all.
 */
export async function observeBackend(workspace: Workspace, manifest: Manifest): Promise<AmplifyBackend | undefined> {
  const output = manifest.outputs.find(({ format, path }) => format === 'amplify-cli' && path !== undefined);
  const folder = output?.path ?? posix.join(posix.dirname(manifest.file), 'amplify');
  const read = async (path: string): Promise<string | null> => {
    const file = await workspace.read(`${folder}/${path}`);
    return file.state === 'file' ? file.text : null;
  };
  const backend = config.safeParse(parsed(await read('backend/backend-config.json')));
  if (!backend.success) return undefined;
  const names = Object.entries(backend.data.storage ?? {})
    .filter(([name, { service, serviceType }]) => RESOURCE.test(name) && service === 'S3' && serviceType !== 'imported')
    .map(([name]) => name);
  const storage = await Promise.all(
    names.map(async (name) => {
      const inputs = await read(`backend/storage/${name}/cli-inputs.json`);
      const override = await read(`backend/storage/${name}/override.ts`);
      return inputs === null ? undefined : backendStorage(name, inputs, override);
    }),
  );
  const providers = z.record(z.string(), z.unknown()).safeParse(parsed(await read('team-provider-info.json')));
  return {
    folder,
    envs: providers.success ? Object.keys(providers.data) : undefined,
    storage: storage.filter((one) => one !== undefined),
  };
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
