import { problem, type Judgement, type Rule } from '../rule.ts';
import { judgeProjects, type ProjectView } from './projects.ts';

/** The CLI holds one auth, and whatever names another one would fail at its next push. */
export const gen1AuthExists: Rule = {
  id: 'gen1/auth-exists',
  judge: (view) => judgeProjects(view, ({ place }) => place, judge),
};

function judge({ output, folder, resource }: ProjectView): readonly Judgement[] {
  const others = [...folder.auth].filter(([name, { serviceType }]) => name !== resource || serviceType !== 'imported');
  if (others.length > 0) {
    const names = others.map(
      ([name, { serviceType }]) => `${name} (${serviceType === 'imported' ? 'imported' : 'its own'})`,
    );
    const message = `the Amplify project in ${folder.path} has another auth already: ${names.join(', ')}`;
    const hint =
      'The Amplify CLI holds one. Take it out with `amplify remove auth` and push in every env; users of a pool of its own are lost then.';
    return [problem(output.place, message, hint)];
  }
  return folder.mentions
    .filter(({ auth }) => auth !== resource)
    .map(({ by, auth, file }) => {
      const message = `${by} names the auth resource "${auth}", and the import is called "${resource}" (${file})`;
      const hint = `Write \`resourceName: ${auth}\` into the manifest, or fix what ${by} depends on.`;
      return problem(output.place, message, hint);
    });
}
