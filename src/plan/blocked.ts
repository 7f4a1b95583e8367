import { factsFor, withInner } from '../domain/env-facts.ts';
import type { Fact, Unchecked } from '../domain/fact.ts';
import type { Finding } from '../domain/finding.ts';
import { outputKind } from '../domain/output.ts';
import { stopsWrites } from '../domain/rule.ts';
import { authConfigOf } from '../formats/auth-config.ts';
import type { EnvFacts } from '../formats/format.ts';
import { envFormat } from '../formats/index.ts';
import { managesAny } from '../policies/modes.ts';
import { rolesOf } from '../policies/observed-roles.ts';
import { isAbout, type EnvSubject, type Judged } from './subject.ts';

/** Why nothing may be written for an env. */
export interface Blocked {
  /** `errors`: it has error findings. `unchecked`: something that must be known for a write is not. */
  readonly by: 'errors' | 'unchecked';
  readonly reason: string;
}

/** Undefined where the env may be written. An error that the manifest accepts stops nothing. */
export function blockedBy(subject: EnvSubject, judged: Judged): Blocked | undefined {
  const { manifest, env } = subject;
  const errors = judged.findings.filter(({ severity, ignored }) => severity === 'error' && ignored === undefined);
  if (manifest.faulty || errors.some((finding) => finding.env === null)) {
    return { by: 'errors', reason: 'the manifest or the run as a whole has errors' };
  }
  const error = errors.find((finding: Finding) => isAbout(subject, finding) && stopsWrites(finding.rule));
  if (env.faulty || error !== undefined) {
    return { by: 'errors', reason: `the env has errors (${error?.rule ?? 'manifest'})` };
  }
  const unknown =
    subject.kind === 'orphaned' ? unknownRole(subject) : (unknownFacts(subject) ?? unknownTrust(subject, judged));
  return unknown === undefined ? undefined : { by: 'unchecked', reason: unknown };
}

/** All that the files and the lock hold must be known. */
function unknownFacts(subject: EnvSubject): string | undefined {
  const { env, observed } = subject;
  if (observed.caller.state === 'unchecked') return `the account is unchecked: ${observed.caller.reason}`;
  const config = authConfigOf(env, observed);
  if (config === undefined) {
    const open = firstUnchecked(factsFor(observed, ['files']).map(({ fact }) => fact));
    return `what the files hold is unchecked${open === undefined ? '' : `: ${open.reason}`}`;
  }
  const open = unknownFile(subject, { env, observed, config });
  return open === undefined ? unknownRole(subject) : `what the files hold is unchecked: ${open}`;
}

/** What some files hold in addition to the config. */
function unknownFile({ manifest, env, shared }: EnvSubject, facts: EnvFacts): string | undefined {
  const own = manifest.outputs.filter(({ targets }) => targets.some((target) => target.env === env.name));
  const formats = own.filter(({ format }) => outputKind(format).scope === 'env').map(({ format }) => envFormat(format));
  const readers = [...formats, ...shared.flatMap(({ files }) => files)];
  return readers.map((reader) => reader.unknown?.(facts)).find((reason) => reason !== undefined);
}

/** Roles, their trust and the policies managed by this action on them must be known before a policy is written. */
function unknownRole({ env, observed }: EnvSubject): string | undefined {
  if (observed.caller.state !== 'known') {
    return `the account is unchecked${observed.caller.state === 'unchecked' ? `: ${observed.caller.reason}` : ''}`;
  }
  if (!managesAny(env)) return undefined;
  // A function that cannot be read has a role that is unknown, and an environment that must not be replaced.
  const facts = factsFor(observed, env.policies.lambdas === 'manage' ? ['roles', 'lambdas'] : ['roles']);
  const open = firstUnchecked(facts.flatMap((one) => (one.member === 'lambdas' ? withInner(one) : [one.fact])));
  if (open !== undefined) return `a role or function is unchecked: ${open.reason}`;
  for (const { name, inlinePolicies, trust } of rolesOf(observed)) {
    if (inlinePolicies.state === 'unchecked') return `the policies of ${name} are unchecked: ${inlinePolicies.reason}`;
    if (trust.state === 'unchecked') return `the trust policy of ${name} is unchecked: ${trust.reason}`;
  }
  return undefined;
}

function firstUnchecked(facts: readonly Fact<unknown>[]): Unchecked | undefined {
  return facts.find((fact) => fact.state === 'unchecked');
}

/** Where a trust policy is known and it is unknown what it means, as in a partition whose names are not documented. */
function unknownTrust(subject: EnvSubject, { unchecked }: Judged): string | undefined {
  if (!managesAny(subject.env)) return undefined;
  const open = unchecked.find((item) => isAbout(subject, item) && /^(account|role|trust)\//.test(item.rule));
  return open === undefined ? undefined : `${open.rule} is unchecked: ${open.reason}`;
}
