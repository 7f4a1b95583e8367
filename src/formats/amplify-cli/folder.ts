import { posix } from 'node:path';
import type { AmplifyEnv, AmplifyFolder, AuthResource } from '../../amplify-folder/model.ts';
import { absent, known, unchecked, type Fact } from '../../domain/fact.ts';
import type { Manifest } from '../../manifest/model.ts';
import { readJson } from '../json/document.ts';
import { entriesOf, recordOf, textOf, type Json } from './json-values.ts';
import { mentionsIn } from './mentions.ts';

/** Reads a file of the workspace: its text, null where there is none, or why it cannot be read. */
export type ReadFile = (path: string) => Promise<{ readonly text: string | null } | { readonly reason: string }>;

export function teamProviderInfoPath(folder: string): string {
  return posix.join(folder, 'team-provider-info.json');
}

export function backendConfigPath(folder: string): string {
  return posix.join(folder, 'backend/backend-config.json');
}

export function parametersPath(folder: string, resource: string): string {
  return posix.join(folder, 'backend/auth', resource, 'parameters.json');
}

/** What a folder says. It is absent without any of the files by which the Amplify CLI knows a project of its own. */
export async function readAmplifyFolder(folder: string, read: ReadFile): Promise<Fact<AmplifyFolder>> {
  const paths = [
    posix.join(folder, '.config/project-config.json'),
    teamProviderInfoPath(folder),
    backendConfigPath(folder),
  ];
  const contents = await Promise.all(paths.map((path) => readObject(path, read)));
  const unreadable = contents.find((content) => typeof content === 'string');
  if (typeof unreadable === 'string') return unchecked('dependency', unreadable);
  const [project, envs, backend] = contents as readonly (Json | null)[];
  if (!project && !envs && !backend) return absent;
  const config = backend ?? {};
  return known({
    path: folder,
    frontend: textOf(project?.['frontend']),
    envs: new Map(entriesOf(envs ?? {}).map(([name, env]) => [name, envOf(env)])),
    auth: new Map(entriesOf(config['auth']).map(([name, entry]) => [name, resourceOf(entry)])),
    mentions: await mentionsIn(folder, config, (path) => readObject(path, read)),
  });
}

/** The name of the import: that of one which is there already stays, since other resources may name it. */
export function resourceNameIn(folder: AmplifyFolder | undefined, manifest: Manifest): string {
  const imported = [...(folder?.auth ?? [])].find(
    ([, { service, serviceType }]) => service === 'Cognito' && serviceType === 'imported',
  );
  return imported?.[0] ?? manifest.resourceName;
}

/** The object in a file; null where there is no file, or a sentence part that says why it cannot be understood. */
async function readObject(path: string, read: ReadFile): Promise<Json | null | string> {
  const file = await read(path);
  if ('reason' in file) return `${path} cannot be read: ${file.reason}`;
  if (file.text === null) return null;
  const document = readJson(file.text);
  return typeof document === 'string'
    ? `${path} cannot be understood: ${document}`
    : recordOf(JSON.parse(document.body));
}

function envOf(env: unknown): AmplifyEnv {
  const { awscloudformation, categories } = recordOf(env);
  const imports = entriesOf(recordOf(categories)['auth'])
    .filter(([, values]) => textOf(recordOf(values)['userPoolId']) !== undefined)
    .map(([name, values]) => [name, { withIdentityPool: 'identityPoolId' in recordOf(values) }] as const);
  return { region: textOf(recordOf(awscloudformation)['Region']), imports: new Map(imports) };
}

function resourceOf(entry: unknown): AuthResource {
  const { service, serviceType } = recordOf(entry);
  return { service: textOf(service), serviceType: textOf(serviceType) };
}
