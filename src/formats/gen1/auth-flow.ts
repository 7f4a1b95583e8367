import type { AppClient, UserPool } from '../../domain/observed.ts';
import type { AuthFlow } from '../../domain/output.ts';

/** The names of `ExplicitAuthFlows` for the flows of a Gen 1 file: today's, and those from before 2019. */
const ALLOWED_BY: Readonly<Record<AuthFlow, readonly string[]>> = {
  USER_SRP_AUTH: ['ALLOW_USER_SRP_AUTH'],
  USER_PASSWORD_AUTH: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'],
  CUSTOM_AUTH: ['ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH_FLOW_ONLY'],
};

/**
 * The flows of a Gen 1 file that a client allows, the safest first. Without today's names SRP is always on. Source: Cognito API
 * reference, `ExplicitAuthFlows` of CreateUserPoolClient.
 */
export function allowedFlows({ explicitAuthFlows: names }: Pick<AppClient, 'explicitAuthFlows'>): readonly AuthFlow[] {
  const isOld = !names.some((name) => name.startsWith('ALLOW_')) && !names.includes('CUSTOM_AUTH_FLOW_ONLY');
  return (Object.keys(ALLOWED_BY) as AuthFlow[]).filter(
    (flow) => (isOld && flow === 'USER_SRP_AUTH') || ALLOWED_BY[flow].some((name) => names.includes(name)),
  );
}

/**
 * The flow that apps begin a sign-in with. Where the pool's triggers make up their own, that is it, as with the Amplify CLI; SRP where the
 * client allows none of the three.
 */
export function authFlowOf(
  { customAuth }: Pick<UserPool, 'customAuth'>,
  client: Pick<AppClient, 'explicitAuthFlows'>,
): AuthFlow {
  const allowed = allowedFlows(client);
  if (customAuth && allowed.includes('CUSTOM_AUTH')) return 'CUSTOM_AUTH';
  return allowed[0] ?? 'USER_SRP_AUTH';
}
