import fc from 'fast-check';
import { resolveManifest } from '../../src/manifest/resolve.ts';
import type { EnvSpec, Manifest } from '../../src/manifest/model.ts';
import type { PlacedEnv } from '../../src/fleet/shards.ts';

export type SomeEnv = PlacedEnv;

const ACCOUNTS = ['111122223333', '222233334444', '333344445555', ''];
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-2'];

/** A manifest of a project with envs of these names. */
export function manifestWith(project: string, lines: readonly string[]): Manifest {
  const text = `version: 1\nproject: ${project}\nenvs:\n${lines.map((line) => `  ${line}\n`).join('')}`;
  const { manifest } = resolveManifest(text, `apps/${project}/amplify-auth.yml`, '2026-11-25');
  if (manifest === undefined) throw new Error(`no manifest: ${text}`);
  return manifest;
}

const SHOP = manifestWith('shop', ['dev: {userPoolId: eu-west-1_AbCdEfGhI}']);
const [DEV] = SHOP.envs;

/** An env of one account and region, unless it is said otherwise. */
export function envOf(
  name: string,
  place: { readonly accountId?: string | undefined; readonly region?: string | undefined } = {},
): SomeEnv {
  const { accountId, region } = { accountId: '111122223333', region: 'eu-west-1', ...place };
  if (DEV === undefined) throw new Error('the manifest has no env');
  const env: EnvSpec = { ...DEV, name, accountId, region };
  return { manifest: SHOP, env, accountId: accountId ?? '', region: region ?? '' };
}

const projects = ['shop', 'blog', 'admin'].map((project): Manifest => ({
  ...SHOP,
  project,
  file: `apps/${project}/amplify-auth.yml`,
}));

/** Envs of three manifests, in some accounts and regions; for a few the account is not known. */
export const manyEnvs: fc.Arbitrary<SomeEnv[]> = fc
  .uniqueArray(
    fc.record({
      project: fc.nat({ max: 2 }),
      name: fc.stringMatching(/^[a-z]{1,4}$/),
      account: fc.nat({ max: ACCOUNTS.length - 1 }),
      region: fc.nat({ max: REGIONS.length - 1 }),
    }),
    { maxLength: 120, selector: ({ project, name }) => `${project} ${name}` },
  )
  .map((some) =>
    some.map(({ project, name, account, region }) => {
      const one = envOf(name, { accountId: ACCOUNTS[account] ?? '', region: REGIONS[region] ?? '' });
      return { ...one, manifest: projects[project] ?? SHOP };
    }),
  );
