import { describe, expect, it } from '@jest/globals';
import type { RunReport } from '../../src/domain/report.ts';
import { Secret } from '../../src/domain/secret.ts';
import { readShardFile } from '../../src/fleet/read-shard-file.ts';
import { writeShardFile } from '../../src/fleet/shard-file.ts';

const place = { file: 'amplify-auth.yml', line: 3, column: 5, endLine: 3, endColumn: 9 };
const change = { env: 'dev', manifest: 'amplify-auth.yml', action: 'update' } as const;

/** Each field that a shard's report can have, all of them set. */
const report = {
  command: 'apply',
  incomplete: 'AWS could not be reached: it did not answer',
  findings: [
    {
      rule: 'client/auth-flow',
      severity: 'warning',
      message: 'a message',
      hint: 'a hint',
      env: 'dev',
      place,
      fields: ['webClientId'],
      differences: [{ field: 'a', before: null, after: 'b' }],
      fix: 'abc',
      ignored: 'a reason',
    },
  ],
  unchecked: [
    {
      rule: 'role/not-found',
      env: 'dev',
      reason: 'it was denied',
      missingPermission: 'iam:GetRole',
      resource: 'arn:aws:iam::111122223333:role/auth',
      place,
      cause: 'unreachable',
    },
  ],
  plan: {
    digest: 'sha256:1',
    digests: { dev: 'sha256:2' },
    changes: [
      {
        ...change,
        kind: 'role-policy',
        target: 'role/policy',
        role: 'arn:aws:iam::111122223333:role/auth',
        policyName: 'policy',
        before: null,
        after: { Version: '2012-10-17', Id: 'one', Statement: [{ Sid: 'S', Effect: 'Allow', Action: 's3:GetObject' }] },
        grantees: ['auth', 'group editors'],
        alreadyGranted: ['s3:GetObject'],
      },
      { ...change, kind: 'lambda-environment', target: 'f/V', function: 'f', variable: 'V', before: null, after: 'x' },
      {
        ...change,
        kind: 'file',
        target: 'a.json',
        path: 'a.json',
        format: 'awsconfiguration',
        before: null,
        after: 'sha256:3',
        adopted: true,
        secret: { before: undefined, after: new Secret('top secret') },
      },
      { ...change, kind: 'lock', target: 'lock#dev', path: 'lock', before: null, after: { accountId: '111122223333' } },
    ],
  },
  outcomes: [{ ...change, kind: 'file', target: 'a.json', status: 'failed', reason: 'no room' }],
  capabilities: [
    {
      env: 'dev',
      manifest: 'amplify-auth.yml',
      category: 'storage',
      grantee: 'auth',
      live: { state: 'no', why: ['nothing grants it'] },
      planned: { state: 'yes', why: [] },
    },
  ],
  calls: { total: 2, byOperation: { GetRole: 2 }, throttled: 1 },
  envs: [
    {
      name: 'shop/dev',
      env: 'dev',
      project: 'shop',
      manifest: 'amplify-auth.yml',
      state: 'applied',
      config: {
        region: 'eu-west-1',
        userPoolId: 'eu-west-1_a',
        webClientId: 'web',
        nativeClientId: 'native',
        identityPoolId: null,
        authRoleArn: null,
        guestRoleArn: null,
        lambdaEnvironment: { POOL: 'eu-west-1_a' },
        hostingVariables: { POOL: 'eu-west-1_a' },
      },
      grants: [{ category: 'storage', grantees: ['auth'] }],
    },
  ],
  files: ['a.json'],
  mode: 'live',
  notes: ['a note'],
} as const satisfies Partial<RunReport>;

const whole: RunReport = {
  ...report,
  result: 'success',
  publication: { commitSha: '', pullRequest: undefined, artifact: undefined },
  issue: undefined,
  matrix: undefined,
  document: undefined,
};

const made = {
  env: 'dev',
  files: [{ path: 'a.json', after: null }],
  parts: [{ path: 'b.json', after: 'part' }],
  lock: null,
};
const shard = {
  project: 'shop',
  manifest: 'amplify-auth.yml',
  shard: '1/2',
  sha: 'abc',
  basis: { 'a.json': null },
  envs: [made],
};

/** What a text of JSON has of a value. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('the file of a shard', () => {
  it('loses no field of the report on the way to collect', () => {
    const read = readShardFile(writeShardFile({ ...shard, report: whole }));
    expect(typeof read).toBe('object');
    expect(asJson(read)).toEqual({ version: expect.any(String), ...shard, report: asJson(report) });
  });

  it('says that a file holds a secret, and not which', () => {
    const text = writeShardFile({ ...shard, report: whole });
    const read = readShardFile(text);
    expect(text).not.toContain('top secret');
    const file = typeof read === 'string' ? undefined : read.report.plan.changes.find(({ kind }) => kind === 'file');
    expect(file).toMatchObject({ secret: { after: expect.any(Secret) } });
  });

  it.each([
    ['a rule that there is not', { findings: [{ ...report.findings[0], rule: 'no/rule' }] }, 'findings.0.rule'],
    ['a command that no shard has', { command: 'collect' }, 'command'],
    [
      'a policy that is none',
      { plan: { ...report.plan, changes: [{ ...report.plan.changes[0], after: [] }] } },
      'after',
    ],
    ['a field that is missing', { notes: undefined }, 'notes'],
    ['a text in place of a list', { files: 'a.json' }, 'files'],
  ])('is refused with %s', (_, wrong, where) => {
    const text = JSON.stringify({
      ...JSON.parse(writeShardFile({ ...shard, report: whole })),
      report: { ...report, ...wrong },
    });
    expect(readShardFile(text)).toEqual(
      expect.stringMatching(new RegExp(`^it cannot be understood: report\\..*${where}`)),
    );
  });
});
