import { describe, expect, test } from '@jest/globals';
import { withJson, withoutJson } from '../../../src/formats/json/edit.ts';
import { freshFolder, golden, GoldenProject, idsIn } from '../../helpers/golden-project.ts';

const FILES = ['team-provider-info.json', 'backend/backend-config.json', 'backend/auth/myproj/parameters.json'];

/** Expects the state files to be those of a golden folder, to the byte. */
function expectState(project: GoldenProject, folder: string, files = FILES): void {
  for (const file of files) expect(project.read(file)).toBe(golden(`${folder}/amplify/${file}`));
}

describe('what apply makes of a folder without an import is what the Amplify CLI makes of it', () => {
  test.each(['a', 'b', 'c', 'd1', 'e'])('case %s', async (name) => {
    const project = new GoldenProject(freshFolder(name));
    await project.pools(name);
    project.manifest({ dev: idsIn(name) });
    expect(await project.apply()).toEqual([]);
    expectState(project, name);
    expect(JSON.stringify([...project.workspace.files])).not.toContain('not-a-secret');
  });
});

describe('what the Amplify CLI has imported stays as it is', () => {
  test.each(['a', 'b', 'c', 'd1', 'e', 'g'])('case %s', async (name) => {
    const state = Object.fromEntries(FILES.map((file) => [`amplify/${file}`, golden(`${name}/amplify/${file}`)]));
    const project = new GoldenProject({ ...freshFolder(name), ...state });
    await project.pools(name);
    project.manifest({ dev: idsIn(name) });
    const { plan, findings } = await project.run('plan');
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['lock']);
    expect(await project.apply()).toEqual([]);
    expectState(project, name);
  });
});

test('beside an imported bucket (case g) the import is what the Amplify CLI makes of it', async () => {
  const team = golden('g/amplify/team-provider-info.json');
  const backend = golden('g/amplify/backend/backend-config.json');
  const project = new GoldenProject({
    ...freshFolder('g'),
    'amplify/team-provider-info.json': withoutJson(team, ['dev', 'categories', 'auth']),
    'amplify/backend/backend-config.json': Object.keys((JSON.parse(backend) as { parameters: object }).parameters)
      .filter((key) => key.startsWith('AMPLIFY_auth_'))
      .reduce((text, key) => withoutJson(text, ['parameters', key]), withoutJson(backend, ['auth'])),
  });
  await project.pools('g');
  project.manifest({ dev: idsIn('g') });
  expect(await project.apply()).toEqual([]);
  expectState(project, 'g', FILES.slice(1));
  // The CLI had imported the bucket after the pool, and here the pool comes later: only that order differs.
  expect(JSON.parse(project.read('team-provider-info.json') ?? '')).toEqual(JSON.parse(team));
});

describe('two envs with different pools', () => {
  const DEV = idsIn('multi-env/4-dev-checkout', 'dev');
  const PROD = idsIn('multi-env/4-dev-checkout', 'prod');

  async function twoEnvs(output = ''): Promise<GoldenProject> {
    const project = new GoldenProject(freshFolder('multi-env/4-dev-checkout'));
    await project.pools('c', DEV);
    await project.pools('d1', PROD);
    project.manifest({ dev: DEV, prod: PROD }, output);
    return project;
  }

  test.each([
    ['all at once', ['']],
    ['one after the other', ['dev', 'prod']],
    ['the main env last', ['prod', 'dev']],
    ['again and again', ['prod', 'dev', 'prod', 'dev', '']],
  ])('%s: both are imported, and what they share is of the first', async (_, runs) => {
    const project = await twoEnvs();
    for (const envs of runs) expect(await project.apply({ envs })).toEqual([]);
    expectState(project, 'multi-env/4-dev-checkout');
    expect((await project.run('plan')).plan.changes).toEqual([]);
  });

  test('an env that the CLI has imported goes on beside one that is imported now', async () => {
    const { 'amplify/team-provider-info.json': fresh = '' } = freshFolder('multi-env/4-dev-checkout');
    const first = 'multi-env/1-dev/amplify';
    const project = new GoldenProject({
      'amplify/.config/project-config.json': golden(`${first}/.config/project-config.json`),
      ...Object.fromEntries(FILES.map((file) => [`amplify/${file}`, golden(`${first}/${file}`)])),
      // `amplify env add` has made the second env.
      'amplify/team-provider-info.json': withJson(
        golden(`${first}/team-provider-info.json`),
        ['prod'],
        (JSON.parse(fresh) as Record<string, object>)['prod'],
      ),
    });
    await project.pools('c', DEV);
    await project.pools('d1', PROD);
    project.manifest({ dev: DEV, prod: PROD });
    const { plan } = await project.run('plan', { envs: 'dev' });
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['lock']);
    expect(await project.apply({ envs: 'prod' })).toEqual([]);
    expectState(project, 'multi-env/4-dev-checkout');
  });

  test('what they share is of the env that the output names', async () => {
    const project = await twoEnvs(', env: prod');
    expect(await project.apply()).toEqual([]);
    expectState(project, 'multi-env/2-prod-added');
  });

  test('what the Amplify CLI makes of the shared files at `env checkout prod` is put back by the main env alone', async () => {
    const project = await twoEnvs();
    await project.apply();
    for (const file of FILES) {
      project.workspace.files.set(`amplify/${file}`, golden(`multi-env/2-prod-added/amplify/${file}`));
    }
    const { plan } = await project.run('plan');
    expect(plan.changes.map(({ env, target }) => `${env} ${target}`)).toEqual([
      'dev amplify/backend/backend-config.json#dev',
      'dev amplify/backend/auth/myproj/parameters.json#dev',
    ]);
    expect(await project.apply()).toEqual([]);
    expectState(project, 'multi-env/4-dev-checkout');
  });

  test('where only another env is applied, the import is there and says nothing about its pool', async () => {
    const project = await twoEnvs();
    expect(await project.apply({ envs: 'prod' })).toEqual([]);
    expect(JSON.parse(project.read('backend/auth/myproj/parameters.json') ?? '')).toEqual({
      authSelections: 'identityPoolAndUserPool',
      resourceName: 'myproj',
      serviceType: 'imported',
      region: 'us-east-1',
    });
    expect(JSON.parse(project.read('backend/backend-config.json') ?? '')).toMatchObject({
      auth: { myproj: { dependsOn: [], serviceType: 'imported' } },
    });
    expect(project.read('team-provider-info.json')).not.toContain(DEV['userPoolId']);
    expect((await project.run('plan', { envs: 'prod' })).plan.changes).toEqual([]);
  });
});

describe('the key of the app id at Google follows what the app is built with', () => {
  test.each([
    ['javascript', 'googleClientId'],
    ['flutter', 'googleClientId'],
    ['ios', 'googleIos'],
    ['android', 'googleAndroid'],
  ])('%s: %s', async (frontend, key) => {
    const project = new GoldenProject(freshFolder('c', frontend));
    await project.pools('c');
    project.manifest({ dev: idsIn('c') });
    expect(await project.apply()).toEqual([]);
    const expected = golden('c/amplify/team-provider-info.json').replace('"googleClientId"', `"${key}"`);
    expect(project.read('team-provider-info.json')).toBe(expected);
    expect(project.read('backend/backend-config.json')).toContain(`AMPLIFY_auth_myproj_${key}"`);
  });
});
