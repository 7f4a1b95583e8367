import { valueOf } from '../../domain/fact.ts';
import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

/**
 * Sign-in by redirect comes back to the address of the app, and Cognito takes none that the client does not list. The manifest knows the
 * app and its branches. Whether a branch also has a domain of its own is not in it, so this is only a notice.
 */
export const hostingUrl: Rule = {
  id: 'client/hosting-url',
  judge: ({ env, observed }) => {
    const { hosting } = env;
    const pool = valueOf(observed.userPool);
    if (hosting === undefined || (pool?.domain ?? pool?.customDomain) === undefined) return [];
    const place = firstWritten(env, ['webClientId'], ['userPoolId']);
    const addresses = hosting.branches.map((branch) => addressOf(hosting.appId, branch));
    return whenKnown(observed.webClient, place, 'the web client was not found', (client) => {
      if (!client.allowedOAuthFlowsUserPoolClient) return [];
      const lists = [
        ['callback', client.callbackUrls],
        ['sign-out', client.logoutUrls],
      ] as const;
      return lists.flatMap(([kind, urls]) => {
        const missing = addresses.filter((address) => !urls.some((url) => originOf(url) === originOf(address)));
        if (missing.length === 0) return [];
        const message = `the Amplify Hosting address ${missing.join(', ')} is not a ${kind} URL of the web client ${client.id}`;
        const hint = `Add ${missing.join(', ')} to its ${kind} URLs, unless the branch is only used under a domain of its own.`;
        return [{ ...problem(place, message, hint), fields: missing }];
      });
    });
  },
};

/**
 * The default address of a branch. Source: Amplify Hosting User Guide, "Feature branch deployments and team workflows":
 * `https://branch-name.d1m7bkiki6tdw1.amplifyapp.com`, with what a host name cannot hold replaced by hyphens.
 */
function addressOf(appId: string, branch: string): string {
  return `https://${branch.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}.${appId}.amplifyapp.com/`;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
