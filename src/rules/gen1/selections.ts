import { firstWritten, problem, type EnvView, type Judgement, type Rule } from '../rule.ts';
import { foreignImports, judgeProjects, mainEnvOf, type ProjectView } from './projects.ts';
import type { EnvSpec } from '../../manifest/model.ts';

/** Whether an identity pool is imported, too, is written down once for all envs. */
export const gen1Selections: Rule = {
  id: 'gen1/selections',
  judge(view) {
    const place = firstWritten(view.env, ['identityPoolId'], ['userPoolId']);
    return judgeProjects(
      view,
      () => place,
      (project): readonly Judgement[] => {
        const message = deviation(view, project);
        const hint =
          'The Amplify CLI keeps one kind of import for all envs: with an identity pool everywhere, or nowhere.';
        return message === undefined ? [] : [problem(place, message, hint)];
      },
    );
  },
};

function deviation({ manifest, env }: EnvView, project: ProjectView): string | undefined {
  const own = hasIdentityPool(env);
  if (own === undefined) return undefined;
  const main = mainEnvOf(manifest, project.output);
  const theirs = main && hasIdentityPool(main);
  const others = [
    ...(main === undefined || theirs === undefined ? [] : [{ name: main.name, withIdentityPool: theirs }]),
    ...foreignImports(manifest, project),
  ];
  const other = others.find(({ withIdentityPool }) => withIdentityPool !== own);
  if (other === undefined) return undefined;
  return own
    ? `it has an identity pool, and ${other.name} has none`
    : `it has no identity pool, and ${other.name} has one`;
}

/** Undefined where the id is written and wrong. */
function hasIdentityPool({ identityPoolId, unusable }: EnvSpec): boolean | undefined {
  return unusable.has('identityPoolId') ? undefined : identityPoolId !== undefined;
}
