import type { AppClient } from '../../domain/observed.ts';
import { problem, type Judgement, type Rule } from '../rule.ts';
import { judgeClients } from './subjects.ts';

/**
 * Flows that the Amplify libraries can use. Source: Cognito API reference, `ExplicitAuthFlows` of CreateUserPoolClient, and the
 * sign-in documentation of Amplify.
 */
const USABLE = new Set([
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_AUTH',
  // Names from before 2019, with which SRP and refresh are always on.
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
]);

export const clientAuthFlow: Rule = {
  id: 'client/auth-flow',
  judge: (view) =>
    judgeClients(view, ({ title, client, place }): readonly Judgement[] => {
      const faults = faultsOf(client);
      if (faults.length === 0) return [];
      const flows = client.explicitAuthFlows.join(', ');
      const hint = 'Allow ALLOW_USER_SRP_AUTH and ALLOW_REFRESH_TOKEN_AUTH in the app client.';
      return [problem(place, `the ${title} ${client.id} ${faults.join(' and ')} (it allows ${flows})`, hint)];
    }),
};

function faultsOf(client: AppClient): readonly string[] {
  const { explicitAuthFlows: flows, refreshTokenRotation } = client;
  const legacy = !flows.some((flow) => flow.startsWith('ALLOW_'));
  const redirects =
    client.allowedOAuthFlowsUserPoolClient &&
    client.allowedOAuthFlows.some((flow) => flow === 'code' || flow === 'implicit');
  const refreshes = legacy || refreshTokenRotation || flows.includes('ALLOW_REFRESH_TOKEN_AUTH');
  return [
    ...(redirects || flows.some((flow) => USABLE.has(flow))
      ? []
      : ['allows no sign-in that the Amplify libraries use']),
    ...(refreshes ? [] : ['allows no refresh: users are signed out when their first token ends']),
  ];
}
