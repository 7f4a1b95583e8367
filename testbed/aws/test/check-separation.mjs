// @ts-check
import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { awsClients } from '../aws-clients.mjs';
import { seedEnvironment } from '../seed.mjs';
import { outcome } from '../../checks.mjs';

/** @typedef {import('../../checks.mjs').Checks} Checks */

/**
 * Accounts are worlds of their own; regions too, except for IAM.
 *
 * @param {Checks} checks
 * @param {string} endpoint
 */
export async function checkSeparation(checks, endpoint) {
  const account = '444455556666';
  const here = awsClients({ endpoint, account, region: 'us-east-1' });
  const elsewhere = awsClients({ endpoint, account, region: 'eu-central-1' });
  const stranger = awsClients({ endpoint, account: '777788889999', region: 'us-east-1' });
  const made = await seedEnvironment(here, {
    nativeClient: { GenerateSecret: true },
    domain: true,
    mfa: 'OPTIONAL',
  });
  const pools = async (/** @type {import('../aws-clients.mjs').AwsClients} */ { userPools }) => {
    const { UserPools = [] } = await userPools.send(new ListUserPoolsCommand({ MaxResults: 10 }));
    return UserPools.map((pool) => pool.Id);
  };
  checks.equal('separation: its own region', await pools(here), [made.userPoolId]);
  checks.equal('separation: another region', await pools(elsewhere), []);
  checks.equal('separation: another account', await pools(stranger), []);
  const getRole = new GetRoleCommand({ RoleName: made.authRoleName });
  checks.equal('separation: IAM in another region', await outcome(() => elsewhere.iam.send(getRole)), 'allowed');
  checks.equal(
    'separation: IAM of another account',
    await outcome(() => stranger.iam.send(getRole)),
    'NoSuchEntityException',
  );
  checks.holds('seed: ids as AWS makes them', /^[a-z0-9]{26}$/.test(made.nativeClientId), made.nativeClientId);
  checks.holds('seed: a client secret', /^[a-z0-9]{51}$/.test(made.nativeClientSecret));
  [here, elsewhere, stranger].forEach((clients) => clients.destroy());
}
