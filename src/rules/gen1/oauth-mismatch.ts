import { oauthDifferences } from '../client/oauth-differences.ts';
import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

/** `amplify import auth` keeps one set of OAuth settings for both clients, and refuses clients that differ, even in one URL. */
export const gen1OAuthMismatch: Rule = {
  id: 'gen1/oauth-mismatch',
  judge({ env, observed, amplify }) {
    if (amplify.length === 0) return [];
    const place = firstWritten(env, ['nativeClientId'], ['userPoolId']);
    return whenKnown(observed.nativeClient, place, 'the native client was not found', (native) =>
      whenKnown(observed.webClient, place, 'the web client was not found', (web) => {
        const differences = oauthDifferences(web, native);
        if (differences === undefined) return [];
        const { names, rows } = differences;
        const message = `web client ${web.id} and native client ${native.id} differ in ${names.join(', ')}, which the Amplify CLI refuses`;
        const hint = `Give both the same settings, or leave \`nativeClientId\` out.\n${rows}`;
        return [{ ...problem(place, message, hint), fields: names }];
      }),
    );
  },
};
