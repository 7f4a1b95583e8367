import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Categories, Entries } from './cli-state.ts';

const require = createRequire(import.meta.url);

export const FRONTENDS = ['javascript', 'ios', 'android', 'flutter'] as const;
export type Frontend = (typeof FRONTENDS)[number];

/** The files of each frontend, by the paths that the CLI gives them in the project below. */
export const FILES: Readonly<Record<Frontend, readonly string[]>> = {
  javascript: ['src/aws-exports.js', 'src/amplifyconfiguration.json'],
  ios: ['amplifyconfiguration.json', 'awsconfiguration.json'],
  android: ['res/raw/amplifyconfiguration.json', 'res/raw/awsconfiguration.json'],
  flutter: ['lib/amplifyconfiguration.dart'],
};

const CONFIG = {
  javascript: { config: { SourceDir: 'src' } },
  android: { config: { ResDir: 'res' } },
  flutter: { config: { ResDir: 'lib' } },
};

interface Core {
  readonly JSONUtilities: { writeJson(path: string, value: unknown): void; readJson(path: string): unknown };
}

interface CopyJob {
  readonly dir: string;
  readonly template: string;
  readonly target: string;
}

/**
 * What a published generator writes for a project with these resources, on top of `existing` files. What the CLI hands it is as
 * `@aws-amplify/cli-internal` does it (`get-resource-outputs.js`, `copy-batch.js`).
 */
export async function generate(
  frontend: Frontend,
  region: string,
  categories: Categories,
  existing: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const projectPath = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    for (const [path, text] of Object.entries(existing)) {
      mkdirSync(dirname(join(projectPath, path)), { recursive: true });
      writeFileSync(join(projectPath, path), text);
    }
    const resources = { outputsForFrontend: outputsForFrontend(region, categories) };
    const generator = require(`@aws-amplify/amplify-frontend-${frontend}`) as {
      createFrontendConfigs(context: unknown, resources: unknown, cloudResources: unknown): Promise<unknown>;
    };
    await generator.createFrontendConfigs(contextOf(projectPath, region, categories), resources, resources);
    return new Map(FILES[frontend].map((path) => [path, readFileSync(join(projectPath, path), 'utf8')]));
  } finally {
    rmSync(projectPath, { recursive: true, force: true });
  }
}

function contextOf(projectPath: string, region: string, categories: Categories): unknown {
  const { JSONUtilities } = require('@aws-amplify/amplify-cli-core') as Core;
  const ejs = require('ejs') as { render(template: string, data: unknown): string };
  return {
    amplify: {
      getEnvInfo: () => ({ projectPath }),
      getProjectConfig: () => CONFIG,
      getProjectMeta: () => ({ providers: { awscloudformation: { Region: region } }, ...categories }),
      writeObjectAsJson: (path: string, value: unknown) => {
        JSONUtilities.writeJson(path, value);
      },
      readJsonFile: (path: string) => JSONUtilities.readJson(path),
      copyBatch(_context: unknown, jobs: readonly CopyJob[], props: unknown) {
        for (const { dir, template, target } of jobs) {
          writeFileSync(target, ejs.render(readFileSync(join(dir, template), 'utf8'), { props }));
        }
        return Promise.resolve();
      },
    },
  };
}

function outputsForFrontend(region: string, categories: Categories): unknown {
  const serviceResourceMapping: Record<string, Entries[]> = {};
  for (const resources of Object.values(categories)) {
    for (const [resourceName, resource] of Object.entries(resources)) {
      (serviceResourceMapping[resource.service] ??= []).push({ ...resource, resourceName });
    }
  }
  return { metadata: { Region: region }, serviceResourceMapping };
}
