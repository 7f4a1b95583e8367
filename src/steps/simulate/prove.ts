import pLimit from 'p-limit';
import { unchecked, type Unchecked } from '../../domain/fact.ts';
import type { Capability, Forbidden, Proof, Unproven } from '../../domain/proof.ts';
import { rolePolicyChanges } from '../../plan/role-policies.ts';
import type { EnvSubject } from '../../plan/subject.ts';
import { serialisePolicy } from '../../iam/document.ts';
import { rolesOf } from '../../policies/observed-roles.ts';
import type { AwsPhase, Simulator } from '../../ports/aws.ts';
import { AT_ONCE, targetOf, type InspectOptions } from '../observe/inspect/inspect.ts';
import { judgeAnswer, verdictOf, type Judged } from './judge.ts';
import { simulateRole, type Answer } from './simulate-role.ts';
import { granteeName, wantedRights, type WantedRights } from './wanted-rights.ts';

/**
 * Has IAM say whether the rights that the manifest wants really hold, with the policies as they are and with those that are planned.
 * Effective rights come from all policies of a role: foreign ones, its boundary and the organization's included. Nothing is written for
 * it: what is planned goes along with the question. Where a role has nothing to be written, one question answers both.
 */
export async function prove(
  subjects: readonly EnvSubject[],
  aws: AwsPhase,
  purpose: InspectOptions['purpose'],
): Promise<readonly EnvSubject[]> {
  const limit = pLimit(AT_ONCE);
  return Promise.all(subjects.map((subject) => limit(() => withProof(subject, aws, purpose))));
}

async function withProof(subject: EnvSubject, aws: AwsPhase, purpose: InspectOptions['purpose']): Promise<EnvSubject> {
  const rights = subject.kind === 'orphaned' ? [] : wantedRights(subject);
  const target = targetOf(subject.env, purpose);
  if (rights.length === 0 || target === undefined) return subject;
  const session = await aws.session(target);
  if ('state' in session) return { ...subject, observed: { ...subject.observed, proof: unproven(rights, session) } };
  return { ...subject, observed: { ...subject.observed, proof: await proofOf(subject, rights, session.simulator) } };
}

/** Credentials that have ended since the env was looked at. */
function unproven(rights: readonly WantedRights[], why: Unchecked): Proof {
  const open = rights.flatMap(({ category, probes }) => probes.map(({ entry }) => ({ category, entry, why })));
  return { capabilities: [], forbidden: [], unproven: open };
}

async function proofOf(subject: EnvSubject, rights: readonly WantedRights[], simulator: Simulator): Promise<Proof> {
  const roles = [...new Set(rights.map(({ roleArn }) => roleArn))];
  const states = new Map(
    await Promise.all(roles.map(async (arn) => [arn, await statesOf(arn, subject, rights, simulator)] as const)),
  );
  const capabilities: Capability[] = [];
  const forbidden: Forbidden[] = [];
  const unproven: Unproven[] = [];
  for (const { category, grantee, roleArn, probes } of rights) {
    const state = states.get(roleArn);
    if (state === undefined) continue;
    const judge = (answer: Answer) =>
      probes.map(({ entry, probe }) => ({ entry, probe, judged: judgeProbe(probe, answer, grantee, subject) }));
    const planned = judge(state.planned);
    const name = granteeName(grantee);
    capabilities.push({
      env: subject.env.name,
      manifest: subject.manifest.file,
      category,
      grantee: name,
      live: verdictOf(judge(state.live).map(({ judged }) => judged)),
      planned: verdictOf(planned.map(({ judged }) => judged)),
    });
    for (const { entry, probe, judged } of planned) {
      const { by, policies = [], why = '' } = judged;
      if (by !== undefined) {
        const what = `${probe.action} on ${probe.resource}`;
        forbidden.push({ category, grantee: name, entry, what, by, policies });
      } else if (judged.state === 'not provable') {
        unproven.push({ category, entry, why: judged.unchecked ?? unchecked('dependency', why) });
      }
    }
  }
  return { capabilities, forbidden, unproven };
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
  const why = notLookedAt(roleArn, subject);
  if (why !== undefined) return { live: () => why, planned: () => why };
  const requests = rights
    .filter((one) => one.roleArn === roleArn)
    .flatMap(({ probes }) => probes.flatMap(({ probe }) => (probe.kind === 'request' ? [probe] : [])));
  const additional = rolePolicyChanges(subject).flatMap((change) =>
    change.roleArn === roleArn && change.after !== null ? [serialisePolicy(change.after)] : [],
  );
  const live = simulateRole(roleArn, requests, [], simulator);
  // Our policies only ever allow, so what they replace cannot forbid what they grant: adding them is enough.
  const planned = additional.length === 0 ? live : simulateRole(roleArn, requests, additional, simulator);
  return { live: await live, planned: await planned };
}

/** A role that could not be looked at, or is another account's, is not asked about: the name may mean another one here. */
function notLookedAt(roleArn: string, { observed }: EnvSubject): Unchecked | undefined {
  if (rolesOf(observed).some(({ arn }) => arn === roleArn)) return undefined;
  return unchecked('dependency', `the role ${roleArn} could not be looked at`);
}
