import { accountOf } from '../../domain/arn.ts';
import type { EnvSubject } from '../../plan/subject.ts';
import type { Category, Grantee } from '../../categories/category.ts';
import { CATEGORIES, declaredIn, granteesOf, type CategoryName } from '../../categories/index.ts';
import { modeOf } from '../../policies/modes.ts';
import { probesOf, type Probe } from '../../policies/probes.ts';
import { allGrantees, roleArnOf, scopeOf } from '../../policies/wanted.ts';

/** What a category gives to one kind of users, as single requests. */
export interface WantedRights {
  readonly category: string;
  readonly grantee: Grantee;
  readonly roleArn: string;
  readonly probes: readonly { readonly entry: number; readonly probe: Probe }[];
}

/** The rights that the manifest wants, whoever writes the policies; roles that are another's business are left out. */
export function wantedRights({ env, observed }: EnvSubject): readonly WantedRights[] {
  const { region, identityPoolId } = env;
  if (region === undefined || identityPoolId === undefined) return [];
  return allGrantees(env).flatMap((grantee): readonly WantedRights[] => {
    const roleArn = roleArnOf(grantee, env, observed);
    if (roleArn === undefined || modeOf(env, grantee.kind) === 'off') return [];
    const scope = scopeOf(env, region, roleArn);
    const who = { region, accountId: accountOf(roleArn), identityPoolId, signedIn: grantee.kind !== 'guest' };
    return (CATEGORIES as readonly Category<CategoryName>[]).flatMap((category): readonly WantedRights[] => {
      const probes = (env.categories[category.name] ?? []).flatMap((given, entry) =>
        category
          .statements(given, grantee, scope)
          .flatMap((statement) => probesOf(statement, who).map((probe) => ({ entry, probe }))),
      );
      return probes.length === 0 ? [] : [{ category: category.name, grantee, roleArn, probes }];
    });
  });
}

/** Rights for users whose role is not known: nobody can be asked about these. */
export function openRights({ env, observed }: EnvSubject): readonly Pick<WantedRights, 'category' | 'grantee'>[] {
  const granted = declaredIn(env.categories).flatMap((declared) =>
    granteesOf(declared).map((grantee) => ({ category: declared.category.name, grantee })),
  );
  const open = granted.filter(
    ({ grantee }) => roleArnOf(grantee, env, observed) === undefined && modeOf(env, grantee.kind) !== 'off',
  );
  return [...new Map(open.map((one) => [JSON.stringify(one), one])).values()];
}
