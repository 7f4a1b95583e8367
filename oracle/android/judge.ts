import type { Read } from './decoder.ts';
import type { AndroidFile } from './files.ts';

/**
 * What is wrong with what Android read, held against what AWS says of the pool; nothing of our own formats decides here. Of what the
 * Amplify CLI writes, with its faults, only the ids are.
 */
export function faultsOf({ kind, by, answers }: AndroidFile, read: Read): readonly string[] {
  if (read.refused !== undefined) return [`refused: ${read.refused}`];
  const { userPool, web, native = web, identityPool } = answers;
  const region = userPool.Id?.split('_')[0];
  const secret = kind === 'amplify-outputs' ? undefined : native.ClientSecret;
  const ids = [
    differs('region', region, read.region),
    differs('user pool', userPool.Id, read.userPoolId),
    differs('client', native.ClientId, read.clientId),
    differs('client secret', secret ?? '', read.clientSecret ?? ''),
    differs('identity pool', identityPool?.IdentityPoolId, read.identityPoolId),
    differs('identity pool region', identityPool && region, read.identityPoolRegion),
  ].flat();
  return by === 'correct' ? [...ids, ...pageFaults(answers, read), ...settingFaults(kind, answers, read)] : ids;
}

function pageFaults({ userPool, web, native = web }: AndroidFile['answers'], read: Read): readonly string[] {
  const { CallbackURLs: callbacks = [], LogoutURLs: logouts = [], AllowedOAuthFlows: flows = [] } = native;
  const isOn = native.AllowedOAuthFlowsUserPoolClient === true && (native.AllowedOAuthScopes ?? []).length > 0;
  const hasDomain = (userPool.Domain ?? userPool.CustomDomain) !== undefined;
  const usable = isOn && hasDomain && callbacks.length > 0 && flows.some((flow) => flow !== 'client_credentials');
  if (!usable) return read.signIn === undefined ? [] : ['sign-in pages that cannot work'];
  const domain =
    userPool.CustomDomain ?? `${userPool.Domain ?? ''}.auth.${userPool.Id?.split('_')[0] ?? ''}.amazoncognito.com`;
  return [
    ...differs('domain', domain, read.domain),
    ...differs('client of the sign-in pages', native.ClientId, read.oauthClientId),
    ...differs('scopes', (native.AllowedOAuthScopes ?? []).toSorted(), read.scopes),
    ...registered('redirect_uri', callbacks, read.signIn),
    ...registered('logout_uri', logouts.length > 0 ? logouts : callbacks, read.signOut),
    ...(flows.includes(read.responseType as (typeof flows)[number])
      ? []
      : [`response_type ${read.responseType ?? ''}, which the client does not allow`]),
  ];
}

/** Cognito refuses anything but one of the client's URLs, letter for letter; an app opens those of its own scheme. */
function registered(what: string, urls: readonly string[], sent: string | undefined): readonly string[] {
  const app = urls.filter((url) => !/^https?:/i.test(url));
  const allowed = app.length > 0 ? app : urls;
  return sent !== undefined && allowed.includes(sent)
    ? []
    : [`${what} ${JSON.stringify(sent)} is none of ${allowed.join(' ')}`];
}

function settingFaults(kind: AndroidFile['kind'], answers: AndroidFile['answers'], read: Read): readonly string[] {
  const { userPool, web, native = web, identityPool } = answers;
  const flows = native.ExplicitAuthFlows ?? [];
  const flow = read.authFlow || 'USER_SRP_AUTH';
  const allows = flows.length === 0 || flows.includes(`ALLOW_${flow}` as (typeof flows)[number]);
  const length = userPool.Policies?.PasswordPolicy?.MinimumLength;
  return [
    ...(allows ? [] : [`the flow ${flow}, which the client does not allow`]),
    ...(kind === 'awsconfiguration' || length === undefined
      ? []
      : differs('password length', length, read.passwordLength)),
    // Without an identity pool the file says nothing of guests, and there is nothing for them.
    ...(kind === 'amplify-outputs' && identityPool !== undefined
      ? differs('guests', identityPool.AllowUnauthenticatedIdentities === true, read.guests)
      : []),
  ];
}

function differs(what: string, expected: unknown, read: unknown): readonly string[] {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(read)];
  return a === b ? [] : [`${what}: ${a} is read as ${b}`];
}

/**
 * Why a fault is no news: the client cannot do what Android does, which no file can help and a finding says, or the Amplify CLI writes it
 * and `compat: cli` keeps it. Undefined: it is one.
 */
export function reasonFor({ kind, by, answers }: AndroidFile, fault: string): string | undefined {
  const { userPool, web, native = web } = answers;
  if (by === 'cli' && userPool.Domain === undefined && fault.endsWith('No value for WebDomain'))
    return 'compat: cli leaves the domain out';
  if (fault.startsWith('response_type') && !(native.AllowedOAuthFlows ?? []).includes('code'))
    return 'client/oauth-incomplete';
  if (!fault.startsWith('the flow ')) return undefined;
  const flows = native.ExplicitAuthFlows ?? [];
  if (kind === 'amplify-outputs') return 'client/auth-flow';
  const sayable = flows.some((name) => /^ALLOW_(USER_SRP|USER_PASSWORD|CUSTOM)_AUTH$/.test(name));
  return sayable ? undefined : 'output/unsupported-value';
}
