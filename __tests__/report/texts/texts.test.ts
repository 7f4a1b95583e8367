import { describe, expect, test } from '@jest/globals';
import { checkRunOf } from '../../../src/report/check-run.ts';
import { commentOf } from '../../../src/report/texts/comment.ts';
import { contextOf } from '../../../src/report/texts/context.ts';
import { issueOf } from '../../../src/report/texts/issue.ts';
import { prose } from '../../../src/report/texts/markdown.ts';
import { pullRequestBody } from '../../../src/report/texts/pull-request.ts';
import { summaryOf } from '../../../src/report/texts/summary.ts';
import type { RunReport } from '../../../src/domain/report.ts';
import {
  authRole,
  envNamed,
  fileChangeIn,
  findingIn,
  openIn,
  planOf,
  policyChange,
  reportOf,
} from '../../helpers/reports.ts';

const CONTEXT = contextOf(
  {
    repository: { owner: 'octo', name: 'shop', ownerId: '1', id: '2' },
    sha: 'c0ffee00',
    branch: 'main',
    pullRequest: undefined,
    server: 'https://github.com',
    runId: '4711',
  },
  'action',
);
const RUN = 'https://github.com/octo/shop/actions/runs/4711';
const LINE = 'https://github.com/octo/shop/blob/c0ffee00/amplify-auth.yml#L7';

const ENVS = { envs: [envNamed('dev'), envNamed('prod')] };
const summary = (...parts: Parameters<typeof reportOf>) => summaryOf(reportOf(ENVS, ...parts), CONTEXT);

describe('the summary', () => {
  test('a tick only where everything was checked', () => {
    expect(summary()).toContain('✅');
    const unchecked = [openIn('dev', 'role/not-found', { missingPermission: 'iam:GetRole', reason: 'denied' })];
    expect(summary({ unchecked })).not.toContain('✅');
    expect(summary({ unchecked })).toContain('`iam:GetRole`');
    expect(summary({ mode: 'offline' })).not.toMatch(/✅|✓/);
    expect(summary({ result: 'failure' })).toContain('❌');
  });

  test('a problem leads to its line at the commit and to the page of its rule', () => {
    const text = summary({ findings: [findingIn('dev', 'role/shared')] });
    expect(text).toContain(`(${LINE})`);
    expect(text).toContain('/docs/rules/role/shared.md)');
    expect(text).toContain(`[run 4711](${RUN})`);
  });

  test('one line for several envs with one problem, each with its own line', () => {
    const text = summary({ findings: ['dev', 'prod'].map((env) => findingIn(env, 'role/shared')) });
    expect(text.match(/role&#47;shared|role\/shared is so/g)).toHaveLength(1);
    expect(text.split(`(${LINE})`)).toHaveLength(3);
  });

  test('neither ids nor digests, which say nothing to people', () => {
    const text = summary({ findings: [findingIn('dev', 'role/shared')] }, planOf(fileChangeIn('dev', null, 'x')));
    expect(text).not.toMatch(/eu-west-1_Pool|sha256/);
  });

  test('what was not carried out, and why', () => {
    const change = fileChangeIn('dev', null, 'x');
    const { env, manifest, kind, target, action } = change;
    const outcome = { env, manifest, kind, target, action, status: 'left-behind', reason: 'denied' } as const;
    const text = summary({ command: 'apply', outcomes: [outcome] }, planOf(change));
    expect(text).toContain('### 1 change not carried out');
    expect(text).toContain('| **dev** | left-behind | create file `config/dev/amplify_outputs.json` | denied |');
  });
});

test('the comment is short, links to the summary and shows no diffs', () => {
  const many = reportOf(
    { envs: Array.from({ length: 60 }, (_, index) => envNamed(`env${index}`, 'blocked')) },
    {
      findings: Array.from({ length: 60 }, (_, index) =>
        findingIn(`env${index}`, 'trust/missing', {
          message: `the role "${index}" is so`,
          hint: `Add:\n{"a":${index}}`,
        }),
      ),
    },
    planOf(policyChange('env1', authRole('env1'), null, ['s3:GetObject'])),
  );
  const text = commentOf(many, CONTEXT);
  expect(text).toContain(`[**job summary**](${RUN})`);
  expect(text).not.toContain('```');
  expect(text).toContain('_50 more problems in the summary._');
  expect(text.length).toBeLessThan(10_000);
});

test('a check run has the verdict for a title, and its annotations name the page of the rule', () => {
  const run = checkRunOf(
    reportOf(ENVS, { command: 'drift', findings: [findingIn('dev', 'drift/file')] }),
    'head',
    CONTEXT,
  );
  expect(run.title).toBe('Drift in 1 of 2 envs');
  expect(run.annotations[0]?.message).toMatch(/\n.*docs\/rules\/drift\/file\.md$/);
});

describe('the pull request', () => {
  const body = (...parts: Parameters<typeof reportOf>) =>
    pullRequestBody(reportOf(ENVS, ...parts), { ...CONTEXT, base: 'main', pending: ['old.json'] });
  const policy = policyChange('dev', authRole('dev'), null, ['s3:GetObject']);
  const file = fileChangeIn('dev', 'theirs', 'ours', { adopted: true });
  const outcomes = [policy, file].map(({ env, manifest, kind, target, action }): RunReport['outcomes'][number] => ({
    env,
    manifest,
    kind,
    target,
    action,
    status: 'applied',
  }));

  test('says what merging does, what is in force already, and what is left to do', () => {
    const text = body({ command: 'apply', outcomes }, planOf(policy, file));
    expect(text).toContain(
      'Merging this brings 1 file and the lock of **shop** into `main`. Merging changes nothing in AWS',
    );
    expect(text).toContain('takes over a file that this action did not write');
    expect(text).toContain(`1 role policy was written by [the run](${RUN})`);
    expect(text).toContain('Signed-in users gained `s3:GetObject`');
    expect(text).toContain('### After merging\n\n- Build the apps anew');
    expect(text).toContain('From earlier runs, and not merged yet: `old.json`.');
  });

  test('of drift accepts what was changed in Cognito, and says so', () => {
    const findings = [findingIn('dev', 'drift/client')];
    expect(body({ command: 'drift', findings }, planOf(file))).toContain('**It accepts what was changed in Cognito');
    expect(body({ command: 'drift' }, planOf(file))).not.toContain('accepts');
  });

  test('names the envs that are not part of it', () => {
    const envs = [envNamed('dev'), envNamed('prod', 'failed')];
    expect(body({ command: 'apply', envs, outcomes }, planOf(file))).toContain(
      '**Not part of it:** prod has problems and stays as it is',
    );
  });
});

describe('the issue', () => {
  const drift = (env: string, fields: string[]) =>
    findingIn(env, 'drift/client', { fields, message: `changed: ${fields.join(', ')}` });
  const write = (today: string, before: string | undefined, ...findings: ReturnType<typeof drift>[]) =>
    issueOf(reportOf(ENVS, { command: 'drift', findings }), { ...CONTEXT, today, before });
  const rows = (text: string) =>
    text
      .split('\n')
      .flatMap((line) => /^\| \*\*(.*?)\*\* \| (.*?)<br>.* \| (\S+) \|$/.exec(line)?.slice(1).join(' ') ?? []);

  test('remembers since when each difference is known', () => {
    const first = write('2026-11-25', undefined, drift('dev', ['a']));
    expect(rows(first)).toEqual(['dev changed&#58; a 2026-11-25'.replace('&#58;', ':')]);
    const second = write('2026-11-27', first, drift('dev', ['a']), drift('prod', ['a']), drift('dev', ['b']));
    expect(rows(second)).toEqual([
      'dev changed: a 2026-11-25',
      'prod changed: a 2026-11-27',
      'dev changed: b 2026-11-27',
    ]);
    // What was gone in between begins anew.
    const third = write('2026-11-28', write('2026-11-27', second, drift('prod', ['a'])), drift('dev', ['a']));
    expect(rows(third)).toEqual(['dev changed: a 2026-11-28']);
  });

  test('always names both ways, the one that accepts and the one that restores', () => {
    const text = write('2026-11-25', undefined, drift('dev', ['a']));
    expect(text).toMatch(/to accept what is there now \| to restore what was there/);
    expect(text).toMatch(
      /Run `apply`: it brings the files and the lock up to date with AWS\. \| Change it back in AWS/,
    );
  });

  test('is as it was where nothing has changed', () => {
    const first = write('2026-11-25', undefined, drift('dev', ['a']));
    expect(write('2026-11-26', first, drift('dev', ['a']))).toBe(first);
  });
});

test('code stands between backticks, and one that is alone is a character', () => {
  expect(prose('write `guest: false` | now')).toBe('write `guest: false` &#124; now');
  expect(prose('- a `b|c` d')).toBe('&#45; a <code>b&#124;c</code> d');
  expect(prose('one ` only')).toBe('one &#96; only');
});
