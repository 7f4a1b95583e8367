import { firstWritten, problem, whenKnown, type Judgement, type Rule } from '../rule.ts';

/** Formats of Gen 1, which know SMS and TOTP as second factors and nothing else. */
const GEN1 = new Set(['aws-exports', 'amplifyconfiguration']);

export const unsupportedValue: Rule = {
  id: 'output/unsupported-value',
  judge({ manifest, env, observed }) {
    const place = firstWritten(env, ['userPoolId']);
    return whenKnown(observed.mfa, place, 'the user pool was not found', ({ email }): readonly Judgement[] => {
      const targets = manifest.outputs.filter(({ format }) => GEN1.has(format)).flatMap((output) => output.targets);
      const [first, ...more] = targets.filter((target) => target.env === env.name);
      if (!email || first === undefined) return [];
      const files = [first, ...more].map(({ path }) => path).join(', ');
      const message = `the second factor EMAIL is left out of ${files}: Gen 1 has no word for it`;
      return [problem(first.place, message, 'Apps that offer it need the format amplify-outputs.')];
    });
  },
};
