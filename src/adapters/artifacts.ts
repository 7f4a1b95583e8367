import { DefaultArtifactClient } from '@actions/artifact';
import type { Artifacts } from '../ports/github.ts';

/** Artifacts of the workflow run. Large: it is loaded only where something is uploaded. */
export function workflowArtifacts(): Artifacts {
  const client = new DefaultArtifactClient();
  return {
    async upload(name, files, root) {
      const { id, digest } = await client.uploadArtifact(name, [...files], root);
      if (id === undefined) throw new Error(`the artifact ${name} got no id (${digest ?? 'nothing was uploaded'})`);
      const { env } = process;
      const run = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
      return { id: String(id), url: `${run}/artifacts/${id}` };
    },
  };
}
