import { z } from 'zod';
import { accountOf } from '../domain/arn.ts';
import { ID_FORMATS } from '../manifest/id-formats.ts';
import { NAME } from '../manifest/schema.ts';
import type { OpenQuestion } from '../discovery/discovered.ts';

/** The texts of an `amplify/` folder that tell of imports; null where a file is not there. */
export interface AmplifyFolder {
  readonly teamProviderInfo: string | null;
  readonly backendConfig: string | null;
  readonly projectConfig: string | null;
  /** `.config/local-env-info.json`: the env that was checked out last. Git ignores it. */
  readonly localEnvInfo: string | null;
  /** `backend/auth/<name>/parameters.json`, by name. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** An env of the folder. */
export interface FolderEnv {
  readonly name: string;
  readonly region: string | undefined;
  /** The account of its stack. */
  readonly accountId: string | undefined;
  /** Where its auth comes from: it is imported, the backend makes it itself, or there is none yet. */
  readonly auth: 'imported' | 'own' | 'none';
  /** Of an import. */
  readonly ids:
    | {
        readonly userPoolId: string;
        readonly webClientId: string;
        readonly nativeClientId: string | undefined;
        readonly identityPoolId: string | undefined;
      }
    | undefined;
  readonly buckets: readonly string[];
  readonly appId: string | undefined;
}

export interface AmplifyProject {
  readonly project: string | undefined;
  readonly resourceName: string | undefined;
  readonly envs: readonly FolderEnv[];
  readonly questions: readonly OpenQuestion[];
}

const record = z.record(z.string(), z.unknown()).catch({});
const resource = z.looseObject({ service: z.string().catch(''), serviceType: z.string().catch('') });
const backend = z.object({
  auth: z.record(z.string(), resource).catch({}),
  storage: z.record(z.string(), resource).catch({}),
});
const env = z.looseObject({
  awscloudformation: z
    .looseObject({
      Region: z.string().optional(),
      AmplifyAppId: z.string().optional(),
      StackId: z.string().optional(),
      AuthRoleArn: z.string().optional(),
    })
    .catch({}),
  categories: z
    .looseObject({ auth: z.record(z.string(), record).catch({}), storage: z.record(z.string(), record).catch({}) })
    .catch({ auth: {}, storage: {} }),
});

/**
 * Reads the state that the Amplify CLI keeps in git. What is imported says backend-config.json (`serviceType: imported`), the ids of
 * each env team-provider-info.json. Nothing here is trusted: an id of another form than AWS gives it is a question, no id.
 */
export function readAmplifyFolder(folder: AmplifyFolder): AmplifyProject {
  const info = parsed(folder.teamProviderInfo);
  const questions: OpenQuestion[] = [];
  const ask = (what: string, why: string, candidates: readonly string[] = []) => {
    questions.push({ what, why, candidates });
  };
  for (const [name, text] of [
    ['team-provider-info.json', folder.teamProviderInfo],
    ['backend-config.json', folder.backendConfig],
  ] as const) {
    if (text !== null && parsed(text) === undefined) ask(`amplify/…/${name}`, 'it is no JSON object');
  }
  const { auth, storage } = backend.catch({ auth: {}, storage: {} }).parse(parsed(folder.backendConfig) ?? {});
  const pools = Object.entries(auth).filter(([, { service }]) => service === 'Cognito');
  const imported = pools.filter(([, { serviceType }]) => serviceType === 'imported').map(([name]) => name);
  const [only, ...more] = imported;
  if (more.length > 0) ask('auth', 'the backend has several imported auth resources', imported);
  const parameters = z
    .looseObject({ region: z.string().optional() })
    .catch({})
    .parse(parsed(only === undefined ? null : (folder.parameters.get(only) ?? null)) ?? {});
  const importedBuckets = Object.keys(storage).filter((name) => storage[name]?.serviceType === 'imported');
  const envs = Object.entries(info ?? localEnv(folder.localEnvInfo)).flatMap(([name, value]): readonly FolderEnv[] => {
    const { awscloudformation: head, categories } = env
      .catch({ awscloudformation: {}, categories: { auth: {}, storage: {} } })
      .parse(value);
    if (!NAME.test(name)) {
      ask(name, 'its name cannot be the name of an env');
      return [];
    }
    const appId = head.AmplifyAppId !== undefined && APP_ID.test(head.AmplifyAppId) ? head.AmplifyAppId : undefined;
    const accountId = accountOf(head.StackId ?? '') || accountOf(head.AuthRoleArn ?? '') || undefined;
    const common = { name, region: head.Region ?? parameters.region, accountId, appId };
    if (only === undefined) {
      return [{ ...common, auth: pools.length === 0 ? 'none' : 'own', ids: undefined, buckets: [] }];
    }
    if (more.length > 0) return [];
    const ids = idsOf(categories.auth[only] ?? {});
    if (ids === undefined) {
      ask(name, `team-provider-info.json has no usable ids of the imported auth ${only} for it`);
      return [];
    }
    const buckets = importedBuckets.flatMap((bucket) => {
      const named = categories.storage[bucket]?.['bucketName'];
      return typeof named === 'string' && BUCKET.test(named) ? [named] : [];
    });
    return [{ ...common, auth: 'imported', ids, buckets }];
  });
  const project = parsed(folder.projectConfig)?.['projectName'];
  return {
    project: typeof project === 'string' && NAME.test(project) ? project : undefined,
    resourceName: only !== undefined && /^[A-Za-z0-9]{1,128}$/.test(only) ? only : undefined,
    envs,
    questions,
  };
}

/** Without team-provider-info.json, which some keep out of git, one env is known at most. */
function localEnv(text: string | null): Readonly<Record<string, unknown>> {
  const name = parsed(text)?.['envName'];
  return typeof name === 'string' ? { [name]: {} } : {};
}

/** Source: Amplify API reference, CreateBranch. */
const APP_ID = /^d[a-z0-9]{1,19}$/;

/** Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

function idsOf(values: Readonly<Record<string, unknown>>): FolderEnv['ids'] {
  const text = (key: 'userPoolId' | 'webClientId' | 'nativeClientId' | 'identityPoolId', pattern: RegExp) => {
    const value = values[key];
    return typeof value === 'string' && pattern.test(value) ? value : undefined;
  };
  const userPoolId = text('userPoolId', ID_FORMATS.userPoolId.pattern);
  const webClientId = text('webClientId', ID_FORMATS.clientId.pattern);
  if (userPoolId === undefined || webClientId === undefined) return undefined;
  return {
    userPoolId,
    webClientId,
    nativeClientId: text('nativeClientId', ID_FORMATS.clientId.pattern),
    identityPoolId: text('identityPoolId', ID_FORMATS.identityPoolId.pattern),
  };
}

function parsed(text: string | null): Readonly<Record<string, unknown>> | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
