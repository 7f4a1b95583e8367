import { DefaultArtifactClient } from '@actions/artifact';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Artifacts } from '../ports/github.ts';
import { within } from './until.ts';

/** For one upload, list or download, with all the attempts that the client makes: it has no time of its own, and no signal. */
const TIMEOUT_MS = 120_000;

/** Artifacts of the workflow run. Large: it is loaded only where something is uploaded or downloaded. */
export function workflowArtifacts(cancelled: AbortSignal): Artifacts {
  const client = new DefaultArtifactClient();
  const bounded = <T>(start: () => Promise<T>) => within(TIMEOUT_MS, cancelled, 'the artifact service', start);
  return {
    async upload(name, files, root) {
      const { id, digest } = await bounded(() => client.uploadArtifact(name, [...files], root));
      if (id === undefined) throw new Error(`the artifact ${name} got no id (${digest ?? 'nothing was uploaded'})`);
      const { env } = process;
      const run = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
      return { id: String(id), url: `${run}/artifacts/${id}` };
    },
    async list() {
      const { artifacts } = await bounded(() => client.listArtifacts({ latest: true }));
      return artifacts.map(({ id, name }) => ({ id: String(id), name }));
    },
    async read({ id, name }, path, maxBytes) {
      const folder = await mkdtemp(join(process.env['RUNNER_TEMP'] || tmpdir(), 'amplify-import-auth-'));
      try {
        await bounded(() => client.downloadArtifact(Number(id), { path: folder }));
        const file = join(folder, path);
        const { size } = await stat(file);
        if (size > maxBytes) throw new Error(`${path} of ${name} is larger than ${maxBytes} bytes`);
        return await readFile(file, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
