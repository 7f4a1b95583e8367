import type { Seen } from '../../domain/fact.ts';
import { findingOf, type Finding } from '../../domain/finding.ts';
import type { Manifest } from '../../manifest/model.ts';
import { regionOfUserPool } from '../../domain/partition.ts';
import { startOf } from '../../domain/place.ts';
import type { RuleId } from '../../domain/rule.ts';
import type { AmplifyProject } from '../../amplify-folder/envs.ts';
import type { DiscoveredEnv, OpenQuestion } from '../../discovery/discovered.ts';
import type { Ports } from '../../ports/ports.ts';
import type { AwsPhase, AwsSession } from '../../ports/aws.ts';
import { notAllowed } from '../../rules/account/mismatch.ts';
import { accountEnvs, type Found, type Wanted } from './account-envs.ts';
import { folderEnvs } from './folder-envs.ts';

/** What is known before AWS is asked. */
export interface Known extends Wanted {
  readonly folder: AmplifyProject | undefined;
  readonly existing: Manifest | undefined;
  /** User pools of other apps of the checkout. */
  readonly taken: readonly string[];
  /** The only accounts to work in; none: any. */
  readonly allowedAccounts: readonly string[];
}

/**
 * All envs that the manifest lacks. An `amplify/` folder says itself which envs there are: then the other pools of the account are
 * listed and not taken, since nothing says that they belong to the app.
 */
export async function findEnvs(
  known: Known,
  { aws, person }: Pick<Ports, 'aws' | 'person'>,
): Promise<Found | { readonly findings: readonly Finding[] }> {
  const { folder, existing } = known;
  const opened = await openRegions(known, aws.phase(), aws.defaultRegion());
  if ('findings' in opened) return opened;
  const { sessions, open, accountId } = opened;
  const has = new Set(existing?.envs.map(({ name }) => name));
  // Nothing is asked, and nothing is to be said, about those that the manifest has: they may be in another account.
  const lacking = (folder?.envs ?? []).filter(({ name }) => !has.has(name));
  const folderFound = await folderEnvs(lacking, open, accountId);
  const written = (existing?.envs ?? []).map(({ userPoolId }) => userPoolId);
  const named = (folder?.envs ?? []).map(({ ids }) => ids?.userPoolId);
  const skip = new Set([...written, ...named, ...known.taken].filter((id) => id !== undefined));
  const amplifyEnvs = lacking.filter(({ auth }) => auth === 'none');
  const isTied = folder !== undefined && folder.envs.length > 0;
  const ofAccount = await accountEnvs(sessions, accountId, person === 'nobody' ? undefined : person, {
    ...known,
    skip,
    names: new Set([...has, ...(folder?.envs ?? []).map(({ name }) => name)]),
    amplifyEnvs,
    isTied,
  });
  return {
    envs: [...folderFound.filter((one): one is DiscoveredEnv => 'name' in one), ...ofAccount.envs],
    suggested: ofAccount.suggested,
    questions: [
      ...(folder?.questions ?? []),
      ...folderFound.filter((one): one is OpenQuestion => !('name' in one)),
      ...ofAccount.questions,
    ],
  };
}

interface Opened {
  readonly sessions: readonly (readonly [region: string, session: AwsSession])[];
  readonly open: (region: string) => Promise<Seen<AwsSession>>;
  readonly accountId: string;
}

/** A session for each region to look in, all of one account. */
async function openRegions(
  { folder, existing, allowedAccounts }: Known,
  phase: AwsPhase,
  byDefault: string | undefined,
): Promise<Opened | { readonly findings: readonly Finding[] }> {
  const open = (region: string) => phase.session({ region, role: undefined });
  const regions = regionsToRead(folder, existing, byDefault);
  if (regions.length === 0) {
    return { findings: [fault('no region is known to look in', 'Set AWS_REGION.')] };
  }
  const sessions: (readonly [string, AwsSession])[] = [];
  for (const region of regions) {
    const session = await open(region);
    if (session.state === 'unchecked') return { findings: [fault(session.reason, session.hint)] };
    sessions.push([region, session.value]);
  }
  const caller = await sessions[0]?.[1].caller();
  if (caller?.state !== 'known') {
    return { findings: [fault(caller?.state === 'unchecked' ? caller.reason : 'the account is not known', undefined)] };
  }
  const refused = notAllowed(caller.value, allowedAccounts);
  if (refused !== undefined) return { findings: [fault(refused.message, refused.hint, 'account/mismatch')] };
  return { sessions, open, accountId: caller.value.accountId };
}

function regionsToRead(
  folder: AmplifyProject | undefined,
  existing: Manifest | undefined,
  byDefault: string | undefined,
): readonly string[] {
  const written = (existing?.envs ?? []).map(({ region }) => region);
  const named = (folder?.envs ?? []).map(({ region, ids }) =>
    ids === undefined ? region : regionOfUserPool(ids.userPoolId),
  );
  const own = named.filter((region) => region !== undefined);
  // A folder says where its envs are; nothing else in the account is asked for then.
  const all = own.length > 0 ? own : [byDefault, ...written];
  return [...new Set(all.filter((region) => region !== undefined))];
}

function fault(message: string, hint: string | undefined, rule: RuleId = 'account/credentials'): Finding {
  return findingOf(rule, startOf(''), { message, hint });
}
