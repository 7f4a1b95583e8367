import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const SOURCES = join(HERE, 'src');

/** The formats that have a file for Android. */
export type Kind = 'amplify-outputs' | 'amplifyconfiguration' | 'awsconfiguration';

/** What Android's libraries read in a file; what it lacks is left out. */
export interface Read {
  readonly refused?: string;
  readonly region?: string;
  readonly userPoolId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly identityPoolId?: string;
  readonly identityPoolRegion?: string;
  readonly guests?: boolean;
  readonly mfa?: string;
  readonly mfaMethods?: readonly string[];
  readonly authFlow?: string;
  readonly usernameAttributes?: readonly string[];
  readonly verificationMechanisms?: readonly string[];
  readonly signUpAttributes?: readonly string[];
  readonly passwordLength?: number;
  /** All of these where there are sign-in pages. */
  readonly domain?: string;
  readonly oauthClientId?: string;
  readonly responseType?: string;
  readonly signIn?: string;
  readonly signOut?: string;
  readonly scopes?: readonly string[];
}

/** What the judge needs and the machine lacks. */
export function missingTools(): readonly string[] {
  return ['java', 'javac', 'jar', 'mvn'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
}

/** Fetches Android's code and compiles the judge, where that was not done before for the same pins and sources. */
export function install(): string {
  const sources = filesBelow(SOURCES).filter((path) => path.endsWith('.java'));
  const hash = createHash('sha256');
  for (const path of [join(HERE, 'pom.xml'), ...sources]) hash.update(readFileSync(path));
  const folder = join(HERE, '../../.cache', `oracle-android-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  const work = `${folder}.${process.pid}`;
  const jars = join(work, 'jars');
  mkdirSync(jars, { recursive: true });
  start('mvn', ['-q', '-B', '-f', join(HERE, 'pom.xml'), 'dependency:copy', `-DoutputDirectory=${jars}`]);
  for (const name of readdirSync(jars).filter((one) => one.endsWith('.aar'))) {
    start('jar', ['xf', name, 'classes.jar'], jars);
    renameSync(join(jars, 'classes.jar'), join(jars, name.replace(/aar$/, 'jar')));
    rmSync(join(jars, name));
  }
  // Files and not jars: what stands in for Android's classes must come first.
  start('javac', ['-nowarn', '-proc:none', '-d', join(work, 'classes'), '-cp', join(jars, '*'), ...sources]);
  renameSync(work, folder);
  return folder;
}

/** Reads all files in one virtual machine. */
export function decode(installed: string, files: readonly (readonly [kind: Kind, text: string])[]): readonly Read[] {
  const path = [join(installed, 'classes'), join(installed, 'jars', '*')].join(delimiter);
  const input = files.map((file) => JSON.stringify(file)).join('\n');
  const flags = ['-Dfile.encoding=UTF-8', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
  const output = start('java', [...flags, '-cp', path, 'oracle.Main'], undefined, input);
  const answers = output.split('\n').filter((line) => line.startsWith('{'));
  if (answers.length !== files.length) throw new Error(`${files.length} files and ${answers.length} answers`);
  return answers.map((line) => JSON.parse(line) as Read);
}

function start(command: string, parameters: readonly string[], cwd?: string, input = ''): string {
  const options = { encoding: 'utf8', input, maxBuffer: 2 ** 28, ...(cwd === undefined ? {} : { cwd }) } as const;
  const { status, stdout, stderr, error } = spawnSync(command, parameters, options);
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? (stdout + stderr).slice(-2000)}`);
  return stdout;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
