import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findingsOf,
  GENERATED,
  LOCK,
  MANIFEST,
  errorsOf,
  noticesOf,
  Stage,
  type RunOptions,
  type Shop,
} from '../helpers/github-shop.ts';
import { listen } from '../helpers/http-server.ts';
import type { StepResult } from '../helpers/step.ts';

// A job that is cancelled by SIGTERM while something hangs. Ten seconds later it would be killed, and leave nothing at all.
let stage: Stage;
let temporary: string;

beforeAll(async () => {
  stage = await Stage.open();
});

beforeEach(() => {
  stage.reset();
  temporary = mkdtempSync(join(tmpdir(), 'runner-temp-'));
});

afterAll(() => stage.close());

/** Runs until `reached`, and cancels then. */
async function cancelled(
  shop: Shop,
  inputs: Record<string, string>,
  reached: () => boolean,
  { env, ...options }: RunOptions = {},
): Promise<StepResult> {
  const cancel = new AbortController();
  const watch = setInterval(() => {
    if (reached()) cancel.abort();
  }, 20);
  try {
    const all = { ...options, env: { RUNNER_TEMP: temporary, ...env }, cancel: cancel.signal };
    const run = await shop.run(inputs, all);
    expect(cancel.signal.aborted).toBe(true);
    return run;
  } finally {
    clearInterval(watch);
  }
}

/** It ended by itself, failed, and left everything that a run leaves. */
function expectEnded(run: StepResult): void {
  expect([run.steps.main?.signal, run.exitCode]).toEqual([null, 1]);
  expect(run.outputs['result']).toBe('failure');
  expect(run.outputs['report']).not.toBe('');
  expect(run.report.result).toBe('failure');
  expect(run.summary).toContain('❌');
  expect(run.summary).toContain('the run was cancelled');
  expect(run.output).not.toContain('This is a bug');
  expect(run.undeclaredOutputs).toEqual([]);
}

/** Whether GitHub has been asked for this, and a fault has met it. */
function met(pattern: RegExp): () => boolean {
  return () =>
    stage.github.log.some(
      ({ method, path, operation, fault }) =>
        fault !== '' && pattern.test(operation === '' ? `${method} ${path}` : `graphql:${operation}`),
    );
}

/** Files that the run has left for whoever comes to its rescue. */
function rescued(): readonly string[] {
  const files = readdirSync(temporary, { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => file.split('amplify-import-auth-shop-rescue/')[1] ?? []).toSorted();
}

describe('cancelled while GitHub hangs', () => {
  test('in the commit: AWS was written, so lock and files are kept, and that the commit is in doubt is said', async () => {
    const match = /createCommitOnBranch/;
    stage.github.faults.push({ match, fault: { kind: 'hang' } });
    const shop = await stage.shop();
    const run = await cancelled(shop, { command: 'apply', publish: 'commit' }, met(match));
    expectEnded(run);
    expect(JSON.parse(run.outputs['applied-envs']!)).toEqual(['dev']);
    expect(await shop.policies()).toEqual(['amplify-import-auth.shop.dev.storage']);
    expect(findingsOf(run)).toEqual([expect.stringMatching(/^publish\/refused .*unknown whether the commit arrived/)]);
    expect(run.report.findings[0]?.hint).toContain(temporary);
    expect(run.summary).toContain('amplify-import-auth-shop-rescue');
    expect(rescued()).toEqual(expect.arrayContaining([...GENERATED, LOCK]));
    expect(run.outputs['commit-sha']).toBe('');
    rmSync(temporary, { recursive: true });
  });

  test('in the commit of a pull request', async () => {
    const match = /createCommitOnBranch/;
    stage.github.faults.push({ match, fault: { kind: 'hang' } });
    const run = await cancelled(await stage.shop(), { command: 'apply', publish: 'pull-request' }, met(match));
    expectEnded(run);
    expect(findingsOf(run)).toEqual([expect.stringMatching(/^publish\/refused .*unknown whether the commit arrived/)]);
    expect(rescued()).toContain(LOCK);
  });

  test('in a read before anything is written: nothing is', async () => {
    const match = /^GET .*\/git\/ref/;
    stage.github.faults.push({ match, fault: { kind: 'hang' } });
    const shop = await stage.shop();
    const run = await cancelled(shop, { command: 'apply', publish: 'commit' }, met(match));
    expectEnded(run);
    expect(shop.awsWrites).toEqual([]);
    expect(shop.writes).toEqual([]);
    expect(JSON.parse(run.outputs['applied-envs']!)).toEqual([]);
    expect(rescued()).toEqual([]);
  });

  test('in a comment: the report was there before', async () => {
    const match = /^POST .*\/issues\/\d+\/comments/;
    stage.github.faults.push({ match, fault: { kind: 'hang' } });
    const shop = await stage.shop();
    await shop.repository.commit({ branch: 'topic', files: { [MANIFEST]: shop.manifest('read') } });
    const { number } = await shop.repository.openPullRequest({ head: 'topic' });
    const run = await cancelled(shop, { command: 'plan' }, met(match), { event: 'pull_request', number });
    expectEnded(run);
    expect(run.outputs['has-changes']).toBe('true');
    expect(noticesOf(run).join('\n')).toMatch(/GitHub did not take the comment: .*unknown whether the change arrived/);
    expect(run.summary.match(/^## /gm)).toHaveLength(1);
  });

  test.each([
    ['the artifact service', /CreateArtifact/],
    ['the upload', /^PUT \/_blob\//],
  ])('in %s', async (_what, match) => {
    stage.github.faults.push({ match, fault: { kind: 'hang' } });
    const run = await cancelled(await stage.shop(), { command: 'apply', publish: 'artifact' }, met(match));
    expectEnded(run);
    expect(errorsOf(run).join('\n')).toMatch(/could not be uploaded \(the run was cancelled\)\. Its files are in \//);
    expect(run.outputs['artifact-id']).toBe('');
  });

  test('and has it wait for a secondary rate limit', async () => {
    const match = /createCommitOnBranch/;
    stage.github.faults.push({ match, fault: { kind: 'rate-limit', limit: 'secondary', retryAfter: 60 } });
    const run = await cancelled(await stage.shop(), { command: 'apply', publish: 'commit' }, met(match));
    expectEnded(run);
    expect(findingsOf(run)).toEqual([expect.stringMatching(/^publish\/refused .*the run was cancelled/)]);
    expect(rescued()).toContain(LOCK);
  });
});

test('cancelled while the OIDC endpoint hangs', async () => {
  let asked = 0;
  const hanging = await listen(() => {
    asked += 1;
  });
  try {
    const shop = await stage.shop();
    const role = `arn:aws:iam::${shop.account}:role/ci`;
    const text = shop.manifest().replace(/^( +)userPoolId:/m, `$1roleToAssume: ${role}\n$1userPoolId:`);
    await shop.repository.commit({ branch: 'main', files: { [MANIFEST]: text } });
    const run = await cancelled(shop, { command: 'apply', publish: 'none' }, () => asked > 0, {
      credentials: false,
      env: {
        ACTIONS_ID_TOKEN_REQUEST_URL: `${hanging.url}/token?api-version=2.0`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token-1f6d2c',
      },
    });
    expectEnded(run);
    expect(run.report.unchecked.map(({ reason }) => reason).join('\n')).toContain('the run was cancelled');
    expect(shop.awsWrites).toEqual([]);
  } finally {
    await hanging.close();
  }
});
