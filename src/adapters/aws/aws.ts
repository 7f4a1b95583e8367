import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { unchecked, type Unchecked } from '../../domain/fact.ts';
import type { AssumedRole, Aws, AwsSession, AwsTarget } from '../../ports/aws.ts';
import { CallCounter } from './calls.ts';
import { makeClients, type Clients } from './clients.ts';
import { codeOf, readFact } from './errors.ts';
import { identityPools } from './identity-pools.ts';
import { Memo } from './memo.ts';
import { roles } from './roles.ts';
import { userPools } from './user-pools.ts';

export interface AwsOptions {
  /** For the user agent: `amplify-import-auth/1.2.3`. */
  readonly userAgent: string;
  /** Names our sessions in CloudTrail; 2 to 64 characters of `[\w+=,.@-]`. */
  readonly sessionName: string;
}

/** AWS through the SDK. Reads no credentials and makes no call before the first session is opened. */
export function aws(options: AwsOptions): Aws {
  const counter = new CallCounter();
  const ambient = defaultProvider();
  const clients = new Memo();

  const assume = async (role: AssumedRole, region: string): Promise<AwsCredentialIdentity> => {
    const sts = clients.once(`sts ${region}`, () => {
      const client = new STSClient({ region, credentials: ambient, customUserAgent: options.userAgent });
      counter.observe(client, 'sts');
      return Promise.resolve(client);
    });
    const answer = await (
      await sts
    ).send(
      new AssumeRoleCommand({
        RoleArn: role.arn,
        RoleSessionName: options.sessionName,
        ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
      }),
    );
    const given = answer.Credentials;
    if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined)
      throw new Error('STS gave no credentials');
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      ...(given.SessionToken === undefined ? {} : { sessionToken: given.SessionToken }),
      ...(given.Expiration === undefined ? {} : { expiration: given.Expiration }),
    };
  };

  /** Credentials are fetched once for a target, before the first call: when there are none, one finding says so. */
  const open = (target: AwsTarget): Promise<Clients | Unchecked> =>
    clients.once(JSON.stringify(target), async () => {
      try {
        await ambient();
      } catch (error) {
        return unchecked('credentials', `there are no AWS credentials (${messageOf(error)})`);
      }
      if (target.role === undefined) return makeClients(target.region, ambient, counter, options.userAgent);
      try {
        const fixed = await assume(target.role, target.region);
        const provider: AwsCredentialIdentityProvider = () => Promise.resolve(fixed);
        return makeClients(target.region, provider, counter, options.userAgent);
      } catch (error) {
        return unchecked(
          'credentials',
          `the role ${target.role.arn} cannot be assumed (${codeOf(error)}: ${messageOf(error)})`,
        );
      }
    });

  return {
    calls: () => counter.counts(),
    phase() {
      const memos = new Map<string, Memo>();
      return {
        async session(target): Promise<AwsSession | Unchecked> {
          const opened = await open(target);
          if ('state' in opened) return opened;
          const key = JSON.stringify(target);
          const memo = memos.get(key) ?? new Memo();
          memos.set(key, memo);
          return {
            caller: () =>
              memo.once('caller', () =>
                readFact('sts:GetCallerIdentity', async () => {
                  const answer = await opened.sts.send(new GetCallerIdentityCommand({}));
                  return { accountId: answer.Account ?? '', arn: answer.Arn ?? '' };
                }),
              ),
            userPools: userPools(opened.userPools, memo),
            identityPools: identityPools(opened.identityPools, memo),
            roles: roles(opened.iam, memo),
          };
        },
      };
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
