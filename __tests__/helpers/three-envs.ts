import { LiveShop, type State } from './live-shop.ts';

export const ENVS = ['dev', 'test', 'prod'] as const;

/** What an apply writes for one env, in its order. */
export const WRITES = ['update auth', 'create guest', 'delete editors'] as const;

/** Matches every write, those that put back included. */
export const WRITE = /^iam:(Put|Delete)RolePolicy$/;

export const OWN = (env: string): string => `amplify-import-auth.shop.${env}.storage`;

/**
 * Three envs that were applied once, and a manifest by which each of them is to lose a right of a group, get one for guests, and have
 * another bucket: three writes, a file and a lock entry each.
 */
export class ThreeEnvs {
  readonly shop: LiveShop;
  /** As the first apply left it. */
  readonly before: State;

  private constructor(shop: LiveShop, before: State) {
    this.shop = shop;
    this.before = before;
  }

  static async open(): Promise<ThreeEnvs> {
    const shop = await LiveShop.open(ENVS, { groups: ['editors'] });
    const envs = (storage: (bucket: string) => string) =>
      Object.fromEntries(
        ENVS.map((name) => {
          const editors = `groups: {editors: "${shop.env(name).groups['editors']!.roleArn}"}`;
          return [name, [...shop.ids(name), editors, `categories: {storage: [${storage(`files-${name}`)}]}`]];
        }),
      );
    shop.write(envs((bucket) => `{bucket: ${bucket}, auth: [read], groups: {editors: [update]}}`));
    const first = await shop.run('apply');
    if (first.result !== 'success') throw new Error(JSON.stringify(first.findings));
    const before = await shop.state();
    shop.write(envs((bucket) => `{bucket: new-${bucket}, auth: [read], guest: [read]}`));
    return new ThreeEnvs(shop, before);
  }

  /** What one env looks like in a state: its policies, its file, its entry in the lock. */
  part(state: State, env: string): unknown {
    const lock = JSON.parse(state.files['amplify-auth.lock.json'] ?? '{"envs":{}}') as {
      envs: Record<string, unknown>;
    };
    return {
      policies: this.shop.roles(env).map((role) => state.policies[role]),
      file: state.files[`config/${env}/amplify_outputs.json`],
      lock: lock.envs[env],
    };
  }
}
