import { findingOf, type Finding } from '../domain/finding.ts';
import type { EnvSpec } from './model.ts';
import { setsVariable } from '../categories/lambda/access.ts';
import { placeAt } from './source-node.ts';

/**
 * Functions into which two envs would write their user pool under one and the same variable: each apply would take it from the other.
 * Functions of one name are the same where account, region and the role to assume are.
 */
export function contestedFunctions(envs: readonly EnvSpec[]): readonly Finding[] {
  const first = new Map<string, EnvSpec>();
  return envs.flatMap((env) =>
    env.lambdas.flatMap((entry, index): readonly Finding[] => {
      if (!setsVariable(entry) || env.userPoolId === undefined || env.managedBy !== undefined) return [];
      const key = JSON.stringify([entry.function, env.region, env.accountId ?? env.roleToAssume?.write ?? null]);
      const other = first.get(key);
      first.set(key, other ?? env);
      if (other === undefined || other.userPoolId === env.userPoolId) return [];
      const rule = 'manifest/schema';
      return [
        findingOf(rule, placeAt(env.source, ['lambdas', index, 'function'], env.keyPlace), {
          message: `the function ${entry.function} has one variable for its user pool, and ${other.name} sets it too`,
          hint: 'Write `environment: false` in one of the two, or give each env a function of its own.',
          env: env.name,
        }),
      ];
    }),
  );
}
