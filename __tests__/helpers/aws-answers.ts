import type { DescribeIdentityPoolCommandOutput } from '@aws-sdk/client-cognito-identity';
import type {
  GetUserPoolMfaConfigResponse,
  UserPoolClientType,
  UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { readFileSync } from 'node:fs';
import { projectIdentityPool } from '../../src/adapters/aws/identity-pools.ts';
import { projectClient, projectMfa, projectUserPool } from '../../src/adapters/aws/user-pools.ts';
import { known } from '../../src/domain/fact.ts';
import { Secret } from '../../src/domain/secret.ts';
import { authConfigOf } from '../../src/formats/auth-config.ts';
import type { EnvFacts } from '../../src/formats/format.ts';
import { resolveManifest } from '../../src/manifest/resolve.ts';

/** What AWS answers about one env. */
export interface AwsAnswers {
  readonly userPool: UserPoolType;
  readonly web: UserPoolClientType;
  /** Left out: the web client serves both. */
  readonly native?: UserPoolClientType;
  readonly mfa?: Partial<GetUserPoolMfaConfigResponse>;
  readonly identityPool?: Omit<DescribeIdentityPoolCommandOutput, '$metadata'>;
}

/** The facts of an env with these answers, by way of the real adapter and of a real manifest. `lines` are further ones of the env. */
export function factsOfAnswers(
  { userPool, web, native, mfa, identityPool }: AwsAnswers,
  lines: readonly string[] = [],
): EnvFacts {
  const text = [
    'version: 1',
    'project: shop',
    'envs:',
    '  dev:',
    `    userPoolId: ${userPool.Id ?? ''}`,
    `    webClientId: ${web.ClientId ?? ''}`,
    ...(native === undefined ? [] : [`    nativeClientId: ${native.ClientId ?? ''}`]),
    ...(identityPool === undefined ? [] : [`    identityPoolId: '${identityPool.IdentityPoolId ?? ''}'`]),
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');
  const { manifest, findings } = resolveManifest(text, 'amplify-auth.yml', '2026-11-25');
  const env = manifest?.envs[0];
  if (env === undefined || findings.length > 0) throw new Error(JSON.stringify(findings));
  const none = undefined;
  const observed = {
    env: 'dev',
    caller: known({ accountId: '000000000000', arn: '' }),
    userPool: known(projectUserPool(userPool.Id ?? '', userPool)),
    mfa: known(projectMfa({ ...mfa })),
    webClient: known(projectClient(web.ClientId ?? '', web)),
    nativeClient: native && known(projectClient(native.ClientId ?? '', native)),
    candidates: none,
    identityPool: identityPool && known(projectIdentityPool(identityPool.IdentityPoolId ?? '', identityPool)),
    identityPoolRoles: none,
    authRole: none,
    guestRole: none,
    groups: new Map(),
    groupRoles: new Map(),
    lambdas: new Map(),
    lambdaRoles: new Map(),
    formerRoles: new Map(),
    existing: {},
  };
  const config = authConfigOf(env, observed);
  if (config === undefined) throw new Error('the answers are not complete');
  return { env, observed, config };
}

export const GOLDEN = new URL('../formats/golden/gen1/', import.meta.url);

export function goldenText(path: string): string {
  return readFileSync(new URL(path, GOLDEN), 'utf8');
}

/** What the Amplify CLI was answered in one of the recorded cases. */
export function goldenAnswers(name: string): AwsAnswers {
  const answer = (file: string): unknown => {
    try {
      return (JSON.parse(goldenText(`${name}/aws/${file}.json`)) as { response: unknown }).response;
    } catch {
      // The CLI asks for the identity pool and for factors only where there are any.
      return undefined;
    }
  };
  const client = (kind: string) =>
    (answer(`DescribeUserPoolClient.${kind}`) as { UserPoolClient: UserPoolClientType }).UserPoolClient;
  const identityPool = answer('DescribeIdentityPool') as AwsAnswers['identityPool'];
  return {
    userPool: (answer('DescribeUserPool') as { UserPool: UserPoolType }).UserPool,
    web: client('web'),
    native: client('native'),
    mfa: answer('GetUserPoolMfaConfig') ?? {},
    ...(identityPool === undefined ? {} : { identityPool }),
  };
}

/** The same pool under other ids, as its twin of another env has them. */
export function renamed(answers: AwsAnswers, ids: Readonly<Record<string, string>>, domain?: string): AwsAnswers {
  const { userPool, web, native, identityPool } = answers;
  return {
    ...answers,
    userPool: { ...userPool, Id: ids['userPoolId'], ...(domain === undefined ? {} : { Domain: domain }) },
    web: { ...web, ClientId: ids['webClientId'] },
    ...(native === undefined ? {} : { native: { ...native, ClientId: ids['nativeClientId'] } }),
    ...(identityPool === undefined ? {} : { identityPool: { ...identityPool, IdentityPoolId: ids['identityPoolId'] } }),
  };
}

/** The secret of the native client, wrapped as the adapter wraps it. */
export function secretOf({ native }: AwsAnswers): Secret | undefined {
  return native?.ClientSecret === undefined ? undefined : new Secret(native.ClientSecret);
}
