import type { AppClient } from '../../domain/observed.ts';
import { sortedSet } from '../../domain/ordering.ts';

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

/** What differs between web and native client. */
export interface OAuthDifferences {
  readonly names: readonly string[];
  readonly urlsAlone: boolean;
  /** For people: one field a paragraph. */
  readonly rows: string;
}

/** Undefined where nothing differs. Lists are sets here. */
export function oauthDifferences(web: AppClient, native: AppClient): OAuthDifferences | undefined {
  const differing = FIELDS.map(({ name, isUrl, of }) => ({
    name,
    isUrl,
    web: sortedSet(of(web)),
    native: sortedSet(of(native)),
  })).filter((row) => row.web.join('\n') !== row.native.join('\n'));
  if (differing.length === 0) return undefined;
  return {
    names: differing.map(({ name }) => name),
    urlsAlone: differing.every(({ isUrl }) => isUrl),
    rows: differing.map((row) => `${row.name}\n  web:    ${list(row.web)}\n  native: ${list(row.native)}`).join('\n'),
  };
}

function list(values: readonly string[]): string {
  return values.length === 0 ? '–' : values.join(', ');
}
