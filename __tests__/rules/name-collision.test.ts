import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { backendStorage, renamingOverride } from '../../src/policies/backend-storage.ts';
import { checkCase, IDENTITY_POOL, USER_POOL, WEB, type RuleCase } from '../helpers/emulated.ts';
import { envYaml, Shop } from '../helpers/shop.ts';

const CONFIG = (storage: object) => JSON.stringify({ auth: {}, storage });
const INPUTS = (more: object = {}) =>
  JSON.stringify({
    resourceName: 'uploads',
    policyUUID: '1a2b3c4d',
    authAccess: ['CREATE_AND_UPDATE', 'READ', 'DELETE'],
    guestAccess: [],
    ...more,
  });
const S3 = { uploads: { service: 'S3', providerPlugin: 'awscloudformation' } };

function backend(inputs = INPUTS(), more: Record<string, string> = {}, folder = 'amplify'): Record<string, string> {
  return {
    [`${folder}/backend/backend-config.json`]: CONFIG(S3),
    [`${folder}/backend/storage/uploads/cli-inputs.json`]: inputs,
    ...more,
  };
}

/** Two envs on one identity pool, as `extends` makes them. */
const SHARED = [
  'version: 1',
  'project: shop',
  'envs:',
  `  dev: {${USER_POOL}, ${WEB}, identityPoolId: <identityPoolId>}`,
  `  prod: {${USER_POOL}, ${WEB}, identityPoolId: ▸<identityPoolId>}`,
  '',
].join('\n');
const QUIET = SHARED.replace('▸', '');

describe('policy/name-collision', () => {
  test.each<RuleCase>([
    {
      what: 'two envs that share both roles',
      files: backend(),
      yaml: SHARED,
      finds: ['policy/name-collision prod'],
      says: [
        'from dev and from prod',
        'Public_policy_1a2b3c4d on <authRoleName>; Protected_policy_1a2b3c4d on <authRoleName>',
        'Uploads_policy_1a2b3c4d on',
        'read_policy_1a2b3c4d on',
      ],
      hints: [
        'amplify/backend/storage/uploads/override.ts',
        "[resource.s3AuthPublicPolicy, 'Public_policy_1a2b3c4d'],",
        '${name}_${info.envName}',
      ],
    },
    {
      what: 'guests as well',
      files: backend(INPUTS({ guestAccess: ['READ'] })),
      yaml: SHARED,
      finds: ['policy/name-collision prod'],
      says: ['read_policy_1a2b3c4d on <guestRoleName>'],
      hints: ['s3GuestReadPolicy'],
    },
    {
      what: 'groups of one user pool',
      seed: { groups: ['editors'] },
      files: backend(INPUTS({ authAccess: [], groupAccess: { editors: ['READ'] } })),
      yaml: SHARED.replaceAll(', identityPoolId: <identityPoolId>', '').replace(
        ', identityPoolId: ▸<identityPoolId>',
        ', groups: {editors: ▸<group.editors>}',
      ),
      finds: ['policy/name-collision prod'],
      says: ['editors-group-s3-policy on <userPoolId>-editorsGroupRole'],
      hints: ['s3GroupPolicyList'],
    },
    {
      what: 'a folder that is neither the usual one nor an output',
      files: backend(INPUTS(), {}, 'app/amplify'),
      yaml: QUIET,
      finds: [],
    },
    {
      what: 'an override that renames them',
      files: backend(INPUTS(), {
        'amplify/backend/storage/uploads/override.ts':
          'export function override(r: any, i: any) { r.s3AuthPublicPolicy.policyName = `x${i.envName}`; }',
      }),
      yaml: QUIET,
      finds: [],
    },
    {
      what: 'an override that does something else',
      files: backend(INPUTS(), {
        'amplify/backend/storage/uploads/override.ts':
          '// no policyName here\nexport function override(r: any) { r.s3Bucket.bucketName = "x"; }',
      }),
      yaml: SHARED,
      finds: ['policy/name-collision prod'],
    },
    {
      what: 'envs that Amplify does not have',
      files: backend(INPUTS(), { 'amplify/team-provider-info.json': JSON.stringify({ dev: {} }) }),
      yaml: QUIET,
      finds: [],
    },
    {
      what: 'a bucket that is imported, too',
      files: {
        ...backend(),
        'amplify/backend/backend-config.json': CONFIG({ uploads: { ...S3.uploads, serviceType: 'imported' } }),
      },
      yaml: QUIET,
      finds: [],
    },
    { what: 'no backend', yaml: QUIET, finds: [] },
    { what: 'a backend that nobody can read', files: backend('{'), yaml: QUIET, finds: [] },
    {
      what: 'one env alone',
      files: backend(),
      yaml: `version: 1\nproject: shop\nenvs: {dev: {${USER_POOL}, ${WEB}, ${IDENTITY_POOL}}}\n`,
      finds: [],
    },
  ])('$what', checkCase);

  test('envs with roles of their own', async () => {
    const shop = new Shop('dev', 'prod');
    for (const [path, text] of Object.entries(backend())) shop.workspace.files.set(path, text);
    expect((await shop.run('validate')).findings).toEqual([]);
  });

  test('an env that the run is not about is known by the lock', async () => {
    const shop = new Shop('dev');
    const dev = shop.envs.get('dev')!;
    const twin = { ...dev, name: 'prod' };
    shop.envs.set('prod', twin);
    shop.write({ dev: envYaml(dev, ''), prod: envYaml(twin, '') });
    await shop.run('apply');
    for (const [path, text] of Object.entries(backend())) shop.workspace.files.set(path, text);
    const report = await shop.run('validate', { envs: 'prod' });
    expect(report.findings.map(({ rule, env }) => `${rule} ${env ?? ''}`)).toEqual(['policy/name-collision prod']);
  });
});

test('the override is TypeScript that adds the env to every name', () => {
  const storage = backendStorage(
    'uploads',
    INPUTS({ guestAccess: ['READ'], groupAccess: { editors: ['READ'] } }),
    null,
  )!;
  const text = renamingOverride(storage);
  const { outputText, diagnostics } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  expect(diagnostics).toEqual([]);
  const resource: Record<string, unknown> = { s3GroupPolicyList: [{ policyName: 'editors-group-s3-policy' }] };
  for (const { member, role } of storage.policies)
    if (role.kind !== 'group') resource[member] = { policyName: { Ref: 'x' } };
  const exported: { override?: (resource: object, info: object) => void } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- it is our own text
  new Function('exports', outputText)(exported);
  exported.override?.(resource, { envName: 'prod' });
  const names = Object.values(resource).flatMap((one) => [one].flat() as { policyName: string }[]);
  expect(names.map(({ policyName }) => policyName).toSorted()).toEqual(
    [
      'Public_policy_1a2b3c4d_prod',
      'Protected_policy_1a2b3c4d_prod',
      'Private_policy_1a2b3c4d_prod',
      'Uploads_policy_1a2b3c4d_prod',
      'read_policy_1a2b3c4d_prod',
      'Public_policy_1a2b3c4d_prod',
      'read_policy_1a2b3c4d_prod',
      'editors-group-s3-policy-prod',
    ].toSorted(),
  );
  // Once the file is there, nothing is said any more.
  expect(backendStorage('uploads', INPUTS(), text)?.renamed).toBe(true);
});
