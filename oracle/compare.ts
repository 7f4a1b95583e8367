// npm run oracle: compares our `compat: cli` files with what the published generators of the Amplify CLI write for the same pools.
import { existsSync } from 'node:fs';
import { factsOfAnswers, goldenText, secretOf } from '../__tests__/helpers/aws-answers.ts';
import { amplifyconfiguration } from '../src/formats/gen1/amplifyconfiguration.ts';
import { awsExports } from '../src/formats/gen1/aws-exports.ts';
import { awsconfiguration } from '../src/formats/gen1/awsconfiguration.ts';
import type { EnvFormat } from '../src/formats/format.ts';
import { importedAuth } from './cli-state.ts';
import { FILES, FRONTENDS, generate, type Frontend } from './generators.ts';
import { CASES, type Case } from './pools.ts';
import { randomPools } from './random-pools.ts';

type Verdict = 'same' | 'DIFFERS' | 'left out';

interface Compared {
  readonly file: string;
  readonly verdict: Verdict;
  readonly detail: string;
}

const formatOf = (path: string): EnvFormat =>
  path.endsWith('aws-exports.js')
    ? awsExports
    : path.includes('awsconfiguration')
      ? awsconfiguration
      : amplifyconfiguration;

async function compare(one: Case): Promise<readonly Compared[]> {
  const { answers, lines = [], categories = {}, existing = {}, without = {} } = one;
  const facts = factsOfAnswers(answers, lines);
  const clientSecret = secretOf(answers);
  const all = { auth: { shopauth: importedAuth(answers) }, ...categories };
  const compared: Compared[] = [];
  for (const platform of FRONTENDS) {
    const run = (files: Readonly<Record<string, string>>) => generate(platform, facts.config.region, all, files);
    const first = await run(existing);
    // The CLI takes the owner's keys from one file and writes them to both: from the second time on, each has its own.
    const there = one.existing === undefined ? {} : { ...existing, ...Object.fromEntries(first) };
    const theirs = one.existing === undefined ? first : await run(there);
    for (const [path, expected] of theirs) {
      const file = `${platform} ${path}`;
      if (without[path] !== undefined) {
        compared.push({ file, verdict: 'left out', detail: without[path] });
        continue;
      }
      const request = { ...facts, platform, compat: 'cli', existing: there[path] ?? null, clientSecret } as const;
      const ours = formatOf(path).render(request);
      const recorded = recordedText(one.name, platform, path);
      const fault = difference(ours, expected) ?? (recorded === undefined ? undefined : difference(recorded, expected));
      compared.push({ file, verdict: fault === undefined ? 'same' : 'DIFFERS', detail: fault ?? '' });
    }
  }
  return compared;
}

/** What the whole CLI left in a recorded case: the generators, as they are driven here, must write the same. */
function recordedText(name: string, platform: Frontend, path: string): string | undefined {
  const recorded = /^recorded (\w+)/.exec(name)?.[1];
  const file = path.split('/').at(-1) ?? '';
  return recorded === undefined ? undefined : goldenText(`${recorded}/${platform}/${file}`);
}

/** The first line that differs; undefined where none does. */
function difference(ours: string, theirs: string): string | undefined {
  if (ours === theirs) return undefined;
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  const line = at === -1 ? a.length : at;
  return `line ${line + 1}: ours ${JSON.stringify(a[line] ?? null)}, theirs ${JSON.stringify(b[line] ?? null)}`;
}

if (!existsSync(new URL('node_modules/ejs', import.meta.url))) {
  console.error('The published generators are not installed: npm ci --prefix oracle --ignore-scripts');
  process.exit(2);
}

const cases = [...CASES, ...randomPools(60)];
let failed = 0;
let files = 0;
const width = Math.max(...cases.map(({ name }) => name.length));
const columns = FRONTENDS.flatMap((platform) => FILES[platform].map((path) => `${platform} ${path}`));
console.log(`${'pool'.padEnd(width)}  same  differs  left out`);
const details: string[] = [];
for (const one of cases) {
  const compared = await compare(one);
  if (compared.length !== columns.length) throw new Error(`${one.name}: ${compared.length} files were compared`);
  const count = (verdict: Verdict) => compared.filter((item) => item.verdict === verdict).length;
  files += count('same') + count('DIFFERS');
  failed += count('DIFFERS');
  const cells = [count('same').toString().padStart(4), count('DIFFERS').toString().padStart(7)];
  console.log(`${one.name.padEnd(width)}  ${cells.join('  ')}  ${count('left out').toString().padStart(8)}`);
  for (const { file, verdict, detail } of compared) {
    if (verdict !== 'same') details.push(`${one.name}, ${file}: ${verdict}: ${detail}`);
  }
}
if (details.length > 0) console.log(`\n${details.join('\n')}`);
console.log(`\n${cases.length} pools, ${files} files compared to the byte, ${failed} differ`);
process.exitCode = failed > 0 ? 1 : 0;
