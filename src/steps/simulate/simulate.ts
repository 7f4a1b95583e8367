import pLimit from 'p-limit';
import { unchecked, valueOf, type Unchecked } from '../../domain/fact.ts';
import type { Capability, Forbidden, Proof, Unproven, Verdict } from '../../domain/proof.ts';
import { granteeName, type Grantee } from '../../categories/category.ts';
import { rolePolicyChanges } from '../../plan/role-policies.ts';
import type { EnvSubject } from '../../plan/subject.ts';
import { isGranted, rightsIn } from '../../iam/coverage.ts';
import { parsePolicy, serialisePolicy } from '../../iam/document.ts';
import { modeOf } from '../../policies/modes.ts';
import { heldPolicies, rolesOf } from '../../policies/observed-roles.ts';
import { wantedPolicies } from '../../policies/wanted.ts';
import type { AwsPhase, Simulator } from '../../ports/aws.ts';
import { AT_ONCE, targetOf, type InspectOptions } from '../observe/inspect/inspect.ts';
import { judgeAnswer, verdictOf, type Judged } from './judge.ts';
import { simulateRole, type Answer } from './simulate-role.ts';
import { openRights, wantedRights, type WantedRights } from './wanted-rights.ts';

/**
 * Has IAM say whether the rights that the manifest wants really hold, with the policies as they are and with those that are planned.
 * Effective rights come from all policies of a role: foreign ones, its boundary and the organization's included. Nothing is written for
 * it: what is planned goes along with the question. Where a role has nothing to be written, one question answers both.
 */
export async function simulate(
  subjects: readonly EnvSubject[],
  aws: AwsPhase,
  purpose: InspectOptions['purpose'],
): Promise<readonly EnvSubject[]> {
  const limit = pLimit(AT_ONCE);
  return Promise.all(subjects.map((subject) => limit(() => withSimulation(subject, aws, purpose))));
}

async function withSimulation(
  subject: EnvSubject,
  aws: AwsPhase,
  purpose: InspectOptions['purpose'],
): Promise<EnvSubject> {
  const rights = subject.kind === 'orphaned' ? [] : wantedRights(subject);
  const target = targetOf(subject.env, purpose);
  const open = subject.kind === 'orphaned' ? [] : openRights(subject);
  if (rights.length === 0 && open.length === 0) return subject;
  const unseen = open.map(({ category, grantee }) =>
    capabilityOf(subject, category, grantee, ROLE_UNKNOWN, ROLE_UNKNOWN),
  );
  const session = rights.length === 0 || target === undefined ? undefined : await aws.session(target);
  const proof =
    session?.state === 'known'
      ? await simulationOf(subject, rights, session.value.simulator)
      : unproven(subject, rights, session);
  const capabilities = [...proof.capabilities, ...unseen];
  return { ...subject, observed: { ...subject.observed, proof: { ...proof, capabilities } } };
}

const ROLE_UNKNOWN: Verdict = { state: 'not provable', why: ['the role is not known'] };

function capabilityOf(
  { env, manifest }: EnvSubject,
  category: string,
  grantee: Grantee,
  live: Verdict,
  planned: Verdict,
): Capability {
  return { env: env.name, manifest: manifest.file, category, grantee: granteeName(grantee), live, planned };
}

/** Credentials that have ended since the env was looked at. */
function unproven(subject: EnvSubject, rights: readonly WantedRights[], why: Unchecked | undefined): Proof {
  if (why === undefined) return { capabilities: [], forbidden: [], unproven: [] };
  const verdict: Verdict = { state: 'not provable', why: [why.reason] };
  return {
    capabilities: rights.map(({ category, grantee }) => capabilityOf(subject, category, grantee, verdict, verdict)),
    forbidden: [],
    unproven: rights.flatMap(({ category, probes }) => probes.map(({ entry }) => ({ category, entry, why }))),
  };
}

async function simulationOf(
  subject: EnvSubject,
  rights: readonly WantedRights[],
  simulator: Simulator,
): Promise<Proof> {
  const roles = [...new Set(rights.map(({ roleArn }) => roleArn))];
  const states = new Map(
    await Promise.all(roles.map(async (arn) => [arn, await statesOf(arn, subject, rights, simulator)] as const)),
  );
  const capabilities: Capability[] = [];
  const forbidden: Forbidden[] = [];
  const unproven: Unproven[] = [];
  for (const right of rights) {
    const { category, grantee, roleArn, probes } = right;
    const state = states.get(roleArn);
    if (state === undefined) continue;
    const judge = (answer: Answer) =>
      probes.map(({ entry, probe }) => ({ entry, probe, judged: judgeProbe(probe, answer, grantee, subject) }));
    const planned = judge(state.planned);
    const name = granteeName(grantee);
    const [live, wanted] = [judge(state.live), planned].map((all) => verdictOf(all.map(({ judged }) => judged)));
    if (live !== undefined && wanted !== undefined)
      capabilities.push(capabilityOf(subject, category, grantee, live, wanted));
    for (const { entry, probe, judged } of planned) {
      const { by, policies = [], why = '' } = judged;
      if (by !== undefined) {
        const what = `${probe.action} on ${probe.resource}`;
        forbidden.push({ category, grantee: name, entry, what, by, policies });
      } else if (judged.state === 'not provable') {
        unproven.push({ category, entry, why: judged.unchecked ?? unchecked('dependency', why) });
      } else if (judged.isImplicit === true && !isMissing(right, subject)) {
        const reason = `IAM's simulator still denies it with the planned policies: ${why}`;
        unproven.push({ category, entry, why: unchecked('dependency', reason) });
      }
    }
  }
  return { capabilities, forbidden, unproven };
}

/** Whether policy/missing reports it: the policies are managed by others, and do not grant what the category wants. */
function isMissing({ category, grantee, roleArn }: WantedRights, { manifest, env, observed }: EnvSubject): boolean {
  const role = rolesOf(observed).find(({ arn }) => arn === roleArn);
  if (modeOf(env, grantee.kind) !== 'check' || role === undefined) return false;
  const held = heldPolicies(role).flatMap(({ text }) => parsePolicy(valueOf(text) ?? '') ?? []);
  return wantedPolicies(manifest.project, env, observed, 'check').some(
    (policy) =>
      policy.roleArn === roleArn &&
      policy.category === category &&
      rightsIn(policy.document).some((right) => !isGranted(right, held)),
  );
}

function judgeProbe(
  probe: WantedRights['probes'][number]['probe'],
  answer: Answer,
  grantee: WantedRights['grantee'],
  { observed }: EnvSubject,
): Judged {
  if (probe.kind === 'unprovable') return { state: 'not provable', why: probe.reason };
  return judgeAnswer(probe, answer(probe), grantee, observed.identityPool);
}

interface States {
  readonly live: Answer;
  readonly planned: Answer;
}

async function statesOf(
  roleArn: string,
  subject: EnvSubject,
  rights: readonly WantedRights[],
  simulator: Simulator,
): Promise<States> {
  const why = notObserved(roleArn, subject);
  if (why !== undefined) return { live: () => why, planned: () => why };
  const requests = rights
    .filter((one) => one.roleArn === roleArn)
    .flatMap(({ probes }) => probes.flatMap(({ probe }) => (probe.kind === 'request' ? [probe] : [])));
  const additional = rolePolicyChanges(subject).flatMap((change) =>
    change.role === roleArn && change.after !== null ? [serialisePolicy(change.after)] : [],
  );
  const live = simulateRole(roleArn, requests, [], simulator);
  // Our policies only ever allow, so what they replace cannot forbid what they grant: adding them is enough.
  const planned = additional.length === 0 ? live : simulateRole(roleArn, requests, additional, simulator);
  return { live: await live, planned: await planned };
}

/** A role that could not be read, or is another account's, is not asked about: the name may mean another one here. */
function notObserved(roleArn: string, { observed }: EnvSubject): Unchecked | undefined {
  if (rolesOf(observed).some(({ arn }) => arn === roleArn)) return undefined;
  return unchecked('dependency', `the role ${roleArn} could not be read`);
}
