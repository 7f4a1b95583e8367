import { expect, test } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { RunReport } from '../../../src/domain/report.ts';
import { terminalConsole } from '../../../src/adapters/terminal-console.ts';
import { breakSome, fleet, MIXED, mixed, Scene } from '../../helpers/scenarios.ts';

// What people see in a terminal, for people to read here: real runs on the fakes. `UPDATE_GOLDEN=1` writes the texts anew.
const folder = new URL('./golden/', import.meta.url);

async function applied(...names: readonly string[]): Promise<Scene> {
  const scene = new Scene(names);
  await scene.run('apply');
  return scene;
}

const SCENES: Readonly<Record<string, () => Promise<RunReport>>> = {
  'one-healthy': async () => (await applied('dev')).run('validate'),
  'twelve-mixed': () => {
    const scene = new Scene(MIXED);
    mixed(scene);
    return scene.run('plan');
  },
  sixty: async () => {
    const scene = fleet(60);
    await scene.run('apply');
    breakSome(scene, 12);
    return scene.run('validate');
  },
  'three-hundred': async () => {
    const scene = fleet(300);
    breakSome(scene, 10);
    return scene.run('validate');
  },
  'plan-update': async () => {
    const scene = await applied('dev');
    scene.manifest({ dev: '{bucket: shop-dev-uploads, auth: [create, read], guest: [create, read]}' });
    return scene.run('plan');
  },
  applied: async () => {
    const scene = new Scene(['dev', 'prod']);
    return scene.run('apply');
  },
  drift: async () => {
    const scene = await applied('dev', 'prod');
    scene.callbackOf('prod', 'http://old.example/callback');
    scene.poolOf('prod', { allowClassicFlow: true });
    return scene.run('drift');
  },
  'no-aws': async () => (await applied('dev', 'prod')).run('validate', { offline: 'true' }),
  'failed-publish': async () => {
    const scene = new Scene(['dev', 'prod']);
    scene.shop.push();
    scene.shop.repository.fate = (call) =>
      call.startsWith('pullRequests.create')
        ? { status: 403, message: 'GitHub Actions is not permitted to create pull requests' }
        : 'do';
    return scene.run('apply', { publish: 'pull-request', 'github-token': 'token' });
  },
};

/** What standard output gets, without colors. */
function printed(report: RunReport, isTTY: boolean): string {
  const parts: string[] = [];
  const stream = { isTTY, write: (text: string) => parts.push(text) };
  const console = terminalConsole({ verbose: false }, { stdout: stream, stderr: stream }, { NO_COLOR: '1' });
  console.show?.(report, '/tmp/amplify-import-auth/run/report.json');
  // What changes with every kind of call that is added, and with every byte of a plan.
  return parts
    .join('')
    .replace(/sha256:[0-9a-f]{64}/g, 'sha256:…')
    .replace(/^\d+ AWS calls/gm, 'N AWS calls');
}

test.each(Object.entries(SCENES))('%s', async (name, run) => {
  const report = await run();
  const file = new URL(`${name}.txt`, folder);
  const text = printed(report, true);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(existsSync(file)).toBe(true);
  expect(text).toBe(readFileSync(file, 'utf8'));
  // Every finding is there, at its place, on a screen and in a pipe.
  const piped = printed(report, false);
  for (const { rule, place, severity } of report.findings.filter(({ ignored }) => ignored === undefined)) {
    const where = place.file === '' ? '' : `${place.file}:${place.line}:${place.column}: `;
    expect(piped).toContain(`${where}${severity} ${rule} `);
    expect(text).toMatch(
      new RegExp(`${place.file === '' ? '' : `${place.line}:${place.column}:`} *${severity} +${rule} `),
    );
  }
  // Nothing but what to do stands below the verdict.
  const [, below = ''] = text.split(/^[✔!✖] .*$/m);
  expect(below).toMatch(/^\n( {2}\d+ envs?, .*\n)?( {2,6}.*\n)*$/);
});
