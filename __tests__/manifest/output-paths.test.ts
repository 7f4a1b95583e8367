import { describe, expect, test } from '@jest/globals';
import { unsafePathReason } from '../../src/manifest/output-paths.ts';
import { resolveManifest } from '../../src/manifest/resolve.ts';
import { contestedOutputs } from '../../src/manifest/taken-paths.ts';

describe('a safe output path', () => {
  test.each([
    'aws-exports.js',
    'src/aws-exports.js',
    'config/dev/amplifyconfiguration.json',
    'amplify_outputs.json',
    'lib/amplify_outputs.dart',
    'android/app/src/main/res/raw/awsconfiguration.json',
    'ios/My App/amplifyconfiguration.json',
    'amplify/auth/resource.ts',
    'amplify/team-provider-info.json',
    'amplify/backend/backend-config.json',
    'amplify/backend/auth/shopauth/parameters.json',
    '.env',
    '.env.production',
    'web/.env.dev.local',
    'build/config.json',
    'workspace/owners/config.json',
    'src/hooks/aws-exports.js',
    'src/packages/package/config.json',
    'config/codeowners.json',
    'infra/policies/auth-storage.json',
    'größe/日本/é.json',
    'a..b/c...json',
    'backup~/x.json',
  ])('%s', (path) => {
    expect(unsafePathReason(path)).toBeUndefined();
  });
});

describe('no safe output path', () => {
  test.each<[string, readonly string[]]>([
    ['leaves the workspace', ['..', '../x.json', 'a/../../x.json']],
    ['names a folder', ['', '.', 'a/', 'a/..']],
    ['is absolute', ['/etc/x.json']],
    ['holds a backslash', ['a\\b.json']],
    ['holds a colon', ['c:x.json', 'x.json:stream']],
    ['holds a character that Windows forbids', ['a*.json', 'a?.json', 'a<b.json', 'a|b.json', 'a"b.json']],
    ['holds the device name', ['a/NUL.json', 'con', 'COM1.js', 'lpt¹.json']],
    ['ends in a dot or space', ['a./x.json', 'x.json.', 'x.json ']],
    [
      "lies in git's own folder",
      ['.git/config', '.GIT/x', 'a/.Git/x', 'GIT~1/x', 'git~12/x', '.git./x', '.git /x', '．git/x'],
    ],
    ["lies in GitHub's own folder", ['.github/x.json', '.GitHub/workflows/x.yml', 'GITHUB~1/x', '.github /x']],
    ['the short name of another file', ['HUSKY~1/pre-commit', 'GITATT~1', 'npmrc~1', 'PACKAG~1.JSO']],
    [
      'holds a control or invisible character',
      // One for each kind that HFS+, terminals or people's eyes drop.
      [
        '\0',
        '\n',
        '\u007f',
        '\u0085',
        '\u00a0',
        '\u00ad',
        '\u034f',
        '\u061c',
        '\u115f',
        '\u17b4',
        '\u180b',
        '\u180e',
        '\u2003',
      ]
        .concat([
          '\u200b',
          '\u200c',
          '\u200d',
          '\u200f',
          '\u2028',
          '\u202e',
          '\u2060',
          '\u2064',
          '\u206a',
          '\u206f',
          '\u3000',
        ])
        .concat([
          '\u3164',
          '\ufe00',
          '\ufe0f',
          '\ufeff',
          '\uffa0',
          '\ufff0',
          '\u{1bca0}',
          '\u{1d173}',
          '\u{e0001}',
          '\u{e0100}',
        ])
        .concat(['\ud800'])
        .flatMap((char) => [`.g${char}it/x.json`, `a${char}b/x.json`]),
    ],
    [
      'holds the hidden name',
      ['.gitattributes', '.gitmodules', 'a/.GITIGNORE', '.gitlab-ci.yml', '.gitlab/x.json', '.gitea/workflows/x.yml']
        .concat([
          '.forgejo/workflows/x.yml',
          '.woodpecker/x.yml',
          '.woodpecker.yml',
          '.circleci/config.yml',
          '.buildkite/x.yml',
        ])
        .concat([
          '.travis.yml',
          '.drone.yml',
          '.husky/pre-commit',
          '.HUSKY/x',
          '.npmrc',
          'packages/a/.npmrc',
          '.yarnrc',
          '.yarnrc.yml',
        ])
        .concat([
          '.pnp.cjs',
          '.pnpmfile.cjs',
          '.vscode/settings.json',
          '.idea/x',
          '.devcontainer/devcontainer.json',
          '.mailmap',
        ])
        .concat([
          '.pre-commit-config.yaml',
          '.renovaterc',
          '.envrc',
          '.env/x.json',
          '.ENVRC',
          '.some-tool-of-tomorrow/run.js',
        ]),
    ],
    ['read by the forge', ['CODEOWNERS', 'docs/CODEOWNERS', 'codeOwners', 'CODEOWNER\u017f', 'OWNERS']],
    [
      'read by a CI system',
      [
        'Jenkinsfile',
        'ci/Jenkinsfile.release',
        'azure-pipelines.yml',
        'azure-pipelines.dev.yaml',
        'bitbucket-pipelines.yml',
      ]
        .concat([
          'appveyor.yml',
          'action.yml',
          'a/action.yaml',
          'amplify.yml',
          'buildspec.yml',
          'cloudbuild.json',
          'vercel.json',
        ])
        .concat(['netlify.toml', 'Procfile']),
    ],
    [
      'read by a bot',
      ['renovate.json', 'renovate.json5', 'lefthook.yml', 'lefthook-local.json', 'AGENTS.md', 'CLAUDE.md'],
    ],
    [
      'read by a package manager',
      [
        'package.json',
        'PACKAGE.JSON',
        'a/package-lock.json',
        'yarn.lock',
        'pnpm-lock.yaml',
        'pnpm-workspace.yaml',
        'deno.jsonc',
      ]
        .concat([
          'composer.json',
          'Gemfile',
          'Podfile',
          'Package.swift',
          'pubspec.yaml',
          'build.gradle',
          'settings.gradle.kts',
        ])
        .concat([
          'android/gradle.properties',
          'pom.xml',
          'pyproject.toml',
          'requirements-dev.txt',
          'go.mod',
          'Cargo.toml',
        ]),
    ],
    [
      'read by a build tool',
      [
        'Makefile',
        'GNUmakefile',
        'Ma\u212aefile',
        'Dockerfile',
        'Dockerfile.dev',
        'web.dockerfile',
        'docker-compose.yml',
        'compose.yaml',
      ]
        .concat([
          'tsconfig.json',
          'tsconfig.app.json',
          'vite.config.ts',
          'next.config.mjs',
          'babel.config.js',
          'webpack.config.prod.js',
        ])
        .concat([
          'Rakefile',
          'Vagrantfile',
          'Justfile',
          'gulpfile.js',
          'fastlane/Fastfile',
          'main.tf.json',
          'dev.tfvars',
          'BUILD',
        ]),
    ],
    [
      'read by the Amplify CLI',
      ['amplify/hooks/pre-push.js', 'x/Amplify/Hooks/a.json', 'amplify/backend/storage/s3/override.ts'],
    ],
    ['read by Node.js', ['node_modules/a/index.js', 'a/Node_Modules/b.json']],
  ])('it %s', (reason, paths) => {
    for (const path of paths) {
      expect([path, unsafePathReason(path)]).toEqual([path, expect.stringContaining(reason)]);
    }
  });
});

describe('outputs of several manifests of a run', () => {
  const manifest = (file: string, project: string, outputs: string) => {
    const text = `version: 1\nproject: ${project}\noutputs: ${outputs}\nenvs: {dev: {userPoolId: eu-west-1_AbCdEfGhI}}\n`;
    return resolveManifest(text, file, '2026-12-01').manifest!;
  };
  const found = (first: string, second: string) =>
    contestedOutputs([manifest('a.yml', 'one', first), manifest('b/b.yml', 'two', second)]).map(
      ({ rule, message, place }) => `${place.file}:${place.line} ${rule}: ${message}`,
    );

  test.each([
    ['one file', 'x.json', '../x.json', 'b/b.yml:3 manifest/output-path: the file x.json would be written twice'],
    ['in capitals', 'x.json', '../X.json', 'b/b.yml:3 manifest/output-path: the file X.json would be written twice'],
    ['a folder', 'x', '../x/y', 'b/b.yml:3 manifest/output-path: the file x/y would lie below another file'],
  ])('%s', (_, first, second, message) => {
    const output = (path: string) => `[{format: dotenv, path: ${path}}]`;
    expect(found(output(first), output(second))).toEqual([message]);
  });

  test('both generations of one app side by side are fine, and so are folders that they share', () => {
    expect(
      found('[{format: amplify-cli, path: amplify}]', '[{format: reference-auth, path: ../amplify/auth/resource.ts}]'),
    ).toEqual([]);
  });

  test('one Amplify folder for two projects is not', () => {
    const cli = (path: string) => `[{format: amplify-cli, path: ${path}}]`;
    expect(found(cli('amplify'), cli('../amplify'))).toHaveLength(1);
  });
});
