import { valueOf } from '../../domain/fact.ts';
import { regionOfUserPool } from '../../domain/partition.ts';
import type { FolderEnv } from '../../amplify-folder/envs.ts';
import { envOfPool, POOL_SOURCE } from '../../discovery/choose.ts';
import type { DiscoveredEnv, OpenQuestion } from '../../discovery/discovered.ts';
import { envNameOf, saysEnv } from '../../discovery/env-name.ts';
import type { AwsSession } from '../../ports/aws.ts';
import type { Undecided } from '../../discovery/notes.ts';
import type { Person } from '../../ports/person.ts';
import { chosenOf, decided, isEnv, type Candidate } from './decide.ts';
import { readAccount } from './read-account.ts';

export interface Found extends Undecided {
  readonly envs: readonly DiscoveredEnv[];
}

/** What people have said of the envs that they want. */
export interface Wanted {
  /** Whether the inputs let an env of this name in. */
  readonly includes: (name: string) => boolean;
  /** Whether people have named the envs to take: then nothing has to be asked. */
  readonly isChosen: boolean;
}

interface Circumstances extends Wanted {
  /** User pools that are known already. */
  readonly skip: ReadonlySet<string>;
  /** Names of envs that are taken. */
  readonly names: ReadonlySet<string>;
  /** Envs of the Amplify folder that have no auth yet: a user pool is looked for each. */
  readonly amplifyEnvs: readonly FolderEnv[];
  /** Whether the folder says which envs the app has. */
  readonly isTied: boolean;
}

type Sessions = readonly (readonly [region: string, session: AwsSession])[];

/**
 * What the account holds that the manifest and the folder do not name. A pool is taken where it is the only one of the account, where
 * its name says that it is an Amplify env's, or where people say so. The others are suggested: an account may serve many apps.
 */
export async function accountEnvs(
  sessions: Sessions,
  accountId: string,
  person: Person | undefined,
  circumstances: Circumstances,
): Promise<Found> {
  const { amplifyEnvs, isTied, isChosen, includes } = circumstances;
  if (isTied && amplifyEnvs.length === 0) {
    return { ...NONE, questions: await otherPools(sessions, circumstances.skip) };
  }
  const { pools, questions } = await readPools(sessions, accountId, circumstances);
  if (amplifyEnvs.length > 0) {
    const matched = await envsByName(amplifyEnvs, pools, accountId, person);
    return { ...matched, questions: [...questions, ...matched.questions] };
  }
  const isOnly = pools.length === 1 && circumstances.skip.size === 0;
  const isTaken = isOnly || isChosen;
  // What cannot be decided even by people here is no choice.
  const choices = pools.filter(
    ({ found, decide }) => 'name' in found || (person !== undefined && decide !== undefined),
  );
  const chosen = isTaken
    ? choices.filter(({ name }) => includes(name))
    : await chosenOf(choices, `Which of these user pools of the account ${accountId} belong to this app?`, person);
  const taken: (DiscoveredEnv | OpenQuestion)[] = [];
  // One question after the other.
  for (const one of chosen) taken.push(await decided(one, person));
  const others = isTaken ? [] : choices.filter((one) => !chosen.includes(one)).map(({ found }) => found);
  const open = pools.filter((one) => !choices.includes(one)).map(({ found }) => found);
  const all = [...taken, ...others, ...open];
  return {
    envs: taken.filter(isEnv),
    suggested: others.filter(isEnv),
    questions: [...questions, ...all.filter((one): one is OpenQuestion => !isEnv(one))],
  };
}

const NONE: Found = { envs: [], suggested: [], questions: [] };

/** Every pool of the account and its regions as an env, or as the question that it leaves open. */
async function readPools(
  sessions: Sessions,
  accountId: string,
  { skip, names }: Circumstances,
): Promise<{ readonly pools: readonly Candidate[]; readonly questions: readonly OpenQuestion[] }> {
  const used = new Set(names);
  const pools: Candidate[] = [];
  const questions: OpenQuestion[] = [];
  for (const [region, session] of sessions) {
    const all = await readAccount(session, skip);
    if (all.state === 'unchecked') {
      questions.push({ what: `user pools in ${region}`, why: all.reason, candidates: [] });
      continue;
    }
    for (const { pool, seen } of all.value) {
      const name = envNameOf(pool, used);
      const title = `${pool.id} (${pool.name})`;
      if (seen.state === 'unchecked') {
        pools.push({ name, title, found: { what: title, why: seen.reason, candidates: [] } });
        continue;
      }
      const found = envOfPool(seen.value, name, accountId);
      const isOpen = !isEnv(found) && found.webClients !== undefined;
      if (isEnv(found) || isOpen) used.add(name);
      const decide = (webClient: string) => envOfPool(seen.value, name, accountId, webClient);
      pools.push({ name, title, found, ...(isOpen ? { decide } : {}) });
    }
  }
  return { pools, questions };
}

/** A user pool for each env of an Amplify folder without auth: by its name, else by people's choice. */
async function envsByName(
  amplifyEnvs: readonly FolderEnv[],
  pools: readonly Candidate[],
  accountId: string,
  person: Person | undefined,
): Promise<Found> {
  const envs: DiscoveredEnv[] = [];
  const questions: OpenQuestion[] = pools.flatMap(({ found }) => (isEnv(found) ? [] : [found]));
  const found = pools.flatMap((one) => (isEnv(one.found) ? [one.found] : []));
  const saying = (name: string) => found.filter(({ source }) => saysEnv(source.replace(POOL_SOURCE, ''), name));
  for (const env of amplifyEnvs) {
    const { name, region, accountId: account, appId } = env;
    const what = `${name} (amplify folder)`;
    if (account !== undefined && account !== accountId) {
      const why = `its stack is in the account ${account}, and the credentials are of ${accountId}: run discover again with credentials of ${account}`;
      questions.push({ what, why, candidates: [] });
      continue;
    }
    const here = found.filter(
      ({ userPoolId }) => region === undefined || regionOfUserPool(userPoolId ?? '') === region,
    );
    const named = saying(name).filter((one) => here.includes(one));
    const options = here.map(({ userPoolId, source }) => `${userPoolId ?? ''}, ${source}`);
    const isSure =
      named.length === 1 &&
      amplifyEnvs.every((other) => other === env || !saying(other.name).includes(named[0] as DiscoveredEnv));
    const [index] =
      isSure || options.length === 0
        ? []
        : ((await person?.choose(`Which user pool is for the Amplify env ${name}?`, options)) ?? []);
    const pool = isSure ? named[0] : index === undefined ? undefined : here[index];
    if (pool !== undefined) envs.push({ ...pool, name, hostingAppId: appId });
    else
      questions.push({
        what,
        why: 'nothing says which user pool is for it; put its id under `envs`',
        candidates: options,
      });
  }
  return { envs, suggested: [], questions };
}

async function otherPools(sessions: Sessions, skip: ReadonlySet<string>): Promise<readonly OpenQuestion[]> {
  const lists = await Promise.all(sessions.map(([, session]) => session.userPools.allUserPools()));
  const others = lists.flatMap((list) => valueOf(list) ?? []).filter(({ id }) => !skip.has(id));
  if (others.length === 0) return [];
  const candidates = others.map(({ id, name }) => `${id} (${name})`);
  return [{ what: 'other user pools', why: 'nothing says that they belong to this app', candidates }];
}
