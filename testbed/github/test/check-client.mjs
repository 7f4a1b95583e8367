// @ts-check
/**
 * A process of its own that uploads and downloads artifacts, as an action does; started by
 * check-github-actions.mjs. Its last line is what it found.
 */
import { DefaultArtifactClient } from '@actions/artifact';
import { isMainModule } from '../../main-module.mjs';

/**
 * @param {string} folder has `a.json` and `sub/b.txt`
 * @param {string} repositoryOwner
 * @param {string} repositoryName
 * @param {string} token
 */
async function tryArtifacts(folder, repositoryOwner, repositoryName, token) {
  const client = new DefaultArtifactClient();
  const files = [`${folder}/a.json`, `${folder}/sub/b.txt`];
  const upload = () => client.uploadArtifact('auth-shop', files, folder, { retentionDays: 3 });
  const made = await upload();
  const again = await upload().catch((error) => error.message);
  await client.uploadArtifact('ignored', files.slice(0, 1), folder, { skipArchive: true });
  const { artifacts } = await client.listArtifacts();

  const { artifact: own } = await client.getArtifact('auth-shop');
  await client.downloadArtifact(own.id, { path: `${folder}/internal`, ...expected(own.digest) });
  // As the jobs of another run do it.
  const workflowRunId = Number(process.env['GITHUB_RUN_ID']);
  const findBy = { token, workflowRunId, repositoryOwner, repositoryName };
  const { artifact } = await client.getArtifact('auth-shop', { findBy });
  const options = { path: `${folder}/public`, findBy, ...expected(artifact.digest) };
  const { digestMismatch } = await client.downloadArtifact(artifact.id, options);

  return {
    made: [typeof made.id, Number(made.size) > 0, made.digest],
    again,
    names: artifacts.map(({ name }) => name),
    digestMismatch,
    deleted: (await client.deleteArtifact('a.json')).id > 0,
  };
}

/** @param {string | undefined} digest */
function expected(digest) {
  return digest === undefined ? {} : { expectedHash: digest };
}

if (isMainModule(import.meta.url)) {
  const [folder = '', owner = '', name = '', token = ''] = process.argv.slice(2);
  console.log(`\n${JSON.stringify(await tryArtifacts(folder, owner, name, token))}`);
}
