import { valueOf } from '../../domain/fact.ts';
import { problem, type Judgement, type Rule } from '../rule.ts';

/** A file that is to hold a secret where there is none is written without: whoever asks for it should know. */
export const clientSecretMissing: Rule = {
  id: 'manifest/schema',
  judge({ manifest, env, observed }) {
    const client = observed.nativeClient && valueOf(observed.nativeClient);
    // Known to have one, or not known at all.
    if (client === undefined ? observed.nativeClient !== undefined : client.hasSecret && client.secretArn === undefined)
      return [];
    const kept = client?.secretArn;
    const message =
      client === undefined
        ? `${env.name} names no native client, and the web client has no secret`
        : kept === undefined
          ? `the native client ${client.id} has no secret`
          : `the secret of the native client ${client.id} is kept in Secrets Manager (${kept}), which this action does not read`;
    return manifest.outputs.flatMap(({ includeClientSecret, targets, secretPlace }): readonly Judgement[] => {
      if (!includeClientSecret || !targets.some((target) => target.env === env.name)) return [];
      if (kept !== undefined) {
        return [
          problem(
            secretPlace,
            message,
            'Leave `includeClientSecret` out, or name a client whose secret Cognito gives out.',
          ),
        ];
      }
      const hint = 'Leave `includeClientSecret` out, or name the client that has one in `nativeClientId`.';
      return [{ ...problem(secretPlace, `${message}: the file is written without`, hint), severity: 'warning' }];
    });
  },
};
