import type { Finding, UncheckedItem } from '../../src/domain/finding.ts';
import type { FileChange, RolePolicyChange } from '../../src/domain/plan.ts';
import type { EnvReport, EnvState, RunReport } from '../../src/domain/report.ts';
import { RULES, type RuleId } from '../../src/domain/rule.ts';
import { policyOf } from '../../src/iam/document.ts';
import { NOTHING_PUBLISHED } from '../../src/steps/publish/publish.ts';

// Reports for tests of what people read: each test says only what it is about.
const FILE = 'amplify-auth.yml';

export const EMPTY_REPORT: RunReport = {
  command: 'validate',
  result: 'success',
  incomplete: undefined,
  findings: [],
  unchecked: [],
  plan: { digest: 'sha256:0', digests: {}, changes: [] },
  capabilities: [],
  outcomes: [],
  calls: { total: 0, byOperation: {}, throttled: 0 },
  envs: [],
  files: [],
  publication: NOTHING_PUBLISHED,
  issue: undefined,
  mode: 'live',
  notes: [],
  matrix: undefined,
  document: undefined,
};

export function reportOf(...parts: Partial<RunReport>[]): RunReport {
  return Object.assign({}, EMPTY_REPORT, ...parts) as RunReport;
}

export const planOf = (...changes: RunReport['plan']['changes']) => ({ plan: { ...EMPTY_REPORT.plan, changes } });

export function placeAtLine(line: number) {
  return { file: FILE, line, column: 5, endLine: line, endColumn: 9 };
}

export function findingIn(env: string | null, rule: RuleId, more: Partial<Finding> = {}): Finding {
  return { rule, severity: RULES[rule].severity, message: `${rule} is so`, env, place: placeAtLine(7), ...more };
}

export function openIn(env: string, rule: RuleId, more: Partial<UncheckedItem> = {}): UncheckedItem {
  return { rule, env, reason: 'it is so', place: placeAtLine(7), ...more };
}

export function envNamed(name: string, state: EnvState = 'healthy', more: Partial<EnvReport> = {}): EnvReport {
  return { env: name, name, project: 'shop', manifest: FILE, state, config: configOf(name), ...more };
}

export const authRole = (env: string) => `arn:aws:iam::111122223333:role/${env}-auth`;
export const guestRole = (env: string) => `arn:aws:iam::111122223333:role/${env}-guest`;

function configOf(env: string): EnvReport['config'] {
  return {
    region: 'eu-west-1',
    userPoolId: `eu-west-1_Pool${env}`,
    webClientId: `web${env}`,
    nativeClientId: `native${env}`,
    identityPoolId: 'eu-west-1:11111111-2222-3333-4444-555555555555',
    authRoleArn: authRole(env),
    guestRoleArn: guestRole(env),
    lambdaEnvironment: {},
    hostingVariables: {},
  };
}

/** A policy of the category storage that allows these actions on a bucket; null: there is none. */
export function policyChange(
  env: string,
  role: string,
  before: readonly string[] | null,
  after: readonly string[] | null,
  more: Partial<RolePolicyChange> = {},
): RolePolicyChange {
  const allowing = (actions: readonly string[]) =>
    policyOf([{ Effect: 'Allow', Action: actions, Resource: [`arn:aws:s3:::files-${env}/*`] }]);
  const policyName = `amplify-import-auth.shop.${env}.storage`;
  return {
    kind: 'role-policy',
    env,
    manifest: FILE,
    target: `${role.split('/').at(-1) ?? ''}/${policyName}`,
    action: after === null ? 'delete' : before === null ? 'create' : 'update',
    role,
    policyName,
    before: before === null ? null : JSON.stringify(allowing(before)),
    after: after === null ? null : allowing(after),
    ...more,
  };
}

export function fileChangeIn(
  env: string,
  before: string | null,
  after: string | null,
  more: Partial<FileChange> = {},
): FileChange {
  const path = `config/${env}/amplify_outputs.json`;
  const action = after === null ? 'delete' : before === null ? 'create' : 'update';
  return {
    kind: 'file',
    env,
    manifest: FILE,
    target: path,
    action,
    path,
    format: 'amplify-outputs',
    before,
    after,
    ...more,
  };
}

export const lockChangeIn = (env: string) =>
  ({
    kind: 'lock',
    env,
    manifest: FILE,
    target: `amplify-auth.lock.json#${env}`,
    action: 'update',
    path: 'amplify-auth.lock.json',
    before: {},
    after: {},
  }) as const;
