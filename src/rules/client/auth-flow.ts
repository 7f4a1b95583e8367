import type { AppClient } from '../../domain/observed.ts';
import { allowedFlows } from '../../formats/gen1/auth-flow.ts';
import { problem, type EnvView, type Judgement, type Rule } from '../rule.ts';
import { mobileFiles } from './mobile-files.ts';
import { judgeClients, type ClientSubject } from './subjects.ts';

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
    judgeClients(view, (subject): readonly Judgement[] => {
      const { title, client, place } = subject;
      const faults = faultsOf(client, view, subject);
      if (faults.length === 0) return [];
      const flows = client.explicitAuthFlows.join(', ');
      const hint = 'Allow ALLOW_USER_SRP_AUTH and ALLOW_REFRESH_TOKEN_AUTH in the app client.';
      return [problem(place, `the ${title} ${client.id} ${faults.join(' and ')} (it allows ${flows})`, hint)];
    }),
};

function faultsOf(client: AppClient, view: EnvView, subject: ClientSubject): readonly string[] {
  const { explicitAuthFlows: flows, refreshTokenRotation } = client;
  const legacy = !flows.some((flow) => flow.startsWith('ALLOW_'));
  const redirects =
    client.allowedOAuthFlowsUserPoolClient &&
    client.allowedOAuthFlows.some((flow) => flow === 'code' || flow === 'implicit');
  const usable = redirects || flows.some((flow) => USABLE.has(flow));
  // Files of Gen 1 say a flow that the client allows. Apps without a password name theirs with each sign-in.
  const begins = redirects || flows.includes('ALLOW_USER_AUTH') || allowedFlows(client).includes('USER_SRP_AUTH');
  const gen2 = usable && !begins ? mobileFiles(view, subject, ({ format }) => format === 'amplify-outputs') : [];
  const refreshes = legacy || refreshTokenRotation || flows.includes('ALLOW_REFRESH_TOKEN_AUTH');
  return [
    ...(usable ? [] : ['allows no sign-in that the Amplify libraries use']),
    ...(gen2.length === 0
      ? []
      : [
          `forbids the flow of Amplify Gen 2: the app that reads ${gen2.join(', ')} begins a sign-in with USER_SRP_AUTH`,
        ]),
    ...(refreshes ? [] : ['allows no refresh: users are signed out when their first token ends']),
  ];
}
