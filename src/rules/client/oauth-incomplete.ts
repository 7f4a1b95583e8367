import { valueOf } from '../../domain/fact.ts';
import type { AppClient } from '../../domain/observed.ts';
import { firstWritten, problem, whenKnown, type EnvView, type Judgement, type Rule } from '../rule.ts';
import { mobileFiles } from './mobile-files.ts';
import { judgeClients, type ClientSubject } from './subjects.ts';

/** A redirect needs all of it: where one part is missing, the sign-in fails on Cognito's page or is not offered at all. */
export const oauthIncomplete: Rule = {
  id: 'client/oauth-incomplete',
  judge(view) {
    const { env, observed } = view;
    const clients = judgeClients(view, (subject): readonly Judgement[] => {
      const { title, client, place } = subject;
      if (!wantsRedirect(client)) return [];
      const missing = missingParts(client);
      if (missing.length === 0) return implicitOnly(view, subject);
      const message = `the ${title} ${client.id} is set up for ${purpose(client)} and lacks ${missing.join(', ')}`;
      return [problem(place, message, 'Complete it under "Login pages" of the app client in the Cognito console.')];
    });
    const known = [observed.webClient, observed.nativeClient].map((fact) => fact && valueOf(fact));
    const needsDomain = known.some((client) => client !== undefined && wantsRedirect(client));
    if (!needsDomain) return clients;
    const place = firstWritten(env, ['userPoolId']);
    const domain = whenKnown(observed.userPool, place, 'the user pool was not found', (pool): readonly Judgement[] => {
      if (pool.domain !== undefined || pool.customDomain !== undefined) return [];
      const message = `the user pool ${pool.id} has no domain, which the sign-in by redirect of its clients needs`;
      const hint = 'Give it one in the Cognito console: a prefix, or a host name of your own.';
      return [problem(place, message, hint)];
    });
    return [...clients, ...domain];
  },
};

/** Mobile libraries ask for `response_type=code` whatever a file says. Sources: their hosted UI clients; `npm run oracle:android`. */
function implicitOnly(view: EnvView, subject: ClientSubject): readonly Judgement[] {
  const { title, client, place } = subject;
  const { allowedOAuthFlows: flows } = client;
  const files = mobileFiles(view, subject).join(', ');
  if (files === '' || !flows.includes('implicit') || flows.includes('code')) return [];
  const message = `the ${title} ${client.id} allows only the OAuth flow implicit, and the app that reads ${files} asks for code`;
  return [problem(place, message, 'Turn on "Authorization code grant" under "Login pages" of the app client.')];
}

function externalProviders({ supportedIdentityProviders }: AppClient): readonly string[] {
  return supportedIdentityProviders.filter((provider) => provider !== 'COGNITO');
}

function wantsRedirect(client: AppClient): boolean {
  return externalProviders(client).length > 0 || client.allowedOAuthFlows.length > 0;
}

function purpose(client: AppClient): string {
  const external = externalProviders(client);
  return external.length > 0
    ? `the provider ${external.join(', ')}`
    : `the OAuth flow ${client.allowedOAuthFlows.join(', ')}`;
}

function missingParts(client: AppClient): readonly string[] {
  return [
    ...(client.callbackUrls.length > 0 ? [] : ['a callback URL']),
    ...(client.logoutUrls.length > 0 ? [] : ['a logout URL']),
    ...(client.allowedOAuthFlows.length > 0 ? [] : ['an OAuth flow']),
    ...(client.allowedOAuthScopes.length > 0 ? [] : ['a scope']),
    ...(client.allowedOAuthFlowsUserPoolClient || client.allowedOAuthFlows.length === 0
      ? []
      : ['the switch that turns its OAuth flows on (AllowedOAuthFlowsUserPoolClient)']),
  ];
}
