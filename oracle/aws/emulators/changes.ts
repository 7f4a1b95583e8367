import { UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import {
  CreateGroupCommand,
  DeleteGroupCommand,
  DeleteUserPoolClientCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DeleteRolePolicyCommand, PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { trustDocument, type AwsClients, type Environment } from '@amplify-import-auth/testbed/aws';

const POLICY = 'amplify-import-auth.shop';
const statement = (Action: string, Resource: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });

/** What an owner may do by hand after `apply`: one thing each, in the envs dev, prod and staging. */
export async function changeByHand(aws: AwsClients, [dev, prod, staging]: readonly Environment[]): Promise<void> {
  if (dev === undefined || prod === undefined || staging === undefined) throw new Error('three envs are needed');
  const { userPools, identityPools, iam, lambda } = aws;
  await userPools.send(
    new UpdateUserPoolClientCommand({
      UserPoolId: dev.userPoolId,
      ClientId: dev.webClientId,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  await userPools.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: dev.userPoolId,
      MfaConfiguration: 'OFF',
      // Said outright: one emulator remembers what is left out.
      SoftwareTokenMfaConfiguration: { Enabled: false },
    }),
  );
  // The emulator of the test bed has no UpdateGroup.
  const group = { UserPoolId: dev.userPoolId, GroupName: 'editors' };
  await userPools.send(new DeleteGroupCommand(group));
  const RoleArn = dev.groups['editors']?.roleArn;
  await userPools.send(new CreateGroupCommand({ ...group, Precedence: 7, RoleArn }));
  const RoleName = dev.authRoleName;
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: `${POLICY}.dev.kinesis` }));
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: `${POLICY}.dev.firehose`,
      PolicyDocument: statement('firehose:*', '*'),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: `${POLICY}.old.storage`,
      PolicyDocument: statement('s3:GetObject', 'arn:aws:s3:::x/*'),
    }),
  );
  const trust = trustDocument(prod.identityPoolId, 'authenticated') as {
    Statement: [{ Condition: { StringEquals: Record<string, unknown> } }];
  };
  trust.Statement[0].Condition.StringEquals['cognito-identity.amazonaws.com:aud'] = [
    prod.identityPoolId,
    'eu-west-1:99999999-1111-4222-8333-444444444444',
  ];
  await iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName: prod.authRoleName, PolicyDocument: JSON.stringify(trust) }),
  );
  await identityPools.send(
    new UpdateIdentityPoolCommand({
      IdentityPoolId: prod.identityPoolId,
      IdentityPoolName: `${prod.name}_identitypool`,
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [prod.webClientId, prod.nativeClientId].map((ClientId) => ({
        ProviderName: prod.providerName,
        ClientId,
      })),
    }),
  );
  await lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: 'prod-admin', Environment: { Variables: { KEEP: 'me' } } }),
  );
  await userPools.send(
    new DeleteUserPoolClientCommand({ UserPoolId: staging.userPoolId, ClientId: staging.nativeClientId }),
  );
}
