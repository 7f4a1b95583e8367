import type { Fact, Seen, Unchecked } from '../../domain/fact.ts';
import type { IdentityPool } from '../../domain/observed.ts';
import type { Capable, Simulated, Verdict } from '../../domain/proof.ts';
import type { Grantee } from '../../categories/category.ts';
import { isWithinGuestCeiling } from '../../iam/guest-ceiling.ts';

/** What one answer of the simulator means for the users of an app. */
export interface Judged {
  readonly state: Capable;
  readonly why: string | undefined;
  /** Only for what is forbidden for sure. */
  readonly by?: 'explicit' | 'boundary';
  readonly policies?: readonly string[];
  /** Denied, and nobody else says why: no Deny and no boundary, only no Allow that the simulator finds. */
  readonly isImplicit?: true;
  readonly unchecked?: Unchecked;
}

/** Judges one right. The simulator knows policies; what Cognito keeps from guests comes on top. */
export function judgeAnswer(
  { action, resource }: { readonly action: string; readonly resource: string },
  seen: Seen<Simulated>,
  grantee: Grantee,
  identityPool: Fact<IdentityPool> | undefined,
): Judged {
  const right = `${action} on ${resource}`;
  if (seen.state === 'unchecked') return { state: 'not provable', why: seen.reason, unchecked: seen };
  const answer = seen.value;
  if (answer.decision === 'allowed') {
    const lack = grantee.kind === 'guest' ? guestLack(action, identityPool) : undefined;
    return lack ?? { state: 'yes', why: undefined };
  }
  // With a key missing, a condition may have failed only because nobody told the simulator.
  if (answer.missing.length > 0) {
    return { state: 'not provable', why: `${right} depends on ${answer.missing.join(', ')}` };
  }
  if (answer.decision === 'explicitDeny') {
    const where = answer.deciding.length === 0 ? '' : ` (${answer.deciding.join(', ')})`;
    return { state: 'no', why: `${right} is explicitly denied${where}`, by: 'explicit', policies: answer.deciding };
  }
  if (answer.withinBoundary === false) {
    return { state: 'no', why: `${right} is outside the permissions boundary of the role`, by: 'boundary' };
  }
  // The simulator leaves out policies of the organization that have conditions.
  if (answer.withinOrganization === false) {
    return {
      state: 'not provable',
      why: `${right} is outside what the organization allows, as far as the simulator can tell`,
    };
  }
  return { state: 'no', why: `no policy grants ${right}`, isImplicit: true };
}

function guestLack(action: string, identityPool: Fact<IdentityPool> | undefined): Judged | undefined {
  const pool = identityPool?.state === 'known' ? identityPool.value : undefined;
  if (pool === undefined) return { state: 'not provable', why: 'the identity pool could not be read' };
  if (!pool.allowUnauthenticatedIdentities) return { state: 'no', why: 'the identity pool gives guests no identities' };
  if (pool.allowClassicFlow || isWithinGuestCeiling(action)) return undefined;
  return { state: 'no', why: `Cognito keeps ${action} from all guests` };
}

/** Of several rights: yes only if all are; no as soon as one surely is none. */
export function verdictOf(judged: readonly Judged[]): Verdict {
  const states = new Set(judged.map(({ state }) => state));
  const state = states.has('no') ? 'no' : states.has('not provable') ? 'not provable' : 'yes';
  const why = judged.filter((one) => one.state === state).flatMap((one) => one.why ?? []);
  return { state, why: [...new Set(why)] };
}
