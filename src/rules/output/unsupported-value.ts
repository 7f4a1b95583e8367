import { unchecked, valueOf } from '../../domain/fact.ts';
import { authConfigOf } from '../../formats/auth-config.ts';
import { envFormat } from '../../formats/index.ts';
import { outputKind } from '../../domain/output.ts';
import { firstWritten, notChecked, problem, whenKnown, type EnvView, type Judgement, type Rule } from '../rule.ts';

/** One finding for a value, naming all files that it is left out of, at the first of them. */
export const unsupportedValue: Rule = {
  id: 'output/unsupported-value',
  judge(view) {
    const { manifest, env, observed } = view;
    const outputs = manifest.outputs.filter(({ format }) => outputKind(format).scope === 'env');
    const place = firstWritten(env, ['userPoolId']);
    const targets = outputs.flatMap((output) =>
      output.targets.filter((target) => target.env === env.name).map((target) => ({ output, target })),
    );
    const names = namesUnknown(view);
    if (targets.length === 0 || names.length > 0) return names;
    return whenKnown(observed.mfa, place, 'the user pool was not found', (): readonly Judgement[] => {
      const config = authConfigOf(env, observed);
      if (config === undefined)
        return [notChecked(place, unchecked('dependency', 'not all that the files hold is known'))];
      const left = targets.flatMap(({ output: { format, platform, compat, authFlow }, target }) =>
        envFormat(format)
          .leftOut({ env, observed, config }, platform, compat, authFlow)
          .map((item) => ({ ...item, target })),
      );
      const values = new Map(left.map((item) => [`${item.what} ${item.why}`, item] as const).toReversed());
      return [...values.values()].toReversed().map((first) => {
        const same = left.filter(({ what, why }) => what === first.what && why === first.why);
        const files = same.map(({ target }) => target.path).join(', ');
        return problem(first.target.place, `${first.what} is left out of ${files}: ${first.why}`, first.hint);
      });
    });
  },
};

/** A lock that was written before an `amplify-cli` output was asked for does not hold the names of the pools, which that one needs. */
function namesUnknown({ env, observed, amplify }: EnvView): readonly Judgement[] {
  const pools = [observed.userPool, ...(observed.identityPool === undefined ? [] : [observed.identityPool])];
  const isMissing = pools.some((pool) => valueOf<{ readonly name: string }>(pool)?.name === '');
  if (amplify.length === 0 || !isMissing) return [];
  const reason =
    'the lock does not hold the names of the pools, which the Amplify CLI keeps: they come with the next apply';
  return [notChecked(firstWritten(env, ['userPoolId']), unchecked('offline', reason))];
}
