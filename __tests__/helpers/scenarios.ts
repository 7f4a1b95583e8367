import { createHash } from 'node:crypto';
import type { RunReport } from '../../src/domain/report.ts';
import { policyOf } from '../../src/iam/document.ts';
import { checkRunOf } from '../../src/report/check-run.ts';
import { commentOf } from '../../src/report/texts/comment.ts';
import { contextOf } from '../../src/report/texts/context.ts';
import { issueOf } from '../../src/report/texts/issue.ts';
import { pullRequestBody } from '../../src/report/texts/pull-request.ts';
import { summaryOf } from '../../src/report/texts/summary.ts';
import type { Trigger } from '../../src/ports/runtime.ts';
import { envYaml, makeEnvOf, Shop, type FakeEnv } from './shop.ts';

// Situations that people meet, as real runs on the fakes: what they read of each is kept as golden texts, and looked at as pictures.

export const SHA = '1f3c9ab5d0e1c2b3a4958677f6e5d4c3b2a19080';
const ON_PUSH: Trigger = {
  repository: { owner: 'octo', name: 'shop', ownerId: '1', id: '2' },
  sha: SHA,
  branch: 'main',
  pullRequest: undefined,
  server: 'https://github.com',
  runId: '4711',
};
const ON_PULL_REQUEST: Trigger = {
  ...ON_PUSH,
  branch: undefined,
  pullRequest: { number: 7, headSha: SHA, readOnly: false },
};

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const letters = (text: string, length: number) =>
  BigInt(`0x${hash(text)}`)
    .toString(36)
    .slice(0, length);

/** Ids as AWS makes them, the same for a name each time. */
function envOf(name: string): FakeEnv {
  const id = hash(`identity ${name}`);
  const uuid = [id.slice(0, 8), id.slice(8, 12), `4${id.slice(13, 16)}`, `8${id.slice(17, 20)}`, id.slice(20, 32)].join(
    '-',
  );
  const role = (kind: string) => `amplify-shop-${name}-${hash(kind + name).slice(0, 6)}-${kind}Role`;
  return {
    name,
    userPoolId: `eu-west-1_${letters(`pool ${name}`, 9)}`,
    webClientId: letters(`web ${name}`, 26),
    nativeClientId: letters(`native ${name}`, 26),
    identityPoolId: `eu-west-1:${uuid}`,
    authRole: role('auth'),
    guestRole: role('unauth'),
  };
}

const FULL = '{bucket: shop-uploads, auth: [create, read, update, delete], guest: [read]}';

/** A project with several envs, and what can be done to it. */
export class Scene {
  readonly shop = new Shop();
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    this.names = names;
    for (const name of names) {
      const env = envOf(name);
      this.shop.envs.set(name, env);
      makeEnvOf(this.shop.aws, env);
    }
    this.manifest();
  }

  env(name: string): FakeEnv {
    const env = this.shop.envs.get(name);
    if (env === undefined) throw new Error(`there is no env ${name}`);
    return env;
  }

  /** Writes the manifest; by env what its storage entry says, or its whole part. */
  manifest(storage: Readonly<Record<string, string>> = {}, edit = (text: string) => text): void {
    const parts = Object.fromEntries(
      this.names.map((name) => {
        const env = this.env(name);
        const native = `    nativeClientId: ${env.nativeClientId}\n`;
        const text = envYaml(env, storage[name] ?? FULL.replace('shop-', `shop-${name}-`));
        return [name, text.replace('    identityPoolId', `${native}    identityPoolId`)];
      }),
    );
    this.shop.write(parts);
    const path = 'amplify-auth.yml';
    this.shop.workspace.files.set(path, edit(this.shop.workspace.files.get(path) ?? ''));
  }

  async run(command: string, inputs: Parameters<Shop['run']>[1] = {}): Promise<RunReport> {
    const trigger = ['validate', 'plan'].includes(command) ? ON_PULL_REQUEST : ON_PUSH;
    this.shop.runtime.eventName = trigger === ON_PUSH ? 'push' : 'pull_request';
    this.shop.runtime.trigger = trigger;
    return this.shop.run(command, inputs);
  }

  secretOf(name: string): void {
    const { userPoolId, webClientId } = this.env(name);
    const key = `${userPoolId} ${webClientId}`;
    const client = this.shop.aws.clients.get(key);
    if (client !== undefined) this.shop.aws.clients.set(key, { ...client, hasSecret: true, name: `shop-${name}_web` });
  }

  callbackOf(name: string, url: string): void {
    const { userPoolId, webClientId } = this.env(name);
    const key = `${userPoolId} ${webClientId}`;
    const client = this.shop.aws.clients.get(key);
    if (client !== undefined)
      this.shop.aws.clients.set(key, { ...client, callbackUrls: [...client.callbackUrls, url] });
  }

  poolOf(name: string, change: object): void {
    const { identityPoolId } = this.env(name);
    const pool = this.shop.aws.identityPools.get(identityPoolId);
    if (pool !== undefined) this.shop.aws.identityPools.set(identityPoolId, { ...pool, ...change });
  }

  /** Takes the condition on the identity pool out of the trust policy of the role for signed-in users. */
  openTrustOf(name: string): void {
    const role = this.shop.aws.roles.get(this.env(name).authRole);
    if (role === undefined) return;
    const trust = JSON.parse(role.trust) as { Statement: { Condition: Record<string, unknown> }[] };
    for (const { Condition: condition } of trust.Statement) delete condition['StringEquals'];
    role.trust = JSON.stringify(trust);
  }

  poolGone(name: string): void {
    const { userPoolId } = this.env(name);
    this.shop.aws.userPools.delete(userPoolId);
    for (const key of [...this.shop.aws.clients.keys()])
      if (key.startsWith(userPoolId)) this.shop.aws.clients.delete(key);
  }

  adminOf(name: string): void {
    const text = JSON.stringify(policyOf([{ Effect: 'Allow', Action: '*', Resource: '*' }]));
    this.shop.aws.roles.get(this.env(name).authRole)?.inline.set('admin', text);
  }
}

/** Breaks most of these envs, each in its own way. */
export function mixed(scene: Scene): void {
  scene.secretOf('test');
  scene.openTrustOf('staging');
  scene.poolGone('eu-prod');
  scene.adminOf('demo');
  scene.poolOf('qa', { allowUnauthenticatedIdentities: false });
  scene.poolOf('perf', { allowClassicFlow: true });
  const wrong = scene.env('feature-a').webClientId;
  scene.manifest({ 'feature-b': '{bucket: shop-b, auth: [create, reed], guest: [create]}' }, (text) =>
    text.replace(wrong, `zzzz${wrong.slice(4)}`),
  );
}

export const MIXED = [
  'dev',
  'test',
  'staging',
  'prod',
  'eu-prod',
  'demo',
  'qa',
  'perf',
  'feature-a',
  'feature-b',
  'sandbox',
  'load',
];

export function fleet(size: number): Scene {
  const width = String(size).length;
  return new Scene(Array.from({ length: size }, (_, index) => `tenant-${String(index + 1).padStart(width, '0')}`));
}

/** Every so-many-th env of a fleet is broken: one cause for many, and a few of their own. */
export function breakSome(scene: Scene, every: number): void {
  scene.names.forEach((name, index) => {
    if (index % every === 1) scene.poolOf(name, { allowClassicFlow: true });
    if (index % (every * 2) === 2) scene.secretOf(name);
    if (index % (every * 4) === 3) scene.openTrustOf(name);
  });
}

export type TextName = 'summary' | 'comment' | 'check-run' | 'pull-request' | 'issue';
export type Texts = Readonly<Partial<Record<TextName, string>>>;

/** What a reviewer and an owner read of a run. */
function texts(report: RunReport): Texts {
  const trigger = ['validate', 'plan'].includes(report.command) ? ON_PULL_REQUEST : ON_PUSH;
  const context = contextOf(trigger, 'action');
  const { title, summary } = checkRunOf(report, SHA, context);
  return {
    summary: summaryOf(report, context),
    comment: commentOf(report, context),
    'check-run': `# ${title}\n\n${summary}`,
  };
}

function body(report: RunReport): Texts {
  return { 'pull-request': pullRequestBody(report, { ...contextOf(ON_PUSH, 'action'), base: 'main', pending: [] }) };
}

function issue(report: RunReport): Texts {
  return { issue: issueOf(report, { ...contextOf(ON_PUSH, 'action'), today: '2026-11-25', before: undefined }) };
}

const PUBLISH = { publish: 'pull-request', 'github-token': 'token' };

/** All situations, by name. */
export const SCENARIOS: Readonly<Record<string, () => Promise<Texts>>> = {
  'one-healthy': async () => {
    const scene = new Scene(['dev']);
    scene.shop.push();
    const applied = await scene.run('apply', PUBLISH);
    return { ...texts(await scene.run('validate')), ...body(applied) };
  },
  'twelve-mixed': async () => {
    const scene = new Scene(MIXED);
    mixed(scene);
    scene.shop.push();
    const planned = await scene.run('plan');
    return { ...texts(planned), ...body(await scene.run('apply', PUBLISH)) };
  },
  sixty: async () => {
    const scene = fleet(60);
    scene.shop.push();
    const applied = await scene.run('apply', PUBLISH);
    breakSome(scene, 12);
    scene.manifest(
      Object.fromEntries(
        scene.names.slice(40, 44).map((name) => [name, '{bucket: shop-new, auth: [read], guest: [read]}']),
      ),
    );
    return { ...texts(await scene.run('plan')), ...body(applied) };
  },
  'three-hundred': async () => {
    const scene = fleet(300);
    scene.shop.push();
    const applied = await scene.run('apply', PUBLISH);
    breakSome(scene, 10);
    scene.names.forEach((name, index) => {
      if (index % 20 === 0) scene.callbackOf(name, 'https://preview.example/');
    });
    return { ...texts(await scene.run('validate')), ...body(applied), ...issue(await scene.run('drift')) };
  },
  'plan-update': async () => {
    const scene = new Scene(['dev']);
    scene.shop.push();
    await scene.run('apply');
    scene.manifest({ dev: '{bucket: shop-dev-uploads, auth: [create, read], guest: [create, read]}' });
    scene.shop.push();
    const planned = await scene.run('plan');
    return { ...texts(planned), ...body(await scene.run('apply', PUBLISH)) };
  },
  drift: async () => {
    const scene = new Scene(['dev', 'test', 'prod']);
    scene.shop.push();
    await scene.run('apply', { publish: 'commit', 'github-token': 'token' });
    const { aws, workspace } = scene.shop;
    scene.callbackOf('prod', 'http://old.example/callback');
    scene.poolOf('prod', { allowClassicFlow: true });
    const inline = aws.roles.get(scene.env('test').authRole)?.inline;
    const name = 'amplify-import-auth.shop.test.storage';
    inline?.set(name, (inline.get(name) ?? '').replace('"s3:DeleteObject"', '"s3:*"'));
    const path = 'config/prod/amplify_outputs.json';
    workspace.files.set(path, (workspace.files.get(path) ?? '').replace('"eu-west-1"', '"eu-west-2"'));
    const drifted = await scene.run('drift', PUBLISH);
    return { ...texts(drifted), ...body(drifted), ...issue(drifted) };
  },
  'no-aws': async () => {
    const scene = new Scene(['dev', 'prod']);
    scene.shop.push();
    await scene.run('apply');
    return texts(await scene.run('validate', { offline: 'true' }));
  },
  'failed-publish': async () => {
    const scene = new Scene(['dev', 'prod']);
    scene.shop.push();
    scene.shop.repository.fate = (call) =>
      call.startsWith('pullRequests.create')
        ? { status: 403, message: 'GitHub Actions is not permitted to create pull requests' }
        : 'do';
    return texts(await scene.run('apply', PUBLISH));
  },
};
