import { HOSTING_VARIABLES } from '../../domain/hosting-variables.ts';
import { ID_FORMATS } from '../../manifest/id-formats.ts';
import { dotenvValue } from './value.ts';
import type { PublicConfig } from '../../domain/report.ts';
import type { EnvFacts, EnvFormat } from '../format.ts';
import { publicConfigOf } from '../public-config.ts';

/**
 * `KEY=value` for builds: the values of the output `config`, one a line. The variables that Amplify Hosting knows keep its names, all
 * others are named as in that output, in the style of variables.
 */
export const dotenv: EnvFormat = {
  scope: 'env',
  name: 'dotenv',
  readBy: [
    {
      platform: undefined,
      apps: 'builds and scripts: `dotenv`, `node --env-file`, Vite, Next.js, `docker --env-file`',
      place: '`.env` beside the script, or `.env.{env}`',
    },
  ],
  unknown: ({ observed: { identityPoolRoles: roles } }) => (roles?.state === 'unchecked' ? roles.reason : undefined),
  leftOut: (facts) =>
    variablesOf(facts)
      .filter(([, value]) => dotenvValue(value) === undefined)
      .map(([key, value]) => ({
        what: `the variable ${key}`,
        why: `no way of quoting in a dotenv file holds ${value}`,
        hint: 'Take it from the output `config`.',
      })),
  isOurs(text) {
    const lines = text.split('\n');
    const [pool] = lines.flatMap((line) => (line.startsWith(`${POOL}=`) ? [line.slice(POOL.length + 1)] : []));
    return (
      lines.pop() === '' &&
      lines.every((line) => KEYS.has(line.slice(0, Math.max(0, line.indexOf('='))))) &&
      pool !== undefined &&
      ID_FORMATS.userPoolId.pattern.test(pool)
    );
  },
  render: (facts) =>
    variablesOf(facts)
      .map(([key, value]) => [key, dotenvValue(value)] as const)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}=${value ?? ''}\n`)
      .join(''),
};

/** What the env has no value for is left out: an empty variable is easily taken for one that is set. */
function variablesOf({ env, observed }: EnvFacts): readonly (readonly [key: string, value: string])[] {
  const config = publicConfigOf(env, observed);
  if (config === undefined) return [];
  const { hostingVariables, ...ids } = config;
  const own = Object.entries(ids).map(([key, value]) => [`AMPLIFY_AUTH_${snakeCase(key)}`, value] as const);
  return [...own, ...Object.entries(hostingVariables)].filter((entry): entry is [string, string] => entry[1] !== null);
}

const POOL = 'AMPLIFY_AUTH_USER_POOL_ID';

/** Every variable that there can be. */
const KEYS: ReadonlySet<string> = new Set([
  ...(
    [
      'region',
      'userPoolId',
      'webClientId',
      'nativeClientId',
      'identityPoolId',
      'authRoleArn',
      'guestRoleArn',
    ] satisfies readonly (keyof PublicConfig)[]
  ).map((key) => `AMPLIFY_AUTH_${snakeCase(key)}`),
  ...HOSTING_VARIABLES,
]);

function snakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
