import type { AppClient } from '../../domain/observed.ts';
import type { Place } from '../../domain/place.ts';
import { firstWritten, problem, whenKnown, type Judgement, type Rule } from '../rule.ts';
import { oauthDifferences } from './oauth-differences.ts';

export const oauthMismatch: Rule = {
  id: 'client/oauth-mismatch',
  judge({ env, observed }) {
    const place = firstWritten(env, ['nativeClientId'], ['userPoolId']);
    return whenKnown(observed.nativeClient, place, 'the native client was not found', (native) =>
      whenKnown(observed.webClient, place, 'the web client was not found', (web) => compare(web, native, place)),
    );
  },
};

function compare(web: AppClient, native: AppClient, place: Place): readonly Judgement[] {
  const differences = oauthDifferences(web, native);
  if (differences === undefined) return [];
  const { names, urlsAlone, rows } = differences;
  const message = `web client ${web.id} and native client ${native.id} differ in ${names.join(', ')}`;
  const meaning = urlsAlone
    ? 'Each generated file gets the URLs of its own client; the Amplify CLI would refuse this.'
    : 'A sign-in that works in the one app may fail in the other.';
  return [
    {
      ...problem(place, message, `${meaning}\n${rows}`),
      fields: names,
      ...(urlsAlone ? { severity: 'notice' as const } : {}),
    },
  ];
}
