import { sortedSet } from '../../domain/ordering.ts';
import type { AppClient } from '../../domain/observed.ts';
import type { Place } from '../../domain/place.ts';
import { firstWritten, problem, whenKnown, type Judgement, type Rule } from '../rule.ts';

/** The settings that the Amplify CLI wants equal, in AWS's own words. */
const FIELDS: readonly {
  readonly name: string;
  readonly isUrl: boolean;
  readonly of: (client: AppClient) => readonly string[];
}[] = [
  { name: 'SupportedIdentityProviders', isUrl: false, of: (client) => client.supportedIdentityProviders },
  { name: 'AllowedOAuthFlows', isUrl: false, of: (client) => client.allowedOAuthFlows },
  { name: 'AllowedOAuthScopes', isUrl: false, of: (client) => client.allowedOAuthScopes },
  {
    name: 'AllowedOAuthFlowsUserPoolClient',
    isUrl: false,
    of: (client) => [String(client.allowedOAuthFlowsUserPoolClient)],
  },
  { name: 'CallbackURLs', isUrl: true, of: (client) => client.callbackUrls },
  { name: 'LogoutURLs', isUrl: true, of: (client) => client.logoutUrls },
];

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
  const differing = FIELDS.map(({ name, isUrl, of }) => ({
    name,
    isUrl,
    web: sortedSet(of(web)),
    native: sortedSet(of(native)),
  })).filter((row) => row.web.join('\n') !== row.native.join('\n'));
  if (differing.length === 0) return [];
  const names = differing.map(({ name }) => name);
  const rows = differing.map((row) => `${row.name}\n  web:    ${list(row.web)}\n  native: ${list(row.native)}`);
  const urlsAlone = differing.every(({ isUrl }) => isUrl);
  const message = `web client ${web.id} and native client ${native.id} differ in ${names.join(', ')}`;
  const meaning = urlsAlone
    ? 'Each generated file gets the URLs of its own client; the Amplify CLI would refuse this.'
    : 'A sign-in that works in the one app may fail in the other.';
  return [
    {
      ...problem(place, message, `${meaning}\n${rows.join('\n')}`),
      fields: names,
      ...(urlsAlone ? { severity: 'notice' as const } : {}),
    },
  ];
}

function list(values: readonly string[]): string {
  return values.length === 0 ? '–' : values.join(', ');
}
