import { valueOf } from '../domain/fact.ts';
import { hostingVariables } from '../domain/hosting-variables.ts';
import type { EnvSpec } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import type { PublicConfig } from '../domain/report.ts';

/** The values of an env for the output `config` and for `dotenv` files; undefined as long as its pool or client is not known. */
export function publicConfigOf(
  env: EnvSpec,
  observed: ObservedEnv,
): Omit<PublicConfig, 'lambdaEnvironment'> | undefined {
  const pool = valueOf(observed.userPool);
  const web = valueOf(observed.webClient);
  if (pool === undefined || web === undefined || env.region === undefined) return undefined;
  const roles = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  const nativeClientId = (observed.nativeClient && valueOf(observed.nativeClient)?.id) ?? web.id;
  const identityPoolId = (observed.identityPool && valueOf(observed.identityPool)?.id) ?? null;
  return {
    region: env.region,
    userPoolId: pool.id,
    webClientId: web.id,
    nativeClientId,
    identityPoolId,
    authRoleArn: roles?.authenticated ?? null,
    guestRoleArn: roles?.unauthenticated ?? null,
    hostingVariables: hostingVariables({ userPoolId: pool.id, webClientId: web.id, nativeClientId, identityPoolId }),
  };
}
