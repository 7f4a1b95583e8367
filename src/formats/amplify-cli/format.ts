import type { AmplifyFolder } from '../../amplify-folder/model.ts';
import { valueOf } from '../../domain/fact.ts';
import { FIX_FILE, type EnvFacts, type SharedFault, type SharedFormat, type SharedOutputFile } from '../format.ts';
import { backendConfig, backendPart } from './backend-config.ts';
import {
  backendConfigPath,
  parametersPath,
  readAmplifyFolder,
  resourceNameIn,
  teamProviderInfoPath,
} from './folder.ts';
import { importValues, type ImportValues } from './import-values.ts';
import { parametersFile, parametersPart } from './parameters.ts';
import { sharingOf } from './sharing.ts';
import { envPart, teamProviderInfo } from './team-provider-info.ts';

/**
 * The state that `amplify import auth` leaves behind, merged into an `amplify/` folder. The CLI then takes the import for one of its
 * own: it asks nothing, and `push`, `env checkout` and Amplify Hosting rely on it.
 */
export const amplifyCli: SharedFormat = {
  scope: 'manifest',
  name: 'amplify-cli',
  readBy: [
    {
      platform: undefined,
      apps: 'the Amplify CLI and Amplify Hosting (Gen 1)',
      place: 'the folder `amplify` of the app, see [docs/amplify-cli.md](docs/amplify-cli.md)',
    },
  ],
  async open(output, manifest, read, owners) {
    const { path = '' } = output;
    const found = await readAmplifyFolder(path, async (file) => ({ text: await read(file) }));
    const folder = valueOf(found);
    const resource = resourceNameIn(folder, manifest);
    const imported = [...(folder?.envs ?? [])].filter(([, { imports }]) => imports.has(resource)).map(([name]) => name);
    const sharing = sharingOf(manifest, output, owners, imported);
    const ours = new Set([...manifest.envs.map(({ name }) => name), ...owners.envs]);
    const isMain = ({ env }: EnvFacts) => env.name === sharing.main;
    const valuesOf = (facts: EnvFacts) => importValues(facts, { resource, frontend: folder?.frontend });
    const file = (
      at: string,
      parts: Omit<SharedOutputFile, 'path' | 'wanted'>,
      part: (values: ImportValues, main: boolean) => string,
    ): SharedOutputFile => ({
      ...parts,
      path: at,
      wanted: (facts) => {
        const values = valuesOf(facts);
        return values && part(values, isMain(facts));
      },
    });
    return {
      format: 'amplify-cli',
      output,
      // Without it the name of an import that is already there is unknown.
      faults:
        found.state === 'unchecked'
          ? [{ rule: 'manifest/output-path', message: found.reason, hint: FIX_FILE }]
          : sharing.ends
            ? stillNamed(folder, resource)
            : [],
      isKnown: (facts) => valuesOf(facts) !== undefined,
      files: [
        file(teamProviderInfoPath(path), teamProviderInfo(resource, ours), envPart),
        file(backendConfigPath(path), backendConfig(resource, sharing), backendPart),
        file(parametersPath(path, resource), parametersFile(sharing), parametersPart),
      ],
    };
  },
};

/** Resources that name the import, which must not go as long as they do: the CLI could push none of them any more. */
function stillNamed(folder: AmplifyFolder | undefined, resource: string): readonly SharedFault[] {
  return (folder?.mentions ?? [])
    .filter(({ auth }) => auth === resource)
    .map(({ by, file }) => ({
      rule: 'gen1/auth-exists',
      message: `${by} names the auth resource "${resource}", which would go with its last env (${file})`,
      hint: `Take the auth out of what ${by} depends on first, for example by \`amplify update\`.`,
    }));
}
