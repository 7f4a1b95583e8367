import { valueOf } from '../../domain/fact.ts';
import type { EnvSpec, Manifest } from '../../manifest/model.ts';
import { compareText } from '../../domain/ordering.ts';
import type { OutputSpec } from '../../domain/output.ts';
import { isOwnPlace } from '../../manifest/own-place.ts';
import { entryOf } from '../../manifest/source-node.ts';
import type { EnvFacts, SharedFormat, SharedOutputFile } from '../format.ts';
import { adoptedResource } from './adopt.ts';
import type { Value } from './literal.ts';
import { resourceParts, writePart } from './resource-parts.ts';

/**
 * `amplify/auth/resource.ts` of Amplify Gen 2: `referenceAuth` with the resources of the env that is deployed. The ids are written as
 * they are: `process.env.USER_POOL_ID`, as the documentation has it, fails under strict TypeScript.
 */
export const referenceAuth: SharedFormat = {
  scope: 'manifest',
  name: 'reference-auth',
  readBy: [
    {
      platform: undefined,
      apps: 'backends of Amplify Gen 2 (`@aws-amplify/backend` v1), at each deployment',
      place: '`amplify/auth/resource.ts`, nowhere else',
    },
  ],
  open: (output, manifest) =>
    Promise.resolve({ format: 'reference-auth', output, files: [resourceFile(output, manifest)] }),
};

function resourceFile(output: OutputSpec, manifest: Manifest): SharedOutputFile {
  return {
    path: output.path ?? '',
    adopt: adoptedResource,
    ...resourceParts,
    unknown: ({ observed: { identityPoolRoles: roles } }) => (roles?.state === 'unchecked' ? roles.reason : undefined),
    wanted(facts) {
      const auth = authOf(facts);
      if (auth === undefined) return undefined;
      const { env } = facts;
      const hosting = hostingOf(env, manifest);
      return writePart(
        new Map<string, Value>([
          ['env', env.name],
          ...(hosting === undefined ? [] : [['hosting', hosting] as const]),
          ...(output.mainEnv === env.name ? [['sandbox', true] as const] : []),
          ['auth', auth],
        ]),
      );
    },
  };
}

/** What `referenceAuth` takes; undefined where the env lacks any of it, which the `gen2/*` and `role/*` rules tell. */
function authOf({ env, observed, config }: EnvFacts): Value | undefined {
  const { authenticated, unauthenticated } = (observed.identityPoolRoles && valueOf(observed.identityPoolRoles)) ?? {};
  const { identityPoolId } = config;
  if (identityPoolId === undefined || authenticated === undefined || unauthenticated === undefined) return undefined;
  const groups = [...env.groups].toSorted(([a], [b]) => compareText(a, b));
  return new Map<string, Value>([
    ['userPoolId', config.userPoolId],
    ['identityPoolId', identityPoolId],
    ['userPoolClientId', config.webClientId],
    ['authRoleArn', authenticated],
    ['unauthRoleArn', unauthenticated],
    ...(groups.length === 0 ? [] : [['groups', new Map(groups)] as const]),
  ]);
}

/** The branches that an env names itself: those of the env that it extends stay with that one. */
function hostingOf(env: EnvSpec, manifest: Manifest): Value | undefined {
  const written = entryOf(env.source, 'hosting');
  if (env.hosting === undefined || written === undefined || !isOwnPlace(manifest, env, written.key)) return undefined;
  return new Map<string, Value>([
    ['appId', env.hosting.appId],
    ['branches', env.hosting.branches],
  ]);
}
