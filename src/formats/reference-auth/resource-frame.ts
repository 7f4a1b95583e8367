/** The comment above which new envs are put. */
export const END_OF_ENVS = 'amplify-import-auth: end of the envs';

/**
 * What stands around the envs when the file is new. After that it belongs to the owner, who may add `access` and the like.
 *
 * `AWS_BRANCH` and `AWS_APP_ID` are set in builds of Amplify Hosting (Amplify Hosting User Guide, "Environment variables"). A sandbox
 * has neither, nor anything else that tells it apart. `globalThis` is there for projects without the types of Node.js, which the
 * packages of Amplify do not bring along.
 */
export const FRAME = `import { referenceAuth } from '@aws-amplify/backend';

// The regions below are written by amplify-import-auth: change the manifest instead. The rest of the file is yours.

type Env = {
  env: string;
  /** Branches of Amplify Hosting that deploy it. */
  hosting?: { appId: string; branches: string[] };
  /** Whether sandboxes use it. */
  sandbox?: boolean;
  auth: Parameters<typeof referenceAuth>[0];
};

const envs: Env[] = [
  // ${END_OF_ENVS}
];

/**
 * The env by its name in AMPLIFY_AUTH_ENV; without that variable by the branch that Amplify Hosting builds, as the manifest says or
 * by its name; in a sandbox, which has no branch, the one that the manifest names for it.
 */
function chosen(): Env {
  const { process } = globalThis as unknown as { process: { env: Record<string, string | undefined> } };
  const { AMPLIFY_AUTH_ENV: name, AWS_BRANCH: branch, AWS_APP_ID: appId } = process.env;
  const known = envs.map(({ env }) => env).join(', ') || 'none';
  const one = (found: Env[], problem: string): Env => {
    const [first] = found;
    if (first !== undefined && found.length === 1) return first;
    const which = found.length > 1 ? \`several envs fit: \${found.map(({ env }) => env).join(', ')}\` : \`known envs: \${known}\`;
    throw new Error(\`amplify/auth/resource.ts: \${problem} (\${which})\`);
  };
  if (name) {
    return one(
      envs.filter(({ env }) => env === name),
      \`AMPLIFY_AUTH_ENV is "\${name}", which is no env\`,
    );
  }
  if (branch) {
    const listed = envs.filter(
      ({ hosting }) => hosting?.branches.includes(branch) && (!appId || appId === hosting.appId),
    );
    return one(
      listed.length > 0 ? listed : envs.filter(({ env }) => env === branch),
      \`the branch "\${branch}" is of no env. Set AMPLIFY_AUTH_ENV for it, or list it as hosting.branches in the manifest\`,
    );
  }
  return one(
    envs.filter(({ sandbox }) => sandbox),
    'no env is named. Set AMPLIFY_AUTH_ENV, or name the env of sandboxes as \`env\` of the output in the manifest',
  );
}

export const auth = referenceAuth(chosen().auth);
`;
