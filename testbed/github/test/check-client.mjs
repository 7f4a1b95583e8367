// @ts-check
/**
 * A process of its own that uploads and downloads artifacts, as an action does; started by
 * check-actions.mjs. Its last line is what it found.
 */
import { DefaultArtifactClient } from '@actions/artifact';
import { isMainModule } from '../../main-module.mjs';

/**
 * @param {string} folder has `a.json` and `sub/b.txt`
 */
async function tryArtifacts(folder) {
  const client = new DefaultArtifactClient();
  const files = [`${folder}/a.json`, `${folder}/sub/b.txt`];
  const upload = () => client.uploadArtifact('auth-shop', files, folder, { retentionDays: 3 });
  const made = await upload();
  const again = await upload().catch((error) => error.message);
  await client.uploadArtifact('ignored', files.slice(0, 1), folder, { skipArchive: true });
  const { artifacts } = await client.listArtifacts();

  const { artifact: own } = await client.getArtifact('auth-shop');
  const options = { path: `${folder}/internal`, ...(own.digest === undefined ? {} : { expectedHash: own.digest }) };
  const { digestMismatch } = await client.downloadArtifact(own.id, options);

  return {
    made: [typeof made.id, Number(made.size) > 0, made.digest],
    again,
    names: artifacts.map(({ name }) => name),
    digestMismatch,
  };
}

if (isMainModule(import.meta.url)) {
  const [folder = ''] = process.argv.slice(2);
  console.log(`\n${JSON.stringify(await tryArtifacts(folder))}`);
}
