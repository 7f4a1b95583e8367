// @ts-check
/**
 * A stand-in for the little of AWS Amplify's own service that the Amplify CLI needs in addition to what the emulator has: apps and their
 * backend environments. Source: AWS Amplify API reference, CreateApp, CreateBackendEnvironment and their reads.
 */
import { randomBytes } from 'node:crypto';

/**
 * @typedef {{ status: number, body: object }} Answer
 * @typedef {{ appId: string, name: string, environments: Map<string, object> }} App
 */

/**
 * @param {{ account: string, region: string }} where
 * @returns {(method: string, path: string, body: string) => Answer}
 */
export function amplifyService({ account, region }) {
  /** @type {Map<string, App>} */
  const apps = new Map();
  const shown = (/** @type {App} */ { appId, name }) => ({
    appId,
    appArn: `arn:aws:amplify:${region}:${account}:apps/${appId}`,
    name,
    platform: 'WEB',
    environmentVariables: {},
    defaultDomain: `${appId}.amplifyapp.com`,
    enableBranchAutoBuild: false,
    enableBasicAuth: false,
    createTime: 0,
    updateTime: 0,
  });

  return (method, path, body) => {
    const [collection, appId = '', what, name = ''] = path.split('/').filter((part) => part !== '');
    const app = apps.get(decodeURIComponent(appId));
    const input = body === '' ? {} : JSON.parse(body);
    if (collection !== 'apps') return unknown(method, path);
    if (appId === '') {
      if (method === 'GET') return ok({ apps: [...apps.values()].map(shown) });
      if (method !== 'POST') return unknown(method, path);
      const made = { appId: `d${randomBytes(6).toString('hex')}`, name: input.name, environments: new Map() };
      apps.set(made.appId, made);
      return ok({ app: shown(made) });
    }
    if (app === undefined) return notFound(`App ${appId}`);
    if (what === undefined) return method === 'GET' ? ok({ app: shown(app) }) : unknown(method, path);
    if (what === 'branches' && method === 'GET' && name === '') return ok({ branches: [] });
    if (what !== 'backendenvironments') return unknown(method, path);
    if (name === '') {
      if (method === 'GET') return ok({ backendEnvironments: [...app.environments.values()] });
      if (method !== 'POST') return unknown(method, path);
      const made = {
        ...input,
        backendEnvironmentArn: `arn:aws:amplify:${region}:${account}:apps/${app.appId}/backendenvironments/${input.environmentName}`,
        createTime: 0,
        updateTime: 0,
      };
      app.environments.set(input.environmentName, made);
      return ok({ backendEnvironment: made });
    }
    const environment = app.environments.get(decodeURIComponent(name));
    if (environment === undefined) return notFound(`Backend environment ${name}`);
    return method === 'GET' ? ok({ backendEnvironment: environment }) : unknown(method, path);
  };
}

const ok = (/** @type {object} */ body) => ({ status: 200, body });
const notFound = (/** @type {string} */ what) => ({
  status: 404,
  body: { __type: 'NotFoundException', message: `${what} not found.` },
});
/** An operation that is not implemented is told, never passed over. */
const unknown = (/** @type {string} */ method, /** @type {string} */ path) => ({
  status: 501,
  body: { __type: 'NotImplemented', message: `the stand-in for Amplify has no ${method} ${path}` },
});
