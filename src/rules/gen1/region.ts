import { firstWritten, problem, type EnvView, type Rule } from '../rule.ts';
import { foreignImports, judgeProjects, mainEnvOf, type ProjectView } from './projects.ts';

/** The region is written down once for all envs, and each env's own stack must be there. */
export const gen1Region: Rule = {
  id: 'gen1/region',
  judge(view) {
    const place = firstWritten(view.env, ['region'], ['userPoolId']);
    return judgeProjects(
      view,
      () => place,
      (project) => judge(view, project).map(({ message, hint }) => problem(place, message, hint)),
    );
  },
};

function judge(
  { manifest, env }: EnvView,
  project: ProjectView,
): readonly { readonly message: string; readonly hint: string }[] {
  const { region, name } = env;
  if (region === undefined) return [];
  const stack = project.folder.envs.get(name)?.region;
  if (stack !== undefined && stack !== region) {
    const hint = 'The Amplify CLI imports pools of the region that the env was made in.';
    return [{ message: `the user pool is in ${region}, and the Amplify env in ${stack}`, hint }];
  }
  const main = mainEnvOf(manifest, project.output);
  const others = [
    ...(main?.region === undefined || main.name === name ? [] : [{ name: main.name, region: main.region }]),
    ...foreignImports(manifest, project),
  ];
  const other = others.find((one) => one.region !== undefined && one.region !== region);
  if (other === undefined) return [];
  const message = `the user pool is in ${region}, and that of ${other.name} in ${other.region ?? ''}`;
  return [{ message, hint: 'The Amplify CLI keeps one region for the imports of all envs.' }];
}
