import { valueOf, type Unchecked } from '../../domain/fact.ts';
import { findingOf, type Finding } from '../../domain/finding.ts';
import type { Manifest } from '../../manifest/model.ts';
import { regionOfUserPool } from '../../domain/partition.ts';
import { startOf } from '../../domain/place.ts';
import type { RuleId } from '../../domain/rule.ts';
import type { AmplifyProject } from '../../amplify-folder/envs.ts';
import { envOfPool } from '../../discovery/choose.ts';
import type { Discovered, DiscoveredEnv, OpenQuestion } from '../../discovery/discovered.ts';
import { envNameOf } from '../../discovery/env-name.ts';
import type { Ports } from '../../ports/ports.ts';
import type { AwsSession } from '../../ports/aws.ts';
import { notAllowed } from '../../rules/account/mismatch.ts';
import { folderEnvs } from './folder-envs.ts';
import { readAccount } from './read-account.ts';

interface Known {
  readonly folder: AmplifyProject | undefined;
  readonly existing: Manifest | undefined;
  readonly project: string;
  /** The only accounts to work in; none: any. */
  readonly allowedAccounts: readonly string[];
}

/**
 * All envs that the manifest lacks. An `amplify/` folder says itself which envs there are: then the other pools of the account are
 * listed and not taken, since nothing says that they belong to the app. Without one, every user pool is an env.
 */
export async function findEnvs(
  { folder, existing, project, allowedAccounts }: Known,
  { aws }: Pick<Ports, 'aws'>,
): Promise<Discovered | { readonly findings: readonly Finding[] }> {
  const phase = aws.phase();
  const open = (region: string) => phase.session({ region, role: undefined });
  const regions = regionsToRead(folder, existing, aws.defaultRegion());
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
  const has = new Set(existing?.envs.map(({ name }) => name));
  const ofFolder =
    folder === undefined
      ? []
      : (await folderEnvs(folder, open)).filter((one) => !('name' in one) || !has.has(one.name));
  const taken = [
    ...(existing?.envs ?? []).map(({ userPoolId }) => userPoolId),
    ...(folder?.envs ?? []).map(({ ids }) => ids?.userPoolId),
  ];
  const skip = new Set(taken.filter((id) => id !== undefined));
  const names = new Set([...has, ...(folder?.envs ?? []).map(({ name }) => name)]);
  const leadsToApp = folder !== undefined && folder.envs.length > 0;
  const ofAccount: (DiscoveredEnv | OpenQuestion)[] = [];
  for (const [region, session] of sessions) {
    const found = leadsToApp
      ? await listed(session, skip)
      : await asEnvs(session, skip, names, caller.value.accountId, region);
    ofAccount.push(...found);
  }
  const all = [...ofFolder, ...ofAccount];
  return {
    project,
    resourceName: folder?.resourceName,
    envs: all.filter((one): one is DiscoveredEnv => 'name' in one),
    questions: [...(folder?.questions ?? []), ...all.filter((one): one is OpenQuestion => !('name' in one))],
  };
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

/** Every pool of the account and region as an env. */
async function asEnvs(
  session: AwsSession,
  skip: ReadonlySet<string>,
  names: Set<string>,
  accountId: string,
  region: string,
): Promise<readonly (DiscoveredEnv | OpenQuestion)[]> {
  const seen = await readAccount(session, skip);
  if (seen.state === 'unchecked') return [openRegion(region, seen)];
  return seen.value.map(({ pool, seen: one }): DiscoveredEnv | OpenQuestion => {
    if (one.state === 'unchecked') return { what: `${pool.id} (${pool.name})`, why: one.reason, candidates: [] };
    const env = envOfPool(one.value, envNameOf(pool, names), accountId);
    if ('name' in env) names.add(env.name);
    return env;
  });
}

async function listed(session: AwsSession, skip: ReadonlySet<string>): Promise<readonly OpenQuestion[]> {
  const others = (valueOf(await session.userPools.allUserPools()) ?? []).filter(({ id }) => !skip.has(id));
  if (others.length === 0) return [];
  const candidates = others.map(({ id, name }) => `${id} (${name})`);
  return [{ what: 'other user pools', why: 'nothing says that they belong to this app', candidates }];
}

function openRegion(region: string, { reason }: Unchecked): OpenQuestion {
  return { what: `user pools in ${region}`, why: reason, candidates: [] };
}

function fault(message: string, hint: string | undefined, rule: RuleId = 'account/credentials'): Finding {
  return findingOf(rule, startOf(''), { message, hint });
}
