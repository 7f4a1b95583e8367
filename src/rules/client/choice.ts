import { unchecked, type Fact, type Unchecked } from '../../domain/fact.ts';
import type { EnvSpec } from '../../manifest/model.ts';
import type { AppClient, IdentityPool } from '../../domain/observed.ts';
import { providerNameOf } from '../../domain/partition.ts';
import { isWritten } from '../../manifest/source-node.ts';
import type { EnvView } from '../rule.ts';

/** What comes of leaving `webClientId` out. */
export type WebClientChoice =
  | { readonly kind: 'one'; readonly client: AppClient }
  | { readonly kind: 'none'; readonly candidates: readonly AppClient[] }
  | { readonly kind: 'several'; readonly fitting: readonly AppClient[] }
  | { readonly kind: 'unchecked'; readonly why: Unchecked };

/**
 * A client fits as web client when it has no secret and, where there is an identity pool, the pool lists it. The native client
 * is no candidate as long as another client fits.
 */
export function chooseWebClient(
  env: EnvSpec,
  candidates: readonly AppClient[],
  identityPool: Fact<IdentityPool> | undefined,
): WebClientChoice {
  const open = candidates.filter((client) => !client.hasSecret);
  if (identityPool?.state === 'unchecked') return { kind: 'unchecked', why: identityPool };
  if (identityPool?.state === 'absent')
    return { kind: 'unchecked', why: unchecked('dependency', 'the identity pool was not found') };
  const listed = identityPool && listedClients(env, identityPool.value);
  const fitting = listed === undefined ? open : open.filter((client) => listed.has(client.id));
  const others = fitting.filter((client) => client.id !== env.nativeClientId);
  const best = others.length > 0 ? others : fitting;
  const [first, second] = best;
  if (first === undefined) return { kind: 'none', candidates };
  return second === undefined ? { kind: 'one', client: first } : { kind: 'several', fitting: best };
}

/** The id of the one client that fits, in place of a `webClientId` that does not; undefined where none or several fit. */
export function onlyFit({ env, observed }: EnvView): string | undefined {
  const { webClients } = observed.existing;
  if (webClients === undefined || !isWritten(env.source, ['webClientId'])) return undefined;
  const choice = chooseWebClient(env, webClients, observed.identityPool);
  return choice.kind === 'one' && choice.client.id !== env.nativeClientId ? choice.client.id : undefined;
}

/** Ids of the clients of the env's user pool from which the identity pool accepts tokens. */
export function listedClients(env: EnvSpec, pool: IdentityPool): ReadonlySet<string> {
  const providerName = env.userPoolId === undefined ? undefined : providerNameOf(env.userPoolId);
  return new Set(pool.providers.flatMap((link) => (link.providerName === providerName ? [link.clientId] : [])));
}
