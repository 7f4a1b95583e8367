import { problem, type Rule } from '../rule.ts';

/** Whoever may edit the manifest could have the secret written: the workflow has to say that it wants so. */
export const clientSecretAllowed: Rule = {
  id: 'manifest/schema',
  judge({ manifest, env, allowClientSecret }) {
    if (allowClientSecret) return [];
    const asking = manifest.outputs.filter(
      (output) => output.includeClientSecret && output.targets.some((target) => target.env === env.name),
    );
    const hint = 'Set the input `allow-client-secret: true` in the workflow, or leave `includeClientSecret` out.';
    return asking.map(({ secretPlace }) =>
      problem(secretPlace, 'files with the secret of a client are not allowed in this run', hint),
    );
  },
};
