import { entryOf } from '../lock/lock-file.ts';
import type { Fact } from '../domain/fact.ts';
import { valueOf } from '../domain/fact.ts';
import type { Finding, UncheckedItem } from '../domain/finding.ts';
import type { LockEntry } from '../domain/lock.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { outputKind } from '../domain/output.ts';
import type { RuleId } from '../domain/rule.ts';
import { envFormat } from '../formats/index.ts';
import { factsOf, holdsNames, type LockedFacts } from '../lock/locked-facts.ts';
import { parsePolicy, policyHash, sortedJson } from '../policies/document.ts';
import { LAMBDA_CATEGORY } from '../policies/lambda-access.ts';
import { rolesOf } from '../policies/observed-roles.ts';
import { parseOwnedName } from '../policies/owned-names.ts';
import { driftFinding, openItem } from './drift-finding.ts';
import { textHash } from './hash.ts';
import { lambdaDrift } from './lambda-drift.ts';
import { fromFolderOf } from './paths.ts';
import type { EnvSubject, Judged } from './subject.ts';

/** One thing that is another than it was when the lock was written. */
interface Difference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What has changed in AWS and on disk since the lock was written. Sets have no order, and a field that the lock does not have is no
 * difference. What could not be read is unchecked; what is gone altogether is told by the rule that looks for it.
 */
export function driftOf(subject: EnvSubject): Judged {
  const entry = entryOf(subject.lock, subject.env.name);
  if (entry === undefined) return { findings: [], unchecked: [] };
  const parts = [
    ...factDrift(subject, entry),
    ...trustDrift(subject, entry),
    policyDrift(subject, entry),
    lambdaDrift(subject, entry),
    fileDrift(subject, entry),
  ];
  return {
    findings: parts.flatMap(({ findings }) => findings),
    unchecked: parts.flatMap(({ unchecked }) => unchecked),
  };
}

function factDrift(subject: EnvSubject, entry: LockEntry): readonly Judged[] {
  const { observed } = subject;
  const now = factsOf(observed, { names: holdsNames(subject.manifest) });
  const { facts } = entry;
  const roles = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  const roleNames: readonly Difference[] =
    roles === undefined
      ? []
      : differences(
          '',
          { authRoleArn: entry.authRoleArn, guestRoleArn: entry.guestRoleArn },
          {
            authRoleArn: roles.authenticated ?? null,
            guestRoleArn: roles.unauthenticated ?? null,
          },
        );
  return [
    judge(
      subject,
      'drift/user-pool',
      ['userPoolId'],
      [observed.userPool, observed.mfa, observed.identityProviders],
      [
        ...differences('', facts.userPool, now.userPool),
        ...differences('mfa.', facts.mfa, now.mfa),
        ...differences('', providersIn(facts), providersIn(now)),
      ],
    ),
    judge(
      subject,
      'drift/client',
      ['webClientId'],
      [observed.webClient],
      differences('', facts.webClient, now.webClient),
    ),
    judge(
      subject,
      'drift/client',
      ['nativeClientId'],
      [observed.nativeClient],
      differences('', facts.nativeClient, now.nativeClient),
    ),
    judge(
      subject,
      'drift/identity-pool',
      ['identityPoolId'],
      [observed.identityPool, observed.identityPoolRoles],
      [...differences('', facts.identityPool, now.identityPool), ...roleNames],
    ),
    judge(
      subject,
      'drift/role',
      ['groups'],
      [...observed.groups.values()],
      [
        ...differences('', facts.groupRoles, now.groupRoles),
        ...differences('precedence of ', facts.groupPrecedence, now.groupPrecedence),
      ],
    ),
  ];
}

function providersIn({ identityProviders }: LockedFacts): object {
  return { identityProviders };
}

function trustDrift(subject: EnvSubject, { facts }: LockEntry): readonly Judged[] {
  const { observed } = subject;
  const now = factsOf(observed, { names: false });
  const trustOf = (fact: ObservedEnv['authRole']) => (fact?.state === 'known' ? fact.value.trust : fact);
  const one = (kind: 'authTrust' | 'guestTrust', fact: ObservedEnv['authRole']) =>
    judge(subject, 'drift/trust', ['identityPoolId'], [trustOf(fact)], only(kind, facts, now));
  const groups = [...observed.groupRoles].map(([group, fact]) => {
    const before = facts.groupTrust?.[group];
    const after = now.groupTrust?.[group];
    const changed = before !== undefined && after !== undefined ? compare(`groupTrust.${group}`, before, after) : [];
    return judge(subject, 'drift/trust', ['groups', group], [trustOf(fact)], changed);
  });
  return [one('authTrust', observed.authRole), one('guestTrust', observed.guestRole), ...groups];
}

function only(key: 'authTrust' | 'guestTrust', before: LockedFacts, after: LockedFacts): readonly Difference[] {
  return before[key] === undefined || after[key] === undefined ? [] : compare(key, before[key], after[key]);
}

/** Policies of ours that are missing or were changed by hand, and such as no env of manifest or lock has. */
function policyDrift(subject: EnvSubject, entry: LockEntry): Judged {
  const { manifest, observed, lock } = subject;
  const roles = rolesOf(observed);
  const findings: Finding[] = [];
  const unchecked: UncheckedItem[] = [];
  const report = (message: string, field: string) => {
    const isLambda = parseOwnedName(manifest.project, field)?.category === LAMBDA_CATEGORY;
    const at = isLambda ? ['lambdas'] : ['identityPoolId'];
    findings.push(driftFinding(subject, 'drift/policy', at, message, 'Run apply to put it right.', [field]));
  };
  for (const policy of entry.policies) {
    const role = roles.find(({ arn }) => arn === policy.role);
    if (role === undefined) continue;
    if (role.inlinePolicies.state === 'unchecked') {
      unchecked.push(openItem(subject, 'drift/policy', ['identityPoolId'], role.inlinePolicies));
      continue;
    }
    const text = valueOf(role.inlinePolicies)?.find(({ name }) => name === policy.name)?.text;
    if (text === undefined) {
      report(`the policy ${policy.name} is missing on ${role.name}`, policy.name);
      continue;
    }
    const document = parsePolicy(text);
    if (document === undefined || policyHash(document) !== policy.hash) {
      report(`the policy ${policy.name} on ${role.name} was changed by hand`, policy.name);
    }
  }
  const declared = new Set([...manifest.envs.map(({ name }) => name), ...Object.keys(lock.envs)]);
  for (const role of roles) {
    for (const { name } of valueOf(role.inlinePolicies) ?? []) {
      const owner = parseOwnedName(manifest.project, name)?.env;
      // An env on a shared role is looked at with that env; one that nobody knows is told once, with the first env that sees it.
      if (owner === undefined || declared.has(owner)) continue;
      const hint = `No env of manifest or lock is called ${owner}. Nobody takes it back: remove it by hand if it is not wanted.`;
      const message = `the policy ${name} on ${role.name} belongs to no env`;
      findings.push(driftFinding(subject, 'drift/policy', ['identityPoolId'], message, hint, [name]));
    }
  }
  return { findings, unchecked };
}

/** Generated files that were edited or are missing, as far as they have reached the repository at all. */
function fileDrift(subject: EnvSubject, entry: LockEntry): Judged {
  const findings = entry.files.flatMap((file): readonly Finding[] => {
    const path = fromFolderOf(subject.manifest.file, file.path);
    if (!file.published) return [];
    const now = ourPart(subject, path, file.format);
    if (typeof now === 'string' && textHash(now) === file.hash) return [];
    const what =
      typeof now === 'string' ? 'was edited' : now === undefined ? 'is missing' : `cannot be read: ${now.reason}`;
    const hint = 'Run apply to write it again; what should differ belongs into the manifest.';
    return [driftFinding(subject, 'drift/file', [], `the generated file ${path} ${what}`, hint, [path])];
  });
  return { findings, unchecked: [] };
}

/** What a file says for this env; undefined where it is missing, or the env's part of it is. */
function ourPart(
  { manifest, env, files, shared }: EnvSubject,
  path: string,
  format: string,
): string | { readonly reason: string } | undefined {
  const state = files.get(path) ?? { state: 'absent' };
  if (state.state === 'unsafe') return state;
  const text = state.state === 'file' ? state.text : null;
  const file = shared.flatMap((output) => output.files).find((one) => one.path === path);
  if (file !== undefined) {
    const parts = file.parts(text);
    return parts === undefined ? { reason: file.fault?.(text) ?? 'it cannot be understood' } : parts.get(env.name);
  }
  if (text === null) return undefined;
  const output = manifest.outputs.find(({ targets }) => targets.some((target) => target.path === path));
  if (output?.format !== format || outputKind(output.format).scope === 'folder') return text;
  return envFormat(output.format).own?.(text, output.platform, output.compat) ?? text;
}

function judge(
  subject: EnvSubject,
  rule: RuleId,
  at: readonly string[],
  facts: readonly (Fact<unknown> | undefined)[],
  found: readonly Difference[],
): Judged {
  const open = facts.find((fact) => fact?.state === 'unchecked');
  const unchecked = open?.state === 'unchecked' ? [openItem(subject, rule, at, open)] : [];
  if (found.length === 0) return { findings: [], unchecked };
  const rows = found.map(({ field, before, after }) => `${field}\n  before: ${show(before)}\n  now:    ${show(after)}`);
  const fields = found.map(({ field }) => field);
  const message = `changed since the last apply: ${fields.join(', ')}`;
  const hint = `Run apply to bring files and lock up to date, or change it back in AWS.\n${rows.join('\n')}`;
  return { findings: [driftFinding(subject, rule, at, message, hint, fields)], unchecked };
}

/** Fields of `before` that are others in `after`. What either side does not know at all is no difference. */
function differences(prefix: string, before: object | undefined, after: object | undefined): readonly Difference[] {
  if (before === undefined || after === undefined) return [];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const [a, b] = [before, after].map((side) => (side as Record<string, unknown>)[key]);
    // A domain, or passkeys, that are taken away leave no key; every other field is always there once it is known.
    const optional = key === 'domain' || key === 'customDomain' || key === 'webAuthn';
    if (!optional && (a === undefined || b === undefined)) return [];
    return compare(`${prefix}${key}`, a, b);
  });
}

function compare(field: string, before: unknown, after: unknown): readonly Difference[] {
  return text(before) === text(after) ? [] : [{ field, before, after }];
}

/** All lists among the facts mean sets. */
function text(value: unknown): string {
  if (value === undefined) return '';
  return sortedJson(Array.isArray(value) ? value.toSorted() : value);
}

function show(value: unknown): string {
  return value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
}
