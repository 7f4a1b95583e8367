import { nearest } from '../../manifest/nearest.ts';
import { notChecked, problem, type Judgement, type Rule } from '../rule.ts';

/** An env is the CLI's own to make: it has a stack, a bucket and roles of its own, and the import is only a part of it. */
export const gen1EnvUnknown: Rule = {
  id: 'gen1/env-unknown',
  judge({ env, amplify }) {
    return amplify.flatMap(({ output, folder }): readonly Judgement[] => {
      const path = output.path ?? '';
      if (folder.state === 'unchecked') return [notChecked(env.keyPlace, folder)];
      if (folder.state === 'absent') {
        const hint = 'Make one with `amplify init`, or name the folder of an existing one in `path`.';
        return [problem(output.place, `there is no Amplify project in ${path}`, hint)];
      }
      const known = [...folder.value.envs.keys()];
      if (known.includes(env.name)) return [];
      const message = `the Amplify project in ${path} has no env called ${env.name}`;
      if (known.length === 0) {
        const hint = 'It has no envs in team-provider-info.json: commit that file, where git ignores it.';
        return [problem(env.keyPlace, message, hint)];
      }
      const near = nearest(env.name, known);
      const guess = near === undefined ? `It has ${known.join(', ')}.` : `Did you mean "${near}"?`;
      return [problem(env.keyPlace, message, `${guess} A new one is made by \`amplify env add\`.`)];
    });
  },
};
